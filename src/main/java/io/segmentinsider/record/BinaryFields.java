package io.segmentinsider.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.annotation.Nullable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How the fields of a value are laid out in bytes. {@code writeUTF} is not used: it refuses text of
 * more than 65,535 bytes, and an identifier may be longer.
 */
public final class BinaryFields {

  /** Damaged data may tell any length: memory for more than this is taken as the bytes come. */
  private static final int MAX_TRUSTED_LENGTH = 1 << 20;

  private BinaryFields() {}

  /** Writes a count of at least 0 in one to five bytes, seven bits each. */
  public static void writeCount(DataOutputView out, int count) throws IOException {
    int rest = count;
    while ((rest & ~0x7F) != 0) {
      out.writeByte((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }

  /** How many bytes {@link #writeCount} writes. */
  static int sizeOfCount(int count) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count | 1);
    return (bits + 6) / 7;
  }

  /** Reads what {@link #writeCount} wrote. */
  public static int readCount(DataInputView in) throws IOException {
    int count = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = in.readByte();
      count |= (next & 0x7F) << shift;
      if (next >= 0) {
        return count;
      }
    }
    throw new IOException("a count of more than five bytes: the data is damaged");
  }

  /** Writes a number in one to ten bytes, seven bits each; a negative one takes ten. */
  public static void writeNumber(DataOutputView out, long number) throws IOException {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  /** Reads what {@link #writeNumber} wrote. */
  public static long readNumber(DataInputView in) throws IOException {
    long number = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = in.readByte();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IOException("a number of more than ten bytes: the data is damaged");
  }

  /** Writes a number of either sign, in few bytes if it is near zero. */
  public static void writeDifference(DataOutputView out, long difference) throws IOException {
    writeNumber(out, (difference << 1) ^ (difference >> (Long.SIZE - 1)));
  }

  /** Reads what {@link #writeDifference} wrote. */
  public static long readDifference(DataInputView in) throws IOException {
    long zigzag = readNumber(in);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }

  /** Writes text as its UTF-8 length and bytes. */
  public static void writeText(DataOutputView out, String text) throws IOException {
    writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
  }

  /** How many bytes {@link #writeText} writes. */
  static long sizeOfText(String text) {
    return sizeOfBytes(utf8Length(text));
  }

  private static int utf8Length(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) >= 0x80) {
        return text.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return length;
  }

  /** Reads what {@link #writeText} wrote. */
  public static String readText(DataInputView in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  /** Writes an array as its length and bytes. */
  public static void writeBytes(DataOutputView out, byte[] bytes) throws IOException {
    writeCount(out, bytes.length);
    out.write(bytes);
  }

  /** How many bytes {@link #writeBytes} writes for so many. */
  static long sizeOfBytes(int length) {
    return (long) sizeOfCount(length) + length;
  }

  /** Reads what {@link #writeBytes} wrote. */
  public static byte[] readBytes(DataInputView in) throws IOException {
    int length = readCount(in);
    if (length < 0) {
      throw new IOException("a length below zero: the data is damaged");
    }
    byte[] bytes = new byte[Math.min(length, MAX_TRUSTED_LENGTH)];
    in.readFully(bytes);
    while (bytes.length < length) {
      int read = bytes.length;
      bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * read));
      in.readFully(bytes, read, bytes.length - read);
    }
    return bytes;
  }

  /** Passes over what {@link #writeBytes} or {@link #writeText} wrote. */
  static void skipBytes(DataInputView in) throws IOException {
    in.skipBytesToRead(readCount(in));
  }

  /** Writes text that may be null. */
  public static void writeNullableText(DataOutputView out, @Nullable String text)
      throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      writeText(out, text);
    }
  }

  /** Reads what {@link #writeNullableText} wrote. */
  @Nullable
  public static String readNullableText(DataInputView in) throws IOException {
    return in.readBoolean() ? readText(in) : null;
  }

  /** Writes an array that may be null. */
  public static void writeNullableBytes(DataOutputView out, @Nullable byte[] bytes)
      throws IOException {
    out.writeBoolean(bytes != null);
    if (bytes != null) {
      writeBytes(out, bytes);
    }
  }

  /** Reads what {@link #writeNullableBytes} wrote. */
  @Nullable
  public static byte[] readNullableBytes(DataInputView in) throws IOException {
    return in.readBoolean() ? readBytes(in) : null;
  }

  /** Writes a constant of an enum whose order is only ever appended to. */
  @SuppressWarnings("EnumOrdinal")
  public static void writeConstant(DataOutputView out, Enum<?> constant) throws IOException {
    out.writeByte(constant.ordinal());
  }

  /** Reads what {@link #writeConstant} wrote, given the enum's constants in their order. */
  public static <E extends Enum<E>> E readConstant(DataInputView in, E[] constants)
      throws IOException {
    return constant(in.readByte(), constants);
  }

  /** The constant at this place. */
  static <E extends Enum<E>> E constant(int index, E[] constants) throws IOException {
    if (index < 0 || index >= constants.length) {
      throw new IOException("no constant " + index + ": a newer release wrote this data");
    }
    return constants[index];
  }

  /**
   * Writes an origin. One of several events of a record has all bits of its partition turned, which
   * no partition of a whole record has, and its place behind the offset.
   */
  public static void writeOrigin(DataOutputView out, SourcePosition origin) throws IOException {
    boolean whole = origin.of() == 1;
    writeText(out, origin.topic());
    out.writeInt(whole ? origin.partition() : ~origin.partition());
    out.writeLong(origin.offset());
    if (!whole) {
      writeCount(out, origin.index());
      writeCount(out, origin.of());
    }
  }

  /** Reads what {@link #writeOrigin} wrote. */
  public static SourcePosition readOrigin(DataInputView in) throws IOException {
    String topic = readText(in);
    int partition = in.readInt();
    long offset = in.readLong();
    return partition >= 0
        ? new SourcePosition(topic, partition, offset)
        : new SourcePosition(topic, ~partition, offset, readCount(in), readCount(in));
  }

  /**
   * Refuses bytes of a newer release.
   *
   * @throws IOException if {@code found} is not between 1 and {@code newest}
   */
  public static void requireVersion(Class<?> type, int found, int newest) throws IOException {
    if (found < 1 || found > newest) {
      throw new IOException(
          type.getSimpleName()
              + " was written in version "
              + found
              + ", and this release reads up to "
              + newest
              + ": restore it with the release that wrote it, or a newer one");
    }
  }
}

package io.segmentinsider.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How the fields of a value are laid out in bytes. {@code writeUTF} is not used: it refuses text of
 * more than 65,535 bytes, and an identifier may be longer.
 */
public final class BinaryFields {

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

  /** Writes text as its UTF-8 length and bytes. */
  public static void writeText(DataOutputView out, String text) throws IOException {
    writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
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

  /** Reads what {@link #writeBytes} wrote. */
  public static byte[] readBytes(DataInputView in) throws IOException {
    byte[] bytes = new byte[readCount(in)];
    in.readFully(bytes);
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
    int index = in.readByte();
    if (index < 0 || index >= constants.length) {
      throw new IOException("no constant " + index + ": a newer release wrote this data");
    }
    return constants[index];
  }

  /** Writes a source position. */
  public static void writeSource(DataOutputView out, SourcePosition source) throws IOException {
    writeText(out, source.topic());
    out.writeInt(source.partition());
    out.writeLong(source.offset());
  }

  /** Reads what {@link #writeSource} wrote. */
  public static SourcePosition readSource(DataInputView in) throws IOException {
    return new SourcePosition(readText(in), in.readInt(), in.readLong());
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

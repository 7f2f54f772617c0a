package io.segmentinsider.record;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputDeserializer;

/** The texts of names, which repeat from event to event: the last ones are kept. For one thread. */
final class NameTexts {

  private static final int BITS = 8;

  /** A longer name is hardly one that comes again. */
  private static final int MAX_BYTES = 64;

  private final String[] texts = new String[1 << BITS];
  private final byte[][] bytes = new byte[1 << BITS][];

  /**
   * Reads what {@link BinaryFields#writeText} wrote.
   *
   * @param encoded what is read from
   */
  String read(DataInputDeserializer in, byte[] encoded) throws IOException {
    int length = BinaryFields.readCount(in);
    int from = in.getPosition();
    if (length < 0 || length > in.available()) {
      throw new EOFException("a name is cut short");
    }
    in.skipBytesToRead(length);
    return length > MAX_BYTES
        ? new String(encoded, from, length, StandardCharsets.UTF_8)
        : kept(encoded, from, from + length);
  }

  private String kept(byte[] encoded, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + encoded[i];
    }
    int at = (hash * 0x9E3779B9) >>> (Integer.SIZE - BITS);
    byte[] before = bytes[at];
    if (before == null || !Arrays.equals(before, 0, before.length, encoded, from, to)) {
      bytes[at] = Arrays.copyOfRange(encoded, from, to);
      texts[at] = new String(bytes[at], StandardCharsets.UTF_8);
    }
    return texts[at];
  }
}

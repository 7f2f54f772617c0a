package io.segmentinsider.record;

import java.nio.charset.StandardCharsets;

/** The bytes of names, which repeat from event to event: the last ones are kept. For one thread. */
final class NameBytes {

  private static final int BITS = 7;

  private final String[] names = new String[1 << BITS];
  private final byte[][] bytes = new byte[1 << BITS][];

  /** The UTF-8 bytes of a name. Not to be changed. */
  @SuppressWarnings("ReferenceEquality")
  byte[] of(String name) {
    int at = (name.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - BITS);
    if (names[at] != name) {
      names[at] = name;
      bytes[at] = name.getBytes(StandardCharsets.UTF_8);
    }
    return bytes[at];
  }
}

package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonBuffer;

/**
 * Names of members as they are written in front of a value: with a comma, quotes and a colon. They
 * repeat from event to event, so the last ones are kept. For one thread.
 */
final class WrittenNames {

  private static final int BITS = 7;

  private final String[] names = new String[1 << BITS];
  private final byte[][] texts = new byte[1 << BITS][];

  /** The text of a name. Not to be changed. */
  @SuppressWarnings("ReferenceEquality")
  byte[] of(String name) {
    int at = (name.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - BITS);
    if (names[at] != name) {
      names[at] = name;
      texts[at] = new JsonBuffer(name.length() + 4).ascii(",").text(name).ascii(":").toBytes();
    }
    return texts[at];
  }
}

package io.segmentinsider.identity;

import io.segmentinsider.record.Identifier;

/**
 * The key of a device in state. Segment's libraries make anonymous ids that are UUIDs, and a key
 * stands in state once per value and timer: so a UUID in its usual form takes 21 characters here
 * instead of the 57 of its {@link Identifier#key}.
 */
final class DeviceKey {

  /** In front of a packed UUID; no other key begins with it. */
  private static final char PACKED = '\u0001';

  private static final int UUID_LENGTH = 36;
  private static final int BITS_PER_CHAR = 7;
  private static final int CHARS_PER_HALF = 10;

  private DeviceKey() {}

  /** The key; two anonymous ids never have the same. */
  static String of(String anonymousId) {
    if (anonymousId.length() != UUID_LENGTH) {
      return Identifier.device(anonymousId).key();
    }
    long[] halves = new long[2];
    int digits = 0;
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = anonymousId.charAt(i);
      if (i == 8 || i == 13 || i == 18 || i == 23) {
        if (c != '-') {
          return Identifier.device(anonymousId).key();
        }
        continue;
      }
      int digit = lowerCaseHexDigit(c);
      if (digit < 0) {
        return Identifier.device(anonymousId).key();
      }
      int half = digits++ / 16;
      halves[half] = halves[half] << 4 | digit;
    }
    return pack(halves[0], halves[1]);
  }

  /** Characters below 128 take a byte each in state. */
  private static String pack(long high, long low) {
    char[] packed = new char[1 + 2 * CHARS_PER_HALF];
    packed[0] = PACKED;
    for (int i = 0; i < CHARS_PER_HALF; i++) {
      packed[1 + i] = (char) (high >>> (i * BITS_PER_CHAR) & 0x7F);
      packed[1 + CHARS_PER_HALF + i] = (char) (low >>> (i * BITS_PER_CHAR) & 0x7F);
    }
    return new String(packed);
  }

  private static int lowerCaseHexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }
}

package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * A 128-bit digest of JSON content: equal for equal content however it is written (order of
 * members, escapes, blanks, {@code 1.0} or {@code 1}), and for two different contents of one run
 * equal only by an accident that nobody will see. It is fast, and no defence against an adversary.
 *
 * <p>One object is used for many values, by one thread.
 */
final class ContentDigest {

  private static final long K1 = 0x9E3779B97F4A7C15L;
  private static final long K2 = 0xC2B2AE3D27D4EB4FL;
  private static final long K3 = 0x165667B19E3779F9L;
  private static final long K4 = 0xD6E8FEB86659FD93L;

  private static final int TEXT = 0x10;
  private static final int NUMBER = 0x11;
  private static final int TRUE = 0x12;
  private static final int FALSE = 0x13;
  private static final int NULL = 0x14;
  private static final int ARRAY = 0x15;
  private static final int OBJECT = 0x16;

  private long high;
  private long low;

  /** Upper half of the last digest. */
  long high() {
    return high;
  }

  /** Lower half of the last digest; with {@link #high} never both 0. */
  long low() {
    return low;
  }

  /** Takes text in a role that keeps it apart from the same text in another role. */
  void text(String text, int role) {
    char[] chars = text.toCharArray();
    text(chars, 0, chars.length, role);
  }

  /** Takes text in a role that keeps it apart from the same text in another role. */
  void text(char[] text, int offset, int length, int role) {
    long h1 = K1 * (length + 1) ^ role;
    long h2 = K2 * (length + 1) + role;
    int at = offset;
    int end = offset + length;
    while (at + 4 <= end) {
      long block =
          text[at]
              | (long) text[at + 1] << 16
              | (long) text[at + 2] << 32
              | (long) text[at + 3] << 48;
      h1 = Long.rotateLeft(h1 ^ block * K2, 29) * K1;
      h2 = Long.rotateLeft(h2 ^ block * K3, 31) * K4;
      at += 4;
    }
    while (at < end) {
      h1 = Long.rotateLeft(h1 ^ text[at] * K2, 29) * K1;
      h2 = Long.rotateLeft(h2 ^ text[at] * K3, 31) * K4;
      at++;
    }
    set(h1, h2);
  }

  /** Takes the pair of a name and the last digest, as one member of an object. */
  void named(Name name) {
    set(Long.rotateLeft(name.high(), 23) ^ high * K3, Long.rotateLeft(name.low(), 19) ^ low * K1);
  }

  /** Takes the sum of the digests of members, in whatever order they came. */
  void sum(long highSum, long lowSum) {
    set(highSum + OBJECT, lowSum + OBJECT);
  }

  /** Takes a number of 64 bits and a digest in this order. */
  void pair(long first, long secondHigh, long secondLow) {
    set(first * K1 ^ Long.rotateLeft(secondHigh, 31), first * K4 ^ Long.rotateLeft(secondLow, 27));
  }

  /**
   * Takes the value that starts at the parser's current token, and leaves the parser at its last
   * token.
   */
  void value(JsonParser parser, SeenNames names) throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING ->
          text(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), TEXT);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          number(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      case VALUE_TRUE -> set(K1, TRUE);
      case VALUE_FALSE -> set(K1, FALSE);
      case VALUE_NULL -> set(K1, NULL);
      case START_ARRAY -> array(parser, names);
      case START_OBJECT -> object(parser, names);
      default -> throw new IllegalStateException("no value starts with " + parser.currentToken());
    }
  }

  private void number(char[] text, int offset, int length) {
    int plain = CanonicalNumber.plainLength(text, offset, length);
    if (plain < 0) {
      text(CanonicalNumber.of(text, offset, length), NUMBER);
    } else {
      text(text, offset, plain, NUMBER);
    }
  }

  private void array(JsonParser parser, SeenNames names) throws IOException {
    long h1 = K1;
    long h2 = ARRAY;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      value(parser, names);
      h1 = Long.rotateLeft(h1 ^ high, 29) * K1;
      h2 = Long.rotateLeft(h2 ^ low, 31) * K4;
    }
    set(h1, h2);
  }

  private void object(JsonParser parser, SeenNames names) throws IOException {
    long h1 = 0;
    long h2 = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Name name = names.atRoot(parser.currentName());
      parser.nextToken();
      value(parser, names);
      named(name);
      h1 += high;
      h2 += low;
    }
    sum(h1, h2);
  }

  private void set(long newHigh, long newLow) {
    high = mixed(newHigh);
    low = mixed(newLow ^ newHigh);
    if (high == 0 && low == 0) {
      low = 1;
    }
  }

  private static long mixed(long bits) {
    long h = bits;
    h = (h ^ h >>> 33) * 0xFF51AFD7ED558CCDL;
    h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
    return h ^ h >>> 33;
  }
}

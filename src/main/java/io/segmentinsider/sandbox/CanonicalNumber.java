package io.segmentinsider.sandbox;

import java.math.BigDecimal;

/** Gives equal numbers equal text, so that {@code 10}, {@code 10.0} and {@code 1e1} are one. */
final class CanonicalNumber {

  /** Beyond this many digits an exponent is kept, as writing it out could take all memory. */
  private static final int LONGEST_PLAIN_SCALE = 50;

  private CanonicalNumber() {}

  /** The canonical text of a JSON number. */
  static String of(char[] text, int offset, int length) {
    int plain = plainLength(text, offset, length);
    return plain < 0
        ? withoutExponent(new String(text, offset, length))
        : new String(text, offset, plain);
  }

  /** How much of the text is its canonical form; -1 if it must be computed with {@link #of}. */
  static int plainLength(char[] text, int offset, int length) {
    boolean fraction = false;
    for (int i = offset; i < offset + length; i++) {
      char c = text[i];
      if (c == 'e' || c == 'E') {
        return -1;
      }
      fraction |= c == '.';
    }
    int end = offset + length;
    if (fraction) {
      while (text[end - 1] == '0') {
        end--;
      }
      if (text[end - 1] == '.') {
        end--;
      }
    }
    boolean negativeZero = end - offset == 2 && text[offset] == '-' && text[offset + 1] == '0';
    return negativeZero ? -1 : end - offset;
  }

  private static String withoutExponent(String text) {
    BigDecimal number = new BigDecimal(text).stripTrailingZeros();
    return Math.abs((long) number.scale()) <= LONGEST_PLAIN_SCALE
        ? number.toPlainString()
        : number.toString();
  }
}

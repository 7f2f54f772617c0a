package io.segmentinsider.insider;

/**
 * Which kinds of characters a text has, found in one pass without looking at any of them twice: the
 * first question about an id, and for nearly every id the last.
 */
final class CharacterSet {

  private static final int SMALL_LETTER = 1;
  private static final int ZERO = 2;
  private static final int DIGIT = 4;
  private static final int SEPARATOR = 8;
  private static final int UNUSUAL = 16;
  private static final int CAPITAL = 32;

  /** What may stand between the letters and digits of an id. */
  private static final String SEPARATORS = "-_.:+";

  private static final byte[] KINDS = kinds();

  private CharacterSet() {}

  private static byte[] kinds() {
    byte[] kinds = new byte[128];
    for (char c = 0; c < kinds.length; c++) {
      if (c >= 'a' && c <= 'z') {
        kinds[c] = SMALL_LETTER;
      } else if (c >= 'A' && c <= 'Z') {
        kinds[c] = CAPITAL;
      } else if (c >= '0' && c <= '9') {
        kinds[c] = (byte) (c == '0' ? ZERO : DIGIT);
      } else {
        kinds[c] = (byte) (SEPARATORS.indexOf(c) >= 0 ? SEPARATOR : UNUSUAL);
      }
    }
    return kinds;
  }

  /** The kinds in a text. */
  static int of(String text) {
    return of(text, 0, text.length());
  }

  /** The kinds between two places of a text. */
  static int of(String text, int from, int to) {
    int found = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      found |= c < KINDS.length ? KINDS[c] : UNUSUAL;
    }
    return found;
  }

  /** Whether there is more than letters and digits of ASCII and what stands between them in ids. */
  static boolean hasUnusual(int found) {
    return (found & UNUSUAL) != 0;
  }

  /** Whether there is a capital letter of ASCII. */
  static boolean hasCapital(int found) {
    return (found & CAPITAL) != 0;
  }

  /** Whether there is a digit. */
  static boolean hasDigit(int found) {
    return (found & (ZERO | DIGIT)) != 0;
  }

  /** Whether there is a letter or a digit that is no zero. */
  static boolean showsSomething(int found) {
    return (found & (SMALL_LETTER | CAPITAL | DIGIT)) != 0;
  }
}

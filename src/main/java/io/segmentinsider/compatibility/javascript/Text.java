package io.segmentinsider.compatibility.javascript;

import java.util.Locale;

/** What JavaScript's string methods do where Java's differ. */
public final class Text {

  private static final char CAPITAL_SIGMA = '\u03A3';

  /** Punctuation that stands within words: Word_Break MidLetter, MidNumLet and Single_Quote. */
  private static final String MID_WORD =
      "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";

  private Text() {}

  /** Text without ECMAScript's white space and line ends around it. */
  public static String trim(String text) {
    return trimEnd(trimStart(text));
  }

  /** Text without ECMAScript's white space and line ends before it. */
  public static String trimStart(String text) {
    int start = 0;
    while (start < text.length() && isWhiteSpace(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  /** Text without ECMAScript's white space and line ends behind it. */
  public static String trimEnd(String text) {
    int end = text.length();
    while (end > 0 && isWhiteSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** Whether ECMAScript's {@code \s} stands for a character. */
  public static boolean isWhiteSpace(char c) {
    if (c <= ' ') {
      return c == ' ' || (c >= '\t' && c <= '\r');
    }
    return c >= 0xA0
        && (c == 0xA0
            || c == 0xFEFF
            || c == 0x2028
            || c == 0x2029
            || Character.getType(c) == Character.SPACE_SEPARATOR);
  }

  /** Lower case by the Unicode rules that depend on no language. */
  public static String toLowerCase(String text) {
    int sigma = text.indexOf(CAPITAL_SIGMA);
    if (sigma < 0) {
      return text.toLowerCase(Locale.ROOT);
    }
    // Java finds the end of a word in another way than Unicode's rule for the final sigma.
    StringBuilder lower = new StringBuilder(text.length());
    int copied = 0;
    while (sigma >= 0) {
      lower.append(text.substring(copied, sigma).toLowerCase(Locale.ROOT));
      lower.append(isFinal(text, sigma) ? '\u03C2' : '\u03C3');
      copied = sigma + 1;
      sigma = text.indexOf(CAPITAL_SIGMA, copied);
    }
    return lower.append(text.substring(copied).toLowerCase(Locale.ROOT)).toString();
  }

  /** Unicode's Final_Sigma: behind a cased letter and before none, ignorable ones aside. */
  private static boolean isFinal(String text, int place) {
    int before = place;
    while (before > 0 && isCaseIgnorable(text.codePointBefore(before))) {
      before -= Character.charCount(text.codePointBefore(before));
    }
    int behind = place + 1;
    while (behind < text.length() && isCaseIgnorable(text.codePointAt(behind))) {
      behind += Character.charCount(text.codePointAt(behind));
    }
    return before > 0
        && isCased(text.codePointBefore(before))
        && !(behind < text.length() && isCased(text.codePointAt(behind)));
  }

  private static boolean isCased(int point) {
    return Character.isLowerCase(point)
        || Character.isUpperCase(point)
        || Character.isTitleCase(point);
  }

  private static boolean isCaseIgnorable(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> MID_WORD.indexOf(point) >= 0;
    };
  }

  /** Upper case by the Unicode rules that depend on no language. */
  public static String toUpperCase(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /**
   * The character under which a regular expression with flag {@code i} and without {@code u}
   * compares another one (ECMAScript, Canonicalize).
   */
  public static char canonicalize(char c) {
    if (c < 0x80) {
      return c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c;
    }
    String upper = toUpperCase(String.valueOf(c));
    return upper.length() == 1 && upper.charAt(0) >= 0x80 ? upper.charAt(0) : c;
  }
}

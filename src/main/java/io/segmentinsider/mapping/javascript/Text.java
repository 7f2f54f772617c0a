package io.segmentinsider.mapping.javascript;

import java.util.Locale;

/** What JavaScript's string methods do where Java's differ. */
public final class Text {

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
    return text.toLowerCase(Locale.ROOT);
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

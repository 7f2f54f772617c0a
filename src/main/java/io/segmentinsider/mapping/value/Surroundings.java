package io.segmentinsider.mapping.value;

import java.util.List;
import javax.annotation.Nullable;

/**
 * What stands around the digits of a number.
 *
 * @param isNegative whether a minus says so, on either side, or parentheses
 * @param end what says that there are no cents, as in {@code 19,-}; empty if nothing does
 * @param before what is left in front, trimmed
 * @param after what is left behind, trimmed
 */
record Surroundings(boolean isNegative, String end, String before, String after) {

  /** What stands for no cents at all: {@code 19,-}, {@code 19.–}, {@code 500/-}, {@code 19:-}. */
  private static final List<String> NO_DECIMALS =
      List.of(",--", ".--", ",-", ".-", "/-", ":-", ",=", "/=");

  /**
   * Reads both sides.
   *
   * @return null if they contradict each other: a second sign, half a pair of parentheses, or
   *     {@code 30+}
   */
  @Nullable
  static Surroundings of(String before, String after) {
    String end = endOf(after);
    String behind = after.substring(end.length());
    int minus = count(before, '-') + count(behind, '-');
    int plus = count(before, '+');
    int open = count(before, '(');
    boolean paired = open <= 1 && open == count(behind, ')');
    boolean stray = count(before, ')') + count(behind, '(') > 0;
    boolean orMore = count(behind, '+') > 0;
    if (minus + plus + open > 1 || !paired || stray || orMore) {
      return null;
    }
    return new Surroundings(minus + open > 0, end, words(before), behindNumber(behind));
  }

  /** Whether the separators in front can only group: the end stands where cents would stand. */
  boolean standsForCents() {
    return !end.isEmpty() && end.charAt(0) != '/';
  }

  private static String endOf(String after) {
    for (String end : NO_DECIMALS) {
      if (after.startsWith(end)) {
        return end;
      }
    }
    return "";
  }

  private static int count(String text, char sign) {
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == sign) {
        count++;
      }
    }
    return count;
  }

  private static String words(String text) {
    StringBuilder words = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      words.append(c == '-' || c == '+' || c == '(' || c == ')' ? ' ' : c);
    }
    return words.toString().strip();
  }

  /** {@code 5.} is 5. */
  private static String behindNumber(String after) {
    String words = words(after);
    return words.equals(".") ? "" : words;
  }
}

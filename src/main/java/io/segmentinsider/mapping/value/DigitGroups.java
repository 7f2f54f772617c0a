package io.segmentinsider.mapping.value;

import javax.annotation.Nullable;

/**
 * The digits of a number with the separators between them, read as groups and decimals.
 *
 * @param whole digits before the decimal separator, without separators; may be empty
 * @param decimals digits behind it; empty if there is none
 * @param lone a single point or comma before exactly three digits that may be either; 0 otherwise
 */
record DigitGroups(String whole, String decimals, char lone) {

  /** Digits in a group of thousands. */
  static final int SIZE = 3;

  /** A separator that can only be the decimal one. */
  static final char DECIMAL = '\u0001';

  /** A separator that can only group. */
  static final char GROUP = '\u0002';

  private static final int INDIAN_SIZE = 2;

  /**
   * Reads digits and separators.
   *
   * @param text starts with a digit or a separator, ends with a digit
   * @return null if they are no number
   */
  @Nullable
  static DigitGroups of(String text) {
    int last = -1;
    char kind = 0;
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        if (!isSeparator(c)) {
          return null;
        }
        if (last >= 0 && text.charAt(last) != kind) {
          return null;
        }
        if (kind == 0 || c == kind) {
          count++;
        }
        kind = kind == 0 ? c : kind;
        last = i;
      }
    }
    if (last < 0) {
      return new DigitGroups(text, "", (char) 0);
    }
    boolean oneKind = text.charAt(last) == kind;
    return oneKind ? ofOneKind(text, kind, last, count) : ofTwoKinds(text, kind, last);
  }

  @Nullable
  private static DigitGroups ofOneKind(String text, char kind, int last, int count) {
    boolean decimal = isPointOrComma(kind) || kind == DECIMAL;
    if (count > 1 || !decimal) {
      return kind == DECIMAL ? null : grouped(text, kind, "");
    }
    String whole = text.substring(0, last);
    String decimals = text.substring(last + 1);
    boolean either = kind != DECIMAL && decimals.length() == SIZE && mayBeFirst(text, 0, last);
    return new DigitGroups(whole, decimals, either ? kind : 0);
  }

  /** The last separator is the decimal one, all others group. */
  @Nullable
  private static DigitGroups ofTwoKinds(String text, char kind, int last) {
    char decimal = text.charAt(last);
    return isPointOrComma(decimal) || decimal == DECIMAL
        ? grouped(text.substring(0, last), kind, text.substring(last + 1))
        : null;
  }

  @Nullable
  private static DigitGroups grouped(String text, char kind, String decimals) {
    boolean fits =
        areGroups(text, kind, SIZE) || (kind == ',' && areGroups(text, ',', INDIAN_SIZE));
    return fits && kind != DECIMAL
        ? new DigitGroups(text.replace(String.valueOf(kind), ""), decimals, (char) 0)
        : null;
  }

  /** The last group has three digits everywhere; in India those before it have two. */
  private static boolean areGroups(String text, char kind, int size) {
    int from = 0;
    for (int at = text.indexOf(kind); at >= 0; at = text.indexOf(kind, from)) {
      int length = at - from;
      boolean fits = from == 0 ? length >= 1 && length <= size : length == size;
      if (!fits) {
        return false;
      }
      from = at + 1;
    }
    return text.length() - from == SIZE;
  }

  /** Whether digits may be the first group of several: one to three, and no zero in front. */
  static boolean mayBeFirst(String text, int from, int to) {
    return to > from && to - from <= SIZE && text.charAt(from) != '0';
  }

  static boolean isPointOrComma(char c) {
    return c == '.' || c == ',';
  }

  private static boolean isSeparator(char c) {
    return isPointOrComma(c) || c == DECIMAL || c == GROUP || c == ' ' || c == '\'' || c == '_';
  }

  boolean hasTwoReadings() {
    return lone != 0;
  }

  /** The same number with a lone separator that groups. */
  DigitGroups grouped() {
    return hasTwoReadings() ? new DigitGroups(whole + decimals, "", (char) 0) : this;
  }

  /**
   * The number as Java reads it.
   *
   * @param separator which of two readings is meant; not null if there are two
   */
  String plain(@Nullable DecimalSeparator separator) {
    boolean groups = hasTwoReadings() && separator != null && separator.sign() != lone;
    if (decimals.isEmpty() || groups) {
      return whole + decimals;
    }
    return whole + "." + decimals;
  }
}

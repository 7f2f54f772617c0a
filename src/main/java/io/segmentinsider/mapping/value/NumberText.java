package io.segmentinsider.mapping.value;

import javax.annotation.Nullable;

/** Numbers that were written as text. */
public final class NumberText {

  private static final int GROUP = 3;

  /** No plain number is longer, and a hostile text must not cost time. */
  private static final int MAX_LENGTH = 64;

  private NumberText() {}

  /**
   * Reads {@code 12.5}, {@code -3}, {@code 1e3}, and amounts with separators: {@code 1,299.00},
   * {@code 1.299,00}, {@code 1 299,00}, {@code 5,99}. Of two kinds of separator the last one is the
   * decimal point; a single comma before exactly three digits groups thousands.
   *
   * @return a Long where it is integral and exact, a Double otherwise; null if it is no number
   */
  @Nullable
  public static Number parse(String text) {
    String written = text.strip();
    if (written.isEmpty() || written.length() > MAX_LENGTH) {
      return null;
    }
    String plain = isPlain(written) ? written : withoutGroups(written);
    if (plain == null) {
      return null;
    }
    try {
      return narrowed(Double.parseDouble(plain));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The number as a Long where that says the same; null if it is not finite. */
  @Nullable
  private static Number narrowed(double value) {
    if (!Double.isFinite(value)) {
      return null;
    }
    boolean integral = value == Math.rint(value) && Math.abs(value) <= (1L << 53);
    if (integral) {
      return (long) value;
    }
    return value;
  }

  /** Digits, signs, an exponent and a point: not the letters that Java's own reader also takes. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean allowed =
          isDigit(c) || c == '.' || c == '-' || c == '+' || (i > 0 && (c == 'e' || c == 'E'));
      if (!allowed) {
        return false;
      }
    }
    return text.indexOf('.') == text.lastIndexOf('.');
  }

  @Nullable
  private static String withoutGroups(String text) {
    int from = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    int comma = text.lastIndexOf(',');
    int point = text.lastIndexOf('.');
    int decimal = decimalPoint(text, comma, point);
    StringBuilder out = new StringBuilder(text.length()).append(text, 0, from);
    char group = 0;
    int digits = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isDigit(c)) {
        out.append(c);
        digits++;
      } else if (i == decimal) {
        if (group != 0 && digits != GROUP) {
          return null;
        }
        out.append('.');
        return endsInDigits(text, i + 1) ? out.append(text, i + 1, text.length()).toString() : null;
      } else {
        boolean fits = isGroupMark(c) && (group == 0 ? digits >= 1 && digits <= GROUP : c == group);
        if (!fits || (group != 0 && digits != GROUP)) {
          return null;
        }
        group = c;
        digits = 0;
      }
    }
    return digits == GROUP ? out.toString() : null;
  }

  private static int decimalPoint(String text, int comma, int point) {
    if (comma >= 0 && point >= 0) {
      return Math.max(comma, point);
    }
    int last = Math.max(comma, point);
    if (last < 0 || text.indexOf(text.charAt(last)) != last) {
      return -1;
    }
    boolean groupsThousands = last == comma && text.length() - last - 1 == GROUP;
    return groupsThousands ? -1 : last;
  }

  private static boolean isGroupMark(char c) {
    return c == ',' || c == '.' || c == '\'' || c == '’' || Character.isSpaceChar(c);
  }

  private static boolean endsInDigits(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return false;
      }
    }
    return from < text.length();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

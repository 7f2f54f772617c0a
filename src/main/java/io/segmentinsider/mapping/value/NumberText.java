package io.segmentinsider.mapping.value;

import io.segmentinsider.insider.UnicodeForm;
import javax.annotation.Nullable;

/**
 * A number that was written as text, as people and shops of any country write it.
 *
 * @param value a Long where it is integral and exact, a Double otherwise
 * @param byOption whether the text has two readings, of which the configuration chose this one
 * @param before what stands before the digits besides signs of plus and minus, trimmed: {@code US$}
 * @param after what stands behind them: {@code EUR}, {@code pcs}
 */
public record NumberText(Number value, boolean byOption, String before, String after) {

  /**
   * Stands for a text with two readings: a single point or comma before exactly three digits, as in
   * {@code 1.299}.
   */
  public static final NumberText TWO_READINGS = new NumberText(Double.NaN, false, "", "");

  /** No plain number is longer, and a hostile text must not cost time. */
  private static final int MAX_LENGTH = 64;

  /**
   * Reads {@code 12.5}, {@code -3}, {@code 1e3}, {@code €1,299.00}, {@code 1.299,00 TL}, {@code 1
   * 299,00}, {@code 1'299.50}, {@code 12,34,567}, {@code (5.00)}, {@code 5.00-}, {@code 19,-},
   * {@code 12½}, and the same with the digits of other alphabets. Of two kinds of separator the
   * last one is the decimal separator, and before {@code ,-}, {@code .–} or {@code /-}, which say
   * that there are no decimals, a single one before three digits can only group.
   *
   * @param separator the decimal separator where both readings are possible; null if none is chosen
   * @return null if it is no number, {@link #TWO_READINGS} if it is one of two
   */
  @Nullable
  public static NumberText read(String text, @Nullable DecimalSeparator separator) {
    String written = text.strip();
    if (written.isEmpty() || written.length() > MAX_LENGTH) {
      return null;
    }
    if (isPlain(written) && !hasTwoReadings(written)) {
      return of(written, false, "", "");
    }
    return readWritten(written, separator);
  }

  /** Whether it stands for a text with two readings instead of a number. */
  public boolean hasTwoReadings() {
    return Double.isNaN(value.doubleValue());
  }

  @Nullable
  private static NumberText of(String plain, boolean byOption, String before, String after) {
    try {
      Number number = narrowed(Double.parseDouble(plain));
      return number == null ? null : new NumberText(number, byOption, before, after);
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
    return text.indexOf('.') == text.lastIndexOf('.') && isDigit(text.charAt(text.length() - 1));
  }

  private static boolean hasTwoReadings(String plain) {
    int point = plain.indexOf('.');
    if (point < 0 || plain.length() - point - 1 != DigitGroups.SIZE) {
      return false;
    }
    for (int i = point + 1; i < plain.length(); i++) {
      if (!isDigit(plain.charAt(i))) {
        return false;
      }
    }
    int from = plain.charAt(0) == '-' || plain.charAt(0) == '+' ? 1 : 0;
    return DigitGroups.mayBeFirst(plain, from, point);
  }

  @Nullable
  private static NumberText readWritten(String text, @Nullable DecimalSeparator separator) {
    String written = normalised(text);
    int first = firstOfNumber(written);
    if (first < 0) {
      return null;
    }
    int end = lastDigit(written) + 1;
    Surroundings around = Surroundings.of(written.substring(0, first), written.substring(end));
    DigitGroups groups = DigitGroups.of(written.substring(first, end));
    if (around == null || groups == null) {
      return null;
    }
    if (!around.end().isEmpty()) {
      groups = groups.grouped();
    }
    if (around.standsForCents() && !groups.decimals().isEmpty()) {
      return null;
    }
    if (groups.hasTwoReadings() && separator == null) {
      return TWO_READINGS;
    }
    String plain = groups.plain(separator);
    return of(
        around.isNegative() ? "-" + plain : plain,
        groups.hasTwoReadings(),
        around.before(),
        around.after());
  }

  /** Digits, blanks, dashes and apostrophes of any alphabet as those of ASCII. */
  private static String normalised(String text) {
    String compatible = isAscii(text) ? text : compatible(text);
    StringBuilder out = new StringBuilder(compatible.length());
    for (int i = 0; i < compatible.length(); i++) {
      char c = compatible.charAt(i);
      int digit = Character.digit(c, 10);
      if (digit >= 0) {
        out.append((char) ('0' + digit));
      } else if (Character.getType(c) != Character.FORMAT) {
        out.append(normalised(c));
      }
    }
    return out.toString().strip();
  }

  /** Raised and circled digits are no plain ones: {@code 19⁹⁹} is not 1999. */
  private static String compatible(String text) {
    String decimal = withFractions(text);
    for (int i = 0; i < decimal.length(); i++) {
      if (Character.getType(decimal.charAt(i)) == Character.OTHER_NUMBER) {
        return "";
      }
    }
    return UnicodeForm.compatible(decimal);
  }

  private static char normalised(char c) {
    if (Character.isSpaceChar(c) || Character.isWhitespace(c)) {
      return ' ';
    }
    if (Character.isISOControl(c)) {
      return '?';
    }
    return switch (c) {
      case '−', '–', '—', '‒', '‐', '‑' -> '-';
      case '’', '‘', 'ʼ', '`', '´', '′' -> '\'';
      case '٫' -> DigitGroups.DECIMAL;
      case '٬' -> DigitGroups.GROUP;
      case '،' -> ',';
      default -> c;
    };
  }

  /** Fractions that have an exact decimal form, behind a whole number or alone. */
  private static String withFractions(String text) {
    for (int i = 0; i < text.length(); i++) {
      String decimal = decimalOf(text.charAt(i));
      if (decimal != null) {
        int end = i;
        while (end > 0 && Character.isSpaceChar(text.charAt(end - 1))) {
          end--;
        }
        boolean isWhole = end > 0 && Character.isDigit(text.charAt(end - 1));
        return text.substring(0, isWhole ? end : i)
            + (isWhole ? "" : "0")
            + '٫'
            + decimal
            + text.substring(i + 1);
      }
    }
    return text;
  }

  @Nullable
  private static String decimalOf(char c) {
    return switch (c) {
      case '½' -> "5";
      case '¼' -> "25";
      case '¾' -> "75";
      case '⅕' -> "2";
      case '⅖' -> "4";
      case '⅗' -> "6";
      case '⅘' -> "8";
      case '⅛' -> "125";
      case '⅜' -> "375";
      case '⅝' -> "625";
      case '⅞' -> "875";
      default -> null;
    };
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** A decimal separator may stand before the first digit. */
  private static int firstOfNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isDigit(text.charAt(i))) {
        boolean separated =
            i > 0
                && DigitGroups.isPointOrComma(text.charAt(i - 1))
                && (i == 1 || !Character.isLetter(text.charAt(i - 2)));
        return separated ? i - 1 : i;
      }
    }
    return -1;
  }

  private static int lastDigit(String text) {
    for (int i = text.length() - 1; i >= 0; i--) {
      if (isDigit(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

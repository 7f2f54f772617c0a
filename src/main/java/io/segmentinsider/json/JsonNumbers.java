package io.segmentinsider.json;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as JavaScript has them: IEEE doubles, printed with the fewest digits that identify them.
 */
public final class JsonNumbers {

  /** 2^53: up to here every integer is a double of its own. */
  public static final long MAX_EXACT = 1L << 53;

  /** Below this the shortest form can be one digit where Java's rules ask for two. */
  private static final double FEW_DIGITS = 1e-320;

  private JsonNumbers() {}

  /** The value form of a double: a Long when integral and exact, otherwise a Double. */
  public static Number of(double value) {
    long integral = (long) value;
    if (integral == value && Math.abs(integral) <= MAX_EXACT) {
      return integral;
    }
    return value;
  }

  /** The value form of an integer, rounded to the nearest double. */
  public static Number of(long value) {
    if (value >= -MAX_EXACT && value <= MAX_EXACT) {
      return value;
    }
    return of((double) value);
  }

  /**
   * The text of a number as JavaScript's {@code String(number)} gives it: {@code 18.9}, {@code
   * 1e+21}, {@code 1e-7}, {@code NaN}.
   */
  public static String text(Number number) {
    return number instanceof Long integral ? Long.toString(integral) : text(number.doubleValue());
  }

  /** The text of a double as JavaScript's {@code String(number)} gives it. */
  public static String text(double value) {
    if (value == 0) {
      return "0";
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    long integral = (long) value;
    if (integral == value && Math.abs(integral) <= MAX_EXACT) {
      return Long.toString(integral);
    }
    return arrange(shortest(value));
  }

  /** Java's form ({@code -1.25E-7}) with the digits that ECMAScript prescribes. */
  private static String shortest(double value) {
    String text = DoubleToDecimal.toString(value);
    if (Math.abs(value) >= FEW_DIGITS) {
      return text;
    }
    BigDecimal oneDigit = new BigDecimal(text).round(new MathContext(1, RoundingMode.HALF_EVEN));
    return oneDigit.doubleValue() == value
        ? oneDigit.unscaledValue() + ".0E" + -oneDigit.scale()
        : text;
  }

  private static String arrange(String java) {
    boolean negative = java.charAt(0) == '-';
    int start = negative ? 1 : 0;
    int point = java.indexOf('.');
    int exponentAt = java.indexOf('E');
    int end = exponentAt < 0 ? java.length() : exponentAt;
    int exponent = exponentAt < 0 ? 0 : Integer.parseInt(java.substring(exponentAt + 1));
    StringBuilder digits = new StringBuilder(end);
    digits.append(java, start, point).append(java, point + 1, end);
    int leading = 0;
    while (digits.charAt(leading) == '0') {
      leading++;
    }
    digits.delete(0, leading);
    int count = digits.length();
    while (digits.charAt(count - 1) == '0') {
      count--;
    }
    digits.setLength(count);
    // The value is 0.DIGITS times ten to this power: the n of ECMAScript's Number::toString.
    int power = point - start + exponent - leading;

    StringBuilder text = new StringBuilder(28);
    if (negative) {
      text.append('-');
    }
    if (power > 21 || power <= -6) {
      text.append(digits.charAt(0));
      if (count > 1) {
        text.append('.').append(digits, 1, count);
      }
      text.append(power > 0 ? "e+" : "e").append(power - 1);
    } else if (power >= count) {
      text.append(digits).append("0".repeat(power - count));
    } else if (power > 0) {
      text.append(digits, 0, power).append('.').append(digits, power, count);
    } else {
      text.append("0.").append("0".repeat(-power)).append(digits);
    }
    return text.toString();
  }
}

package io.segmentinsider.json;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import javax.annotation.Nullable;

/**
 * Numbers as JavaScript has them: IEEE doubles, printed with the fewest digits that identify them.
 */
public final class JsonNumbers {

  /** 2^53: up to here every integer is a double of its own. */
  public static final long MAX_EXACT = 1L << 53;

  /** Below this the shortest form can be one digit where Java's rules ask for two. */
  private static final double FEW_DIGITS = 1e-320;

  /** Below this a hundredth is one of fifteen digits, which all survive a double. */
  private static final double LARGEST_AMOUNT = 1e12;

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
   * 1e+21}, {@code 1e-7}, {@code NaN}. One that JavaScript would round keeps its digits.
   */
  public static String text(Number number) {
    if (number instanceof Long integral) {
      return Long.toString(integral);
    }
    return number instanceof ExactNumber exact ? exact.text() : text(number.doubleValue());
  }

  /** The value with all its numbers rounded to doubles; the same one if there is nothing to do. */
  public static Object rounded(Object value) {
    if (value instanceof ExactNumber exact) {
      return of(exact.doubleValue());
    }
    if (value instanceof JsonArray array) {
      return rounded(array);
    }
    return value instanceof JsonObject object ? rounded(object) : value;
  }

  private static JsonArray rounded(JsonArray array) {
    JsonArray rounded = new JsonArray(array.size());
    boolean any = false;
    for (Object item : array) {
      Object now = rounded(item);
      any |= now != item;
      rounded.add(now);
    }
    return any ? rounded : array;
  }

  private static JsonObject rounded(JsonObject object) {
    JsonObject rounded = new JsonObject(object.size());
    boolean any = false;
    for (int i = 0; i < object.size(); i++) {
      Object now = rounded(object.valueAt(i));
      any |= now != object.valueAt(i);
      rounded.put(object.nameAt(i), now);
    }
    return any ? rounded : object;
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
    String amount = amount(value);
    return amount == null ? arrange(shortest(value)) : amount;
  }

  /**
   * The text of a number with at most two digits behind the point, as amounts are: no other number
   * of so few digits has the same double, so they are the ones that identify it.
   *
   * @return null if it is none
   */
  @Nullable
  private static String amount(double value) {
    double magnitude = Math.abs(value);
    if (magnitude >= LARGEST_AMOUNT || magnitude < 0.01) {
      return null;
    }
    long hundredths = (long) (magnitude * 100 + 0.5);
    if (hundredths / 100.0 != magnitude) {
      return null;
    }
    int behindPoint = (int) (hundredths % 100);
    String whole = (value < 0 ? "-" : "") + hundredths / 100;
    return behindPoint % 10 == 0
        ? whole + "." + behindPoint / 10
        : whole + (behindPoint < 10 ? ".0" : ".") + behindPoint;
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

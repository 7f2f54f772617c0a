package io.segmentinsider.compatibility.javascript;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonNumbers;
import java.math.BigInteger;
import javax.annotation.Nullable;

/** ECMAScript's ToBoolean, ToString and ToNumber for JSON values. */
public final class Conversions {

  private Conversions() {}

  /** Whether a value is missing or null. */
  public static boolean isNullish(@Nullable Object value) {
    return value == null || value == JsonNull.NULL;
  }

  /** Whether JavaScript takes a value for true: all but missing, null, false, 0, NaN and "". */
  public static boolean isTruthy(@Nullable Object value) {
    if (value instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    if (value instanceof Number number) {
      double size = number.doubleValue();
      return size != 0 && !Double.isNaN(size);
    }
    return !isNullish(value);
  }

  /**
   * A value as text: arrays joined by commas with nothing for null, objects as {@code [object
   * Object]}, a missing value as {@code undefined}.
   */
  public static String toText(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Number number) {
      return JsonNumbers.text(number);
    }
    if (value instanceof JsonArray array) {
      StringBuilder joined = new StringBuilder();
      join(array, joined);
      return joined.toString();
    }
    if (value instanceof Boolean || value == JsonNull.NULL) {
      return value.toString();
    }
    return value == null ? "undefined" : "[object Object]";
  }

  private static void join(JsonArray array, StringBuilder joined) {
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        joined.append(',');
      }
      Object item = array.get(i);
      if (item instanceof JsonArray nested) {
        join(nested, joined);
      } else if (!isNullish(item)) {
        joined.append(toText(item));
      }
    }
  }

  /**
   * Text as a number: blanks around it are ignored, blank text is 0, decimal, {@code 0x}, {@code
   * 0b} and {@code 0o} forms and {@code Infinity} are read, everything else is NaN.
   */
  public static double toNumber(String text) {
    String trimmed = Text.trim(text);
    if (trimmed.isEmpty()) {
      return 0;
    }
    if (trimmed.length() > 2 && trimmed.charAt(0) == '0') {
      switch (trimmed.charAt(1)) {
        case 'x', 'X' -> {
          return digits(trimmed, 16);
        }
        case 'b', 'B' -> {
          return digits(trimmed, 2);
        }
        case 'o', 'O' -> {
          return digits(trimmed, 8);
        }
        default -> {}
      }
    }
    return isDecimal(trimmed) ? Double.parseDouble(trimmed) : Double.NaN;
  }

  private static double digits(String text, int radix) {
    for (int i = 2; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || Character.digit(c, radix) < 0) {
        return Double.NaN;
      }
    }
    int first = 2;
    while (first < text.length() && text.charAt(first) == '0') {
      first++;
    }
    // Java takes minutes for a million digits, and no double is as large as a few hundred.
    long bitsBehindFirst =
        (long) (text.length() - first - 1) * Integer.numberOfTrailingZeros(radix);
    return bitsBehindFirst > Double.MAX_EXPONENT
        ? Double.POSITIVE_INFINITY
        : new BigInteger(text.substring(Math.min(first, text.length() - 1)), radix).doubleValue();
  }

  private static boolean isDecimal(String text) {
    int at = text.charAt(0) == '+' || text.charAt(0) == '-' ? 1 : 0;
    if (text.startsWith("Infinity", at)) {
      return text.length() == at + "Infinity".length();
    }
    int whole = skipDigits(text, at);
    int end = whole;
    int count = whole - at;
    if (end < text.length() && text.charAt(end) == '.') {
      end = skipDigits(text, whole + 1);
      count += end - whole - 1;
    }
    if (count == 0) {
      return false;
    }
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int exponent = end + 1;
      if (exponent < text.length()
          && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
        exponent++;
      }
      end = skipDigits(text, exponent);
      if (end == exponent) {
        return false;
      }
    }
    return end == text.length();
  }

  private static int skipDigits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}

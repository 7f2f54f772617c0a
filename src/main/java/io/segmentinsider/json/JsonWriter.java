package io.segmentinsider.json;

import com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** Writes values as JavaScript's {@code JSON.stringify} does, without blanks. */
public final class JsonWriter {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonWriter() {}

  /** The value as UTF-8. */
  public static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /** The value as text, members in their order. */
  public static String text(Object value) {
    StringBuilder out = new StringBuilder(128);
    write(value, out, false, Set.of());
    return out.toString();
  }

  /**
   * The value as text with members sorted by name, so that equal values give equal text.
   *
   * @param leftOut members of the outermost object that are left out
   */
  public static String canonical(JsonObject object, Set<String> leftOut) {
    StringBuilder out = new StringBuilder(512);
    write(object, out, true, leftOut);
    return out.toString();
  }

  /** A number as JavaScript prints it; {@code null} for what JSON has no number for. */
  public static String numberText(Number number) {
    if (number instanceof Long || number instanceof Integer) {
      return number.toString();
    }
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      return "null";
    }
    if (value == 0) {
      return "0";
    }
    return fromShortestDigits(DoubleToDecimal.toString(value));
  }

  /** Turns Java's layout ({@code 1.5E-7}) into JavaScript's ({@code 1.5e-7}). */
  private static String fromShortestDigits(String java) {
    String sign = java.startsWith("-") ? "-" : "";
    String unsigned = java.substring(sign.length());
    int e = unsigned.indexOf('E');
    int exponent = e < 0 ? 0 : Integer.parseInt(unsigned.substring(e + 1));
    String mantissa = e < 0 ? unsigned : unsigned.substring(0, e);
    int point = mantissa.indexOf('.');
    String whole = mantissa.substring(0, point);
    String fraction = mantissa.substring(point + 1);
    String digits = stripLeadingZeros(whole + (fraction.equals("0") ? "" : fraction));
    int leadingZeros = (whole + fraction).length() - stripLeadingZeros(whole + fraction).length();
    int position = whole.length() + exponent - leadingZeros;
    digits = stripTrailingZeros(digits);
    return sign + layOut(digits, position);
  }

  /**
   * Lays out digits with the decimal point after {@code position} of them, as the ECMAScript rule
   * for Number::toString says.
   */
  private static String layOut(String digits, int position) {
    int count = digits.length();
    if (count <= position && position <= 21) {
      return digits + "0".repeat(position - count);
    }
    if (0 < position && position <= 21) {
      return digits.substring(0, position) + "." + digits.substring(position);
    }
    if (-6 < position && position <= 0) {
      return "0." + "0".repeat(-position) + digits;
    }
    int exponent = position - 1;
    String tail = count == 1 ? "" : "." + digits.substring(1);
    return digits.charAt(0) + tail + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }

  private static String stripLeadingZeros(String digits) {
    int from = 0;
    while (from < digits.length() - 1 && digits.charAt(from) == '0') {
      from++;
    }
    return digits.substring(from);
  }

  private static String stripTrailingZeros(String digits) {
    int to = digits.length();
    while (to > 1 && digits.charAt(to - 1) == '0') {
      to--;
    }
    return digits.substring(0, to);
  }

  private static void write(Object value, StringBuilder out, boolean sorted, Set<String> leftOut) {
    if (value instanceof JsonObject object) {
      writeObject(object, out, sorted, leftOut);
    } else if (value instanceof JsonArray array) {
      char separator = '[';
      for (Object item : array) {
        out.append(separator);
        write(item, out, sorted, Set.of());
        separator = ',';
      }
      out.append(array.isEmpty() ? "[]" : "]");
    } else if (value instanceof String text) {
      writeQuoted(text, out);
    } else if (value instanceof Number number) {
      out.append(numberText(number));
    } else {
      out.append(value == null ? "null" : value.toString());
    }
  }

  private static void writeObject(
      JsonObject object, StringBuilder out, boolean sorted, Set<String> leftOut) {
    String[] names = new String[object.size()];
    for (int i = 0; i < names.length; i++) {
      names[i] = object.nameAt(i);
    }
    if (sorted) {
      Arrays.sort(names);
    }
    char separator = '{';
    for (int i = 0; i < names.length; i++) {
      if (!leftOut.contains(names[i])) {
        out.append(separator);
        writeQuoted(names[i], out);
        out.append(':');
        write(sorted ? object.get(names[i]) : object.valueAt(i), out, sorted, Set.of());
        separator = ',';
      }
    }
    out.append(separator == '{' ? "{}" : "}");
  }

  private static void writeQuoted(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < 0x20 || isLoneSurrogate(text, i)) {
            writeEscaped(c, out);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isLoneSurrogate(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  private static void writeEscaped(char c, StringBuilder out) {
    out.append("\\u")
        .append(HEX[c >> 12])
        .append(HEX[(c >> 8) & 0xf])
        .append(HEX[(c >> 4) & 0xf])
        .append(HEX[c & 0xf]);
  }
}

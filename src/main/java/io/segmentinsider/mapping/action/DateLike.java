package io.segmentinsider.mapping.action;

import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.mapping.javascript.Conversions;
import io.segmentinsider.mapping.javascript.DateParser;
import java.util.regex.Pattern;

/** The framework's {@code date-like} format: what Day.js 1 makes a valid date of. */
final class DateLike {

  /** The furthest seconds from 1970 that a JavaScript date can be. */
  private static final double MAX_SECONDS = 8.64e12;

  /** Day.js reads this form itself and takes any digits for a date. Blanks as in JavaScript. */
  private static final Pattern DAY_JS =
      Pattern.compile(
          "\\d{4}[-/]?(\\d{1,2})?[-/]?\\d{0,2}"
              + "[Tt\\s\\x0B\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF]*"
              + "(\\d{1,2})?:?(\\d{1,2})?:?(\\d{1,2})?[.:]?(\\d+)?");

  private DateLike() {}

  static boolean test(String text) {
    if (isNumber(text)) {
      // Seconds, also where 13 digits look like milliseconds.
      return Math.abs(Conversions.toNumber(text)) <= MAX_SECONDS;
    }
    boolean utc = text.endsWith("Z") || text.endsWith("z");
    return (!utc && DAY_JS.matcher(text).matches()) || DateParser.isDate(text);
  }

  /** Whether a text is the way in which JavaScript prints a number. */
  private static boolean isNumber(String text) {
    if (text.isEmpty() || text.endsWith("Z")) {
      return false;
    }
    double number = Conversions.toNumber(text);
    return JsonNumbers.text(number).equals(text);
  }
}

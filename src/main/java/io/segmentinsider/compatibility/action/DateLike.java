package io.segmentinsider.compatibility.action;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.compatibility.javascript.DateParser;
import io.segmentinsider.json.JsonNumbers;
import java.util.regex.Pattern;

/** The framework's {@code date-like} format: what Day.js 1 makes a valid date of. */
final class DateLike {

  /** The furthest seconds from 1970 that a JavaScript date can be. */
  private static final double MAX_SECONDS = 8.64e12;

  private static final String USUAL = "0000-00-00T00:00:00.000Z";

  /** Day.js reads this form itself and takes any digits for a date. Blanks as in JavaScript. */
  private static final Pattern DAY_JS =
      Pattern.compile(
          "\\d{4}[-/]?(\\d{1,2})?[-/]?\\d{0,2}"
              + "[Tt\\s\\x0B\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF]*"
              + "(\\d{1,2})?:?(\\d{1,2})?:?(\\d{1,2})?[.:]?(\\d+)?");

  private DateLike() {}

  static boolean test(String text) {
    if (isUsual(text)) {
      return true;
    }
    if (isNumber(text)) {
      // Seconds, also where 13 digits look like milliseconds.
      return Math.abs(Conversions.toNumber(text)) <= MAX_SECONDS;
    }
    boolean utc = text.endsWith("Z") || text.endsWith("z");
    return (!utc && DAY_JS.matcher(text).matches()) || DateParser.isDate(text);
  }

  /** Whether a text is {@code 2024-05-15T01:51:34.608Z} or the like, in every month. */
  private static boolean isUsual(String text) {
    if (text.length() != USUAL.length()) {
      return false;
    }
    for (int i = 0; i < USUAL.length(); i++) {
      char form = USUAL.charAt(i);
      char c = text.charAt(i);
      boolean isDigit = c >= '0' && c <= '9';
      if (form == '0' ? !isDigit : c != form) {
        return false;
      }
    }
    return isWithin(text, 5, 1, 12)
        && isWithin(text, 8, 1, 28)
        && isWithin(text, 11, 0, 23)
        && text.charAt(14) < '6'
        && text.charAt(17) < '6';
  }

  private static boolean isWithin(String text, int place, int least, int most) {
    int number = (text.charAt(place) - '0') * 10 + text.charAt(place + 1) - '0';
    return number >= least && number <= most;
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

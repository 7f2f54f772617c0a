package io.segmentinsider.segment;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.OptionalLong;

/**
 * Reads a time that was written as text: ISO 8601, RFC 1123, a number since 1970, and the forms in
 * which programming languages print a date. Takes what has one meaning; a date whose day and month
 * could be either has two. Without an offset the time is UTC. It never throws.
 */
final class TimeText {

  private static final int CANONICAL_LENGTH = "2024-05-15T01:51:34.608Z".length();

  private static final int DATE_LENGTH = "20240515".length();

  /** No time is longer, and a hostile text must not cost time. */
  private static final int MAX_LENGTH = 100;

  /** No number of nanoseconds has more, and neither has any with a fraction. */
  private static final int MAX_NUMBER_LENGTH = 32;

  /** Seconds of nine digits, in 1973. */
  private static final double SECONDS_FROM = 1e8;

  private TimeText() {}

  /**
   * The time of a text without blanks around it.
   *
   * @return epoch milliseconds of the years 1970 to 2200; empty if it is none
   */
  static OptionalLong read(String text) {
    OptionalLong canonical = readCanonical(text);
    if (canonical.isPresent() || text.isEmpty() || text.length() > MAX_LENGTH) {
      return canonical;
    }
    return isNumber(text) ? readNumber(text) : new TimeTextReader(text).read();
  }

  /** Digits, with a fraction and an exponent at most: {@code 1.793527208E9} of Java. */
  private static boolean isNumber(String text) {
    if (text.length() > MAX_NUMBER_LENGTH) {
      return false;
    }
    int whole = endOfDigits(text, 0);
    int end =
        whole < text.length() && text.charAt(whole) == '.' ? endOfDigits(text, whole + 1) : whole;
    if (whole > 0 && end < text.length() && (text.charAt(end) == 'E' || text.charAt(end) == 'e')) {
      int sign = end + 1 < text.length() && "+-".indexOf(text.charAt(end + 1)) >= 0 ? 1 : 0;
      int exponent = end + 1 + sign;
      end = endOfDigits(text, exponent);
      return end > exponent && end == text.length();
    }
    return whole > 0 && end == text.length();
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /**
   * Eight digits are a date, as in ISO 8601. Fewer could be a year, or seconds in 1970 to 1973,
   * which nobody means.
   */
  private static OptionalLong readNumber(String number) {
    if (number.length() == DATE_LENGTH && endOfDigits(number, 0) == DATE_LENGTH) {
      return time(digits(number, 0, 4), digits(number, 4, 6), digits(number, 6, 8), 0);
    }
    double value = Double.parseDouble(number);
    return value >= SECONDS_FROM ? EpochNumber.read(value) : OptionalLong.empty();
  }

  /** The form that nearly every event has, without the cost of any other. */
  private static OptionalLong readCanonical(String text) {
    if (text.length() != CANONICAL_LENGTH
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':'
        || text.charAt(19) != '.'
        || text.charAt(23) != 'Z') {
      return OptionalLong.empty();
    }
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    int milli = digits(text, 20, 23);
    boolean inRange =
        hour >= 0
            && hour <= 23
            && minute >= 0
            && minute <= 59
            && second >= 0
            && second <= 59
            && milli >= 0;
    return inRange
        ? time(
            digits(text, 0, 4),
            digits(text, 5, 7),
            digits(text, 8, 10),
            (hour * 3600L + minute * 60L + second) * 1000 + milli)
        : OptionalLong.empty();
  }

  /**
   * The time at so many milliseconds after the start of a day in UTC.
   *
   * @return empty if there is no such day, or it is out of range
   */
  static OptionalLong time(int year, int month, int day, long millisOfDay) {
    boolean isDate =
        year >= 1900
            && year <= 2300
            && month >= 1
            && month <= 12
            && day >= 1
            && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
    return isDate
        ? TimeRange.within(LocalDate.of(year, month, day).toEpochDay() * 86_400_000L + millisOfDay)
        : OptionalLong.empty();
  }

  /** The number at these places; -1 if one of them is no digit. */
  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}

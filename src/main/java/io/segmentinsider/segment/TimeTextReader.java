package io.segmentinsider.segment;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Reads one time from left to right: {@code 2026-11-01 10:00:08.123 +0000 UTC} and {@code Sun Nov
 * 01 2026 10:00:08 GMT+0300 (Arabian Standard Time)}, in whatever order the parts stand. The year
 * has four digits, and a month that stands behind the day is a word.
 */
final class TimeTextReader {

  private static final int UNSET = -1;

  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");

  private static final List<String> WEEKDAYS =
      List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");

  private static final List<String> ORDINALS = List.of("st", "nd", "rd", "th");

  /** Names are told apart by so many letters, and are written in full or cut behind them. */
  private static final int PREFIX = 3;

  private static final int MAX_OFFSET_HOURS = 18;

  private final String text;
  private int at;

  private int year = UNSET;
  private int month = UNSET;
  private int day = UNSET;
  private int hour = UNSET;
  private int minute;
  private int second;
  private int milli;
  private boolean zoned;
  private int offsetMinutes;

  /** What was read last of a run of digits. */
  private int number;

  private int width;

  TimeTextReader(String text) {
    this.text = text;
  }

  OptionalLong read() {
    while (at < text.length()) {
      if (!part()) {
        return OptionalLong.empty();
      }
    }
    long ofDay = hour == UNSET ? 0 : ((hour * 60L + minute) * 60 + second) * 1000 + milli;
    return hasDate()
        ? TimeText.time(year, month, day, ofDay - offsetMinutes * 60_000L)
        : OptionalLong.empty();
  }

  private boolean hasDate() {
    return year != UNSET && month != UNSET && day != UNSET;
  }

  private boolean part() {
    char c = text.charAt(at);
    if (c == ' ' || c == ',') {
      at++;
      return true;
    }
    if (isDigit(c)) {
      return digits();
    }
    if (isLetter(c)) {
      return word();
    }
    return switch (c) {
      case '+', '-' -> sign(c);
      case '(' -> skipTo(')');
      case '[' -> zoned && skipTo(']');
      default -> false;
    };
  }

  /** An offset behind a time; before it what parts the day from the month. */
  private boolean sign(char sign) {
    if (hour != UNSET) {
      return offset();
    }
    at++;
    return sign == '-' && (day != UNSET || month != UNSET || year != UNSET);
  }

  private boolean skipTo(char end) {
    int close = text.indexOf(end, at);
    at = close < 0 ? text.length() : close + 1;
    return true;
  }

  private boolean digits() {
    readNumber();
    if (hour == UNSET && next() == ':') {
      return time();
    }
    boolean noDate = year == UNSET && month == UNSET && day == UNSET;
    if (noDate && width == 8) {
      year = number / 10_000;
      month = number / 100 % 100;
      day = number % 100;
      return true;
    }
    if (noDate && width == 4 && (next() == '-' || next() == '/') && isDigit(charAt(at + 1))) {
      return numericDate();
    }
    if (hasDate() && hour == UNSET && (width == 4 || width == 6)) {
      return compactTime();
    }
    if (width == 4 && year == UNSET) {
      year = number;
      return true;
    }
    if (width <= 2 && day == UNSET) {
      day = number;
      return true;
    }
    return false;
  }

  /** Month and day behind a year, parted by the same sign. */
  private boolean numericDate() {
    year = number;
    char separator = next();
    at++;
    readNumber();
    month = number;
    if (width > 2 || next() != separator || !isDigit(charAt(at + 1))) {
      return false;
    }
    at++;
    readNumber();
    day = number;
    return width <= 2;
  }

  private boolean time() {
    hour = number;
    if (width > 2 || !colonAndTwoDigits()) {
      return false;
    }
    minute = number;
    if (next() == ':') {
      if (!colonAndTwoDigits()) {
        return false;
      }
      second = number;
    }
    return fraction() && isTime();
  }

  private boolean colonAndTwoDigits() {
    at++;
    return isDigit(next()) && readNumber() && width == 2;
  }

  private boolean compactTime() {
    hour = width == 6 ? number / 10_000 : number / 100;
    minute = width == 6 ? number / 100 % 100 : number % 100;
    second = width == 6 ? number % 100 : 0;
    return fraction() && isTime();
  }

  /** Digits behind a point or comma, of which three count. */
  private boolean fraction() {
    if ((next() != '.' && next() != ',') || !isDigit(charAt(at + 1))) {
      return true;
    }
    at++;
    int scale = 100;
    for (; isDigit(next()); at++) {
      milli += (next() - '0') * scale;
      scale /= 10;
    }
    return true;
  }

  /** A leap second is the first of the next minute, and 24:00 the first of the next day. */
  private boolean isTime() {
    boolean endOfDay = hour == 24 && minute == 0 && second == 0 && milli == 0;
    return (hour < 24 || endOfDay) && minute < 60 && second <= 60;
  }

  private boolean word() {
    int start = at;
    while (isLetter(next())) {
      at++;
    }
    String word = text.substring(start, at).toLowerCase(Locale.ROOT);
    return switch (word) {
      case "t" -> hasDate() && hour == UNSET && isDigit(next());
      case "at" -> hour == UNSET;
      case "am", "pm" -> halfDay(word.equals("pm"));
      case "z", "utc", "gmt", "ut" -> utc();
      default -> name(word);
    };
  }

  private boolean halfDay(boolean afternoon) {
    if (hour < 1 || hour > 12) {
      return false;
    }
    hour = hour % 12 + (afternoon ? 12 : 0);
    return true;
  }

  private boolean utc() {
    if (hour == UNSET || zoned) {
      return false;
    }
    zoned = true;
    return (next() != '+' && next() != '-') || offset();
  }

  private boolean offset() {
    int sign = next() == '-' ? -1 : 1;
    at++;
    if (!isDigit(next())) {
      return false;
    }
    readNumber();
    int hours = width > 2 ? number / 100 : number;
    int minutes = width > 2 ? number % 100 : 0;
    if (width <= 2 && next() == ':') {
      if (!colonAndTwoDigits()) {
        return false;
      }
      minutes = number;
      width = 2;
    }
    offsetMinutes = sign * (hours * 60 + minutes);
    zoned = true;
    if (hasDate() && (next() == ' ' || next() == '[' || next() == '(')) {
      // What follows names the same offset once more.
      at = text.length();
    }
    return width <= 4 && hours <= MAX_OFFSET_HOURS && minutes < 60;
  }

  private boolean name(String word) {
    if (ORDINALS.contains(word) && day != UNSET) {
      return true;
    }
    int index = indexOf(MONTHS, word);
    if (index >= 0 && month == UNSET) {
      month = index + 1;
      return true;
    }
    return indexOf(WEEKDAYS, word) >= 0;
  }

  private static int indexOf(List<String> names, String word) {
    for (int i = 0; word.length() >= PREFIX && i < names.size(); i++) {
      if (names.get(i).startsWith(word)) {
        return i;
      }
    }
    return -1;
  }

  /** Takes a run of digits; one of more than eight is as wide as it is, and no number. */
  private boolean readNumber() {
    number = 0;
    width = 0;
    for (; isDigit(next()); at++) {
      width++;
      number = width <= 8 ? number * 10 + next() - '0' : 0;
    }
    return true;
  }

  private char next() {
    return charAt(at);
  }

  /** NUL behind the end, which is no part of any time. */
  private char charAt(int place) {
    return place < text.length() ? text.charAt(place) : 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}

package io.segmentinsider.mapping.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.annotation.Nullable;

/**
 * Dates of birth as {@code YYYY-MM-DDT00:00:00Z} (contract, C13). The calendar date that was
 * written is kept: an offset does not move it to another day.
 */
public final class Birthday {

  private static final int MIN_YEAR = 1800;
  private static final int MAX_YEAR = 2200;

  /** Larger than any plausible date in seconds: such a number is in milliseconds. */
  private static final double MAX_SECONDS = 1e10;

  private Birthday() {}

  /**
   * Reads {@code 1993-03-12}, with or without a time and an offset, {@code 1993/03/12}, {@code
   * 19930312}, {@code 12/03/1993}, {@code 12.03.1993} and {@code 12-03-1993}. With the year last,
   * the day stands first unless only the other reading is a date.
   *
   * @return null if it is none of these
   */
  @Nullable
  public static String normalise(String text) {
    String written = text.strip();
    int[] numbers = new int[3];
    int[] lengths = new int[3];
    int end = readNumbers(written, numbers, lengths);
    if (end < 0) {
      return written.length() == 8 ? compact(written) : null;
    }
    if (lengths[0] == 4) {
      boolean dateOnly = end == written.length();
      return dateOnly || startsTime(written.charAt(end))
          ? date(numbers[0], numbers[1], numbers[2])
          : null;
    }
    if (lengths[2] != 4 || end != written.length()) {
      return null;
    }
    boolean monthFirst = numbers[1] > 12 && written.indexOf('.') < 0;
    return monthFirst
        ? date(numbers[2], numbers[0], numbers[1])
        : date(numbers[2], numbers[1], numbers[0]);
  }

  /**
   * Reads {@code 19930312}, and a number of seconds or milliseconds since 1970; the date is the one
   * in UTC. As seconds, all numbers of the first form lie in a few weeks of 1970.
   *
   * @return null if it is no date
   */
  @Nullable
  public static String normalise(double epoch) {
    if (epoch >= MIN_YEAR * 10_000
        && epoch < (MAX_YEAR + 1) * 10_000
        && epoch == Math.rint(epoch)) {
      String written = compact(Integer.toString((int) epoch));
      if (written != null) {
        return written;
      }
    }
    double millis = Math.abs(epoch) <= MAX_SECONDS ? epoch * 1000 : epoch;
    if (!(Math.abs(millis) < 1e13)) {
      return null;
    }
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli((long) millis), ZoneOffset.UTC);
    return date(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  /**
   * Three numbers with equal separators between them.
   *
   * @return the place after the third one; -1 if the text does not start like that
   */
  private static int readNumbers(String text, int[] numbers, int[] lengths) {
    int at = 0;
    char separator = 0;
    for (int part = 0; part < 3; part++) {
      if (part > 0) {
        char c = at < text.length() ? text.charAt(at) : 0;
        boolean fits = part == 1 ? c == '-' || c == '/' || c == '.' : c == separator;
        if (!fits) {
          return -1;
        }
        separator = c;
        at++;
      }
      int from = at;
      while (at < text.length() && at - from < 4 && isDigit(text.charAt(at))) {
        numbers[part] = numbers[part] * 10 + (text.charAt(at) - '0');
        at++;
      }
      lengths[part] = at - from;
      if (at == from) {
        return -1;
      }
    }
    return at;
  }

  private static boolean startsTime(char c) {
    return c == 'T' || c == 't' || c == ' ' || c == 'Z' || c == 'z' || c == '+';
  }

  @Nullable
  private static String compact(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return null;
      }
    }
    return date(
        Integer.parseInt(text.substring(0, 4)),
        Integer.parseInt(text.substring(4, 6)),
        Integer.parseInt(text.substring(6, 8)));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  @Nullable
  private static String date(int year, int month, int day) {
    if (year < MIN_YEAR || year > MAX_YEAR) {
      return null;
    }
    try {
      return LocalDate.of(year, month, day) + "T00:00:00Z";
    } catch (DateTimeException e) {
      return null;
    }
  }
}

package io.segmentinsider.mapping.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import javax.annotation.Nullable;

/**
 * A date of birth as {@code YYYY-MM-DDT00:00:00Z} (docs/insider-api.md#birthday). The calendar date
 * that was written is kept: an offset does not move it to another day.
 *
 * @param date the date; null if it has several readings
 * @param byOption whether the configuration chose one of several readings
 */
public record Birthday(@Nullable String date, boolean byOption) {

  private static final int MIN_YEAR = 1800;
  private static final int MAX_YEAR = 2200;

  /** Larger than any plausible date in seconds: such a number is in milliseconds. */
  private static final double MAX_SECONDS = 1e10;

  /** Below this a number of seconds is rather a year, a short date, or nothing. */
  private static final double MIN_SECONDS = 1e6;

  private static final double MAX_MILLIS = 1e13;

  /** A number of so many digits that is a date in no order is rather a wrong one than seconds. */
  private static final long LARGEST_COMPACT = 99_999_999;

  private static final long SMALLEST_COMPACT = 1_010_000;

  private static final int CENTURY = 100;
  private static final int MAX_DAY = 31;

  private static final Birthday TWO_READINGS = new Birthday(null, false);

  /**
   * What decides about a date that can be read in several ways.
   *
   * @param order of day and month where the person lives; null if that is not known or not clear
   * @param fallback the configured order; null if there is none
   * @param latest the day on which the person was there: nobody is born later
   */
  public record Judge(@Nullable DateOrder order, @Nullable DateOrder fallback, LocalDate latest) {

    /**
     * The judge of an event.
     *
     * @param country two letters; null if it is not known
     * @param time epoch milliseconds; somewhere it is the next day already
     */
    public static Judge of(@Nullable String country, @Nullable DateOrder fallback, long time) {
      LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
      return new Judge(DateOrders.in(country), fallback, day.plusDays(1));
    }
  }

  /** Whether it can be read in several ways, and nothing decides. */
  public boolean hasTwoReadings() {
    return date == null;
  }

  /**
   * Reads {@code 1993-03-12}, with or without a time and an offset, {@code 1993/3/12}, {@code
   * 19930312}, {@code 12.03.1993}, {@code 12/03/1993}, {@code 12 March 1993} and {@code March 12,
   * 1993} in many languages, {@code 1993年3月12日}, and a number of seconds or milliseconds since
   * 1970.
   *
   * @return null if it is none of these, or a day to come
   */
  @Nullable
  public static Birthday read(String text, Judge judge) {
    String written = text.strip();
    DateParts parts = DateParts.of(written);
    if (parts == null) {
      return isDigits(written) ? ofDigits(written, judge) : null;
    }
    return switch (parts.form()) {
      case YEAR_FIRST -> sure(parts.first(), parts.second(), parts.third(), judge);
      case NAMED_MONTH -> sure(year(parts, judge), parts.second(), parts.first(), judge);
      case YEAR_LAST -> yearLast(parts, judge);
    };
  }

  /** Reads a number: {@code 19930312}, or seconds or milliseconds since 1970 in UTC. */
  @Nullable
  public static Birthday read(double number, Judge judge) {
    boolean mayBeCompact =
        number == Math.rint(number) && number >= SMALLEST_COMPACT && number <= LARGEST_COMPACT;
    if (mayBeCompact) {
      Birthday compact = compact((long) number, judge);
      if (compact != null) {
        return compact;
      }
    }
    double millis = Math.abs(number) <= MAX_SECONDS ? number * 1000 : number;
    if (!(Math.abs(millis) < MAX_MILLIS) || Math.abs(number) < MIN_SECONDS) {
      return null;
    }
    LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli((long) millis), ZoneOffset.UTC);
    return sure(date.getYear(), date.getMonthValue(), date.getDayOfMonth(), judge);
  }

  /** Digits, behind a minus or not. */
  private static boolean isDigits(String text) {
    int first = text.startsWith("-") ? 1 : 0;
    for (int i = first; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() > first;
  }

  @Nullable
  private static Birthday ofDigits(String text, Judge judge) {
    return text.length() <= 14 ? read(Double.parseDouble(text), judge) : null;
  }

  /**
   * Eight digits: a date with the year first is one. One with the year last could be a time in
   * seconds too, and a number that looks like a date with the year first and is none is neither.
   */
  @Nullable
  private static Birthday compact(long number, Judge judge) {
    int first = (int) (number / 10_000);
    boolean looksLikeYearFirst = first >= MIN_YEAR && first <= MAX_YEAR;
    if (looksLikeYearFirst) {
      Birthday date = sure(first, (int) (number / 100 % 100), (int) (number % 100), judge);
      return date == null ? TWO_READINGS : date;
    }
    int last = (int) (number % 10_000);
    boolean isYearLast =
        last >= MIN_YEAR
            && last <= judge.latest().getYear()
            && (isDate(last, first / 100, first % 100) || isDate(last, first % 100, first / 100));
    return isYearLast ? TWO_READINGS : null;
  }

  @Nullable
  private static Birthday yearLast(DateParts parts, Judge judge) {
    int one = parts.first();
    int other = parts.second();
    int year = year(parts, judge);
    if (year < 0) {
      return TWO_READINGS;
    }
    boolean dayFirst = isDate(year, other, one);
    boolean monthFirst = isDate(year, one, other);
    if (!dayFirst || !monthFirst || one == other) {
      return dayFirst ? sure(year, other, one, judge) : sure(year, one, other, judge);
    }
    DateOrder order = judge.order() == null ? judge.fallback() : judge.order();
    if (parts.separator() == '.') {
      // With points the day is first, as far as anybody writes points.
      return order == DateOrder.MONTH_FIRST ? TWO_READINGS : sure(year, other, one, judge);
    }
    if (order == null) {
      return TWO_READINGS;
    }
    Birthday read =
        order == DateOrder.DAY_FIRST
            ? sure(year, other, one, judge)
            : sure(year, one, other, judge);
    return read == null || judge.order() != null ? read : new Birthday(read.date(), true);
  }

  /** A year of two digits is one of the last century if the other one is still to come. */
  private static int year(DateParts parts, Judge judge) {
    int number = parts.third();
    if (parts.hasWholeYear()) {
      return number;
    }
    int thisCentury = judge.latest().getYear() / CENTURY * CENTURY;
    boolean toCome = thisCentury + number > judge.latest().getYear();
    return toCome && number > MAX_DAY ? thisCentury - CENTURY + number : -1;
  }

  @Nullable
  private static Birthday sure(int year, int month, int day, Judge judge) {
    if (year == -1) {
      return TWO_READINGS;
    }
    if (year < MIN_YEAR || !isDate(year, month, day)) {
      return null;
    }
    LocalDate date = LocalDate.of(year, month, day);
    return date.isAfter(judge.latest()) ? null : new Birthday(date + "T00:00:00Z", false);
  }

  private static boolean isDate(int year, int month, int day) {
    try {
      LocalDate.of(year, month, day);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}

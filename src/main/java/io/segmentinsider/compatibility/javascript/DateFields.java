package io.segmentinsider.compatibility.javascript;

import java.util.OptionalLong;

/** The parts of a date as V8 collects them while it reads, and whether they make a date. */
final class DateFields {

  private static final int NONE = Integer.MAX_VALUE;

  /** The furthest milliseconds from 1970 that a JavaScript date can be. */
  private static final long MAX_TIME = 8_640_000_000_000_000L;

  private final int[] days = new int[3];
  private int dayCount;
  private int month = NONE;
  private boolean iso;

  private final int[] times = new int[4];
  private int timeCount;
  private int halfDay = NONE;

  private int zoneSign = NONE;
  private int zoneHour = NONE;
  private int zoneMinute = NONE;

  boolean hasDay() {
    return dayCount > 0;
  }

  /** Adds a year, month or day; false if there are three already. */
  boolean addDay(int number) {
    if (dayCount == days.length) {
      return false;
    }
    days[dayCount++] = number;
    return true;
  }

  void setMonth(int number) {
    month = number;
  }

  /** The numbers are year, month, day, whatever their size. */
  void setIso() {
    iso = true;
  }

  boolean hasTime() {
    return timeCount > 0;
  }

  /** Adds hour, minute, second or millisecond; false if there are four already. */
  boolean addTime(int number) {
    if (timeCount == times.length) {
      return false;
    }
    times[timeCount++] = number;
    return true;
  }

  /** Adds the last part of a time. */
  void addLastTime(int number) {
    if (addTime(number)) {
      timeCount = times.length;
    }
  }

  /** Whether a number can be the next part of the time that was begun. */
  boolean expectsTime(int number) {
    return (timeCount == 1 && number < 60)
        || (timeCount == 2 && number < 60)
        || (timeCount == 3 && number < 1_000);
  }

  /** 0 for am, 12 for pm. */
  void setHalfDay(int hours) {
    halfDay = hours;
  }

  void setZone(int hours) {
    zoneSign = hours < 0 ? -1 : 1;
    zoneHour = Math.abs(hours);
    zoneMinute = 0;
  }

  void setZoneSign(boolean negative) {
    zoneSign = negative ? -1 : 1;
  }

  void setZoneTime(int hour, int minute) {
    zoneHour = hour;
    zoneMinute = minute;
  }

  /** As {@link #setZoneTime}, with the minutes still to come. */
  void setZoneHour(int hour) {
    setZoneTime(hour, NONE);
  }

  void setZoneMinute(int minute) {
    zoneMinute = minute;
  }

  boolean expectsZoneMinute(int number) {
    return zoneHour != NONE && zoneMinute == NONE && number < 60;
  }

  boolean isUtc() {
    return zoneHour == 0 && zoneMinute == 0;
  }

  /** The milliseconds from 1970, with no zone taken for UTC; empty if the parts make no date. */
  OptionalLong time() {
    if (dayCount == 0 || !setHour() || !isTime()) {
      return OptionalLong.empty();
    }
    while (dayCount < days.length) {
      days[dayCount++] = 1;
    }
    return month == NONE ? numberedDate() : namedDate();
  }

  private OptionalLong numberedDate() {
    // The original counts its own defaults, so there are always three numbers here.
    return (iso || !isDay(days[0]))
        ? date(days[0], days[1], days[2])
        : date(days[2], days[0], days[1]);
  }

  private OptionalLong namedDate() {
    return isDay(days[0]) ? date(days[1], month, days[0]) : date(days[0], month, days[1]);
  }

  private OptionalLong date(int writtenYear, int monthNumber, int day) {
    if (monthNumber < 1 || monthNumber > 12 || !isDay(day)) {
      return OptionalLong.empty();
    }
    long year = writtenYear;
    if (!iso && year >= 0 && year < 100) {
      year += year < 50 ? 2_000 : 1_900;
    }
    long time = daysTo(year, monthNumber) + day - 1;
    time = (time * 24 + times[0]) * 60 + times[1];
    time = (time * 60 + times[2]) * 1_000 + times[3];
    long offset = zoneOffset();
    time -= zoneSign() * offset * 1_000;
    return offset <= Integer.MAX_VALUE && Math.abs(time) <= MAX_TIME
        ? OptionalLong.of(time)
        : OptionalLong.empty();
  }

  private int zoneSign() {
    return zoneSign == NONE ? 0 : zoneSign;
  }

  /** Seconds, computed in 32 bits without sign. */
  private long zoneOffset() {
    int hours = zoneHour == NONE ? 0 : zoneHour;
    int minutes = zoneMinute == NONE ? 0 : zoneMinute;
    return zoneSign == NONE ? 0 : Integer.toUnsignedLong(hours * 3_600 + minutes * 60);
  }

  private boolean setHour() {
    if (halfDay == NONE) {
      return true;
    }
    if (times[0] > 12) {
      return false;
    }
    times[0] = times[0] % 12 + halfDay;
    return true;
  }

  private boolean isTime() {
    boolean midnight = times[0] == 24 && times[1] == 0 && times[2] == 0 && times[3] == 0;
    return midnight || (times[0] < 24 && times[1] < 60 && times[2] < 60 && times[3] < 1_000);
  }

  private static boolean isDay(int number) {
    return number >= 1 && number <= 31;
  }

  /** Days from 1970-01-01 to the first of a month in the Gregorian calendar. */
  private static long daysTo(long year, int monthNumber) {
    // Counted from March, so that the day that comes and goes is the last of the year.
    long shifted = monthNumber > 2 ? year : year - 1;
    long monthFromMarch = (monthNumber + 9L) % 12;
    long leapDays =
        Math.floorDiv(shifted, 4L) - Math.floorDiv(shifted, 100L) + Math.floorDiv(shifted, 400L);
    return shifted * 365 + leapDays + (monthFromMarch * 153 + 2) / 5 - 719_468;
  }
}

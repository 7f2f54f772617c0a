package io.segmentinsider.mapping.value;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Points in time as RFC 3339 in UTC (docs/insider-api.md#events). */
public final class Timestamp {

  private static final long MILLIS_PER_DAY = 86_400_000L;

  /** The first and the last millisecond that RFC 3339 has a year for. */
  private static final long MIN =
      LocalDate.of(0, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();

  private static final long MAX = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private Timestamp() {}

  /**
   * The time as {@code 2024-05-15T01:51:34.608Z}, without a fraction if it is a full second.
   *
   * @param epochMillis moved to the years 0 to 9999 if it lies outside
   */
  public static String format(long epochMillis) {
    long time = Math.max(MIN, Math.min(MAX, epochMillis));
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(time, MILLIS_PER_DAY));
    int ofDay = (int) Math.floorMod(time, MILLIS_PER_DAY);
    char[] text = new char[24];
    digits(text, 0, 4, date.getYear());
    text[4] = '-';
    digits(text, 5, 2, date.getMonthValue());
    text[7] = '-';
    digits(text, 8, 2, date.getDayOfMonth());
    text[10] = 'T';
    digits(text, 11, 2, ofDay / 3_600_000);
    text[13] = ':';
    digits(text, 14, 2, ofDay / 60_000 % 60);
    text[16] = ':';
    digits(text, 17, 2, ofDay / 1000 % 60);
    int millis = ofDay % 1000;
    int end = 19;
    if (millis != 0) {
      text[19] = '.';
      digits(text, 20, 3, millis);
      end = 23;
    }
    text[end] = 'Z';
    return new String(text, 0, end + 1);
  }

  private static void digits(char[] text, int at, int count, int number) {
    int rest = number;
    for (int i = at + count - 1; i >= at; i--) {
      text[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }
}

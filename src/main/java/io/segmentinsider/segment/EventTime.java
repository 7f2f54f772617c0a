package io.segmentinsider.segment;

import io.segmentinsider.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.OptionalLong;

/**
 * When an event happened. Segment's {@code timestamp} is the one that is corrected for the client's
 * clock; the others stand in for it in this order, and Kafka's timestamp for all of them.
 */
public final class EventTime {

  private static final List<String> FIELDS =
      List.of("timestamp", "originalTimestamp", "receivedAt");

  /** ISO-8601 as Segment's libraries and callers write it: the offset may lack its colon. */
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(java.util.Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final long MILLIS_FROM = 100_000_000_000L;
  private static final int CANONICAL_LENGTH = "2024-05-15T01:51:34.608Z".length();

  private EventTime() {}

  /**
   * Reads the first of the fields that is present.
   *
   * @param kafkaTimestamp what is taken if none is, epoch milliseconds
   * @return empty if the first one that is present can't be read
   */
  static OptionalLong of(JsonObject event, long kafkaTimestamp) {
    for (String field : FIELDS) {
      Object value = event.get(field);
      boolean absent = value == null || value == io.segmentinsider.json.JsonNull.NULL;
      if (!absent && !"".equals(value)) {
        return read(value);
      }
    }
    return OptionalLong.of(kafkaTimestamp);
  }

  /**
   * Reads one value: ISO-8601, RFC 1123, or a number of seconds or milliseconds since 1970.
   *
   * @return epoch milliseconds; empty if the value can't be read
   */
  public static OptionalLong read(Object value) {
    if (value instanceof String text) {
      return read(text.trim());
    }
    if (value instanceof Number number) {
      double seconds = number.doubleValue();
      double millis = Math.abs(seconds) < MILLIS_FROM ? seconds * 1000 : seconds;
      return Double.isFinite(millis) ? OptionalLong.of((long) millis) : OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  private static OptionalLong read(String text) {
    OptionalLong canonical = readCanonical(text);
    if (canonical.isPresent()) {
      return canonical;
    }
    try {
      return OptionalLong.of(
          text.length() == "2024-05-15".length()
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
              : Instant.from(ISO.parse(text)).toEpochMilli());
    } catch (DateTimeException e) {
      return readRfc1123(text);
    }
  }

  private static OptionalLong readRfc1123(String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return OptionalLong.of(time.toInstant().toEpochMilli());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  /** The form that nearly every event has, without the cost of a formatter. */
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
    int year = digits(text, 0, 4);
    int month = digits(text, 5, 7);
    int day = digits(text, 8, 10);
    int hour = digits(text, 11, 13);
    int minute = digits(text, 14, 16);
    int second = digits(text, 17, 19);
    int milli = digits(text, 20, 23);
    boolean inRange =
        year >= 0
            && month >= 1
            && month <= 12
            && day >= 1
            && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth())
            && hour >= 0
            && hour <= 23
            && minute >= 0
            && minute <= 59
            && second >= 0
            && second <= 59
            && milli >= 0;
    if (!inRange) {
      return OptionalLong.empty();
    }
    long seconds =
        LocalDate.of(year, month, day).toEpochDay() * 86_400L
            + hour * 3600L
            + minute * 60L
            + second;
    return OptionalLong.of(seconds * 1000 + milli);
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

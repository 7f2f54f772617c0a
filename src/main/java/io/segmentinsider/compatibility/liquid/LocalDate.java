package io.segmentinsider.compatibility.liquid;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A time as it is shown somewhere.
 *
 * @param time milliseconds from 1970
 * @param offset minutes east of Greenwich; before there were time zones, with a fraction
 * @param zone its name; empty if it has none
 */
record LocalDate(long time, double offset, String zone) {

  LocalDateTime shown() {
    long local = time + (long) (offset * 60_000);
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(local), ZoneOffset.UTC);
  }

  /** 0 for Sunday. */
  int weekday() {
    return shown().getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : shown().getDayOfWeek().getValue();
  }
}

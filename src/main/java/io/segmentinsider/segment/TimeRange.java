package io.segmentinsider.segment;

import java.time.Instant;
import java.util.OptionalLong;

/** The times at which an event can have happened: the years 1970 to 2200. */
final class TimeRange {

  /** The first millisecond after it. */
  private static final long END = Instant.parse("2201-01-01T00:00:00Z").toEpochMilli();

  private TimeRange() {}

  /** The time, if it lies within. */
  static OptionalLong within(long epochMillis) {
    return epochMillis >= 0 && epochMillis < END
        ? OptionalLong.of(epochMillis)
        : OptionalLong.empty();
  }
}

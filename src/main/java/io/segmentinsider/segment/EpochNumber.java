package io.segmentinsider.segment;

import java.util.OptionalLong;

/**
 * A time as a number since 1970. Its size tells the unit: no time of the years 1973 to 2200 is one
 * in two of them.
 */
final class EpochNumber {

  /** From here on a number of seconds is beyond the year 2200, and one of milliseconds in 1973. */
  private static final double MILLIS_FROM = 1e11;

  /** The same between milliseconds and microseconds, in 2001. */
  private static final double MICROS_FROM = 1e15;

  /** The same between microseconds and nanoseconds. */
  private static final double NANOS_FROM = 1e18;

  private EpochNumber() {}

  /** Epoch milliseconds; empty if the number is no time of an event. */
  static OptionalLong read(double number) {
    double millis = number * 1000;
    if (number >= NANOS_FROM) {
      millis = number / 1e6;
    } else if (number >= MICROS_FROM) {
      millis = number / 1e3;
    } else if (number >= MILLIS_FROM) {
      millis = number;
    }
    // The cast makes 0 of NaN, and of an infinity a number that is out of range.
    return Double.isNaN(number)
        ? OptionalLong.empty()
        : TimeRange.within((long) Math.floor(millis));
  }
}

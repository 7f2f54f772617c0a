package io.segmentinsider.lab.soak;

import io.segmentinsider.lab.publish.Pace;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A load that rises and falls like that of a day: a fifth of the peak at night, the peak in the
 * evening. The length of a soak is two such days.
 */
final class DailyCurve implements Pace {

  private static final double NIGHT = 0.2;
  private static final int DAYS = 2;
  private static final double NANOS = 1e9;
  private static final long LONGEST_SLEEP_MS = 200;

  private final double lengthSeconds;
  private final int peak;
  private final LongSupplier nanoClock;
  private final LongConsumer sleep;
  private final long start;
  private double published;

  /**
   * A load.
   *
   * @param length of both days together
   * @param peak events a second
   * @param sleep waits for so many milliseconds
   */
  DailyCurve(Duration length, int peak, LongSupplier nanoClock, LongConsumer sleep) {
    this.lengthSeconds = length.toNanos() / NANOS;
    this.peak = peak;
    this.nanoClock = nanoClock;
    this.sleep = sleep;
    this.start = nanoClock.getAsLong();
  }

  @Override
  public boolean next() {
    while (true) {
      double now = (nanoClock.getAsLong() - start) / NANOS;
      if (now >= lengthSeconds || Thread.currentThread().isInterrupted()) {
        return false;
      }
      if (published < eventsUntil(now)) {
        published++;
        return true;
      }
      sleep.accept(Math.min(LONGEST_SLEEP_MS, Math.max(1, 1_000 / peak)));
    }
  }

  /** The integral of the rate. */
  double eventsUntil(double seconds) {
    double level = NIGHT + (1 - NIGHT) / 2;
    double radiansPerSecond = 2 * Math.PI * DAYS / lengthSeconds;
    return peak * (level * seconds - (1 - NIGHT) / 2 * Math.sin(angle(seconds)) / radiansPerSecond);
  }

  private double angle(double seconds) {
    return 2 * Math.PI * DAYS * seconds / lengthSeconds;
  }
}

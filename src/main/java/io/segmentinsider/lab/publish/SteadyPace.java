package io.segmentinsider.lab.publish;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** So many events a second, spread evenly; what was lost to a short pause is made up for. */
final class SteadyPace implements Pace {

  private static final double SECOND = Duration.ofSeconds(1).toNanos();
  private static final double LONGEST_PAUSE = Duration.ofMillis(10).toNanos();

  private final LongSupplier clock;
  private final LongConsumer sleep;
  private final double interval;
  private final long start;

  /** Nanoseconds since the start: as a double, a clock's own value would lose its last digits. */
  private double nextAt;

  SteadyPace(int eventsPerSecond) {
    this(eventsPerSecond, System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * By another clock.
   *
   * @param clock nanoseconds
   * @param sleep waits so many nanoseconds, or less
   */
  SteadyPace(int eventsPerSecond, LongSupplier clock, LongConsumer sleep) {
    this.clock = clock;
    this.sleep = sleep;
    this.interval = SECOND / eventsPerSecond;
    this.start = clock.getAsLong();
  }

  @Override
  public boolean next() {
    double now = elapsed();
    while (now < nextAt) {
      sleep.accept((long) Math.ceil(nextAt - now));
      now = elapsed();
    }
    nextAt = Math.max(nextAt, now - LONGEST_PAUSE) + interval;
    return true;
  }

  private double elapsed() {
    return clock.getAsLong() - start;
  }
}

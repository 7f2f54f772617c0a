package io.segmentinsider.delivery.dispatch;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import javax.annotation.Nullable;

/** How long to wait before a request is made again: doubling, with jitter, up to a ceiling. */
final class Backoff {

  /** Up to so much of a wait is left out at random, so that subtasks do not come back together. */
  private static final double JITTER = 0.3;

  private static final int MOST_DOUBLINGS = 30;

  private final long initialMs;
  private final long maxMs;
  private final DoubleSupplier random;

  /**
   * The waits.
   *
   * @param random numbers from 0 to 1; nothing that is sent depends on them
   */
  Backoff(Duration initial, Duration max, DoubleSupplier random) {
    this.initialMs = initial.toMillis();
    this.maxMs = Math.max(initialMs, max.toMillis());
    this.random = random;
  }

  /**
   * The wait in milliseconds.
   *
   * @param failures from 1
   * @param atLeast what Insider asked for; null if it did not
   */
  long delayMs(int failures, @Nullable Duration atLeast) {
    double doubled = initialMs * Math.pow(2, Math.min(failures, MOST_DOUBLINGS) - 1);
    long delay = (long) (Math.min((double) maxMs, doubled) * (1 - JITTER * random.getAsDouble()));
    return atLeast == null ? delay : Math.max(delay, atLeast.toMillis());
  }
}

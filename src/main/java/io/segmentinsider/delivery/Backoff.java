package io.segmentinsider.delivery;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import javax.annotation.Nullable;

/** How long to wait before a request is made again: doubling, with jitter, up to a ceiling. */
final class Backoff {

  private static final double MULTIPLIER = 2;
  private static final double JITTER = 0.3;

  private final IntervalFunction intervals;

  Backoff(Duration initial, Duration max) {
    intervals =
        IntervalFunction.ofExponentialRandomBackoff(
            initial, MULTIPLIER, JITTER, max.compareTo(initial) < 0 ? initial : max);
  }

  /**
   * The wait in milliseconds.
   *
   * @param failures from 1
   * @param atLeast what Insider asked for; null if it did not
   */
  long delayMs(int failures, @Nullable Duration atLeast) {
    long delay = intervals.apply(Math.min(failures, 30));
    return atLeast == null ? delay : Math.max(delay, atLeast.toMillis());
  }
}

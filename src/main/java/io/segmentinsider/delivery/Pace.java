package io.segmentinsider.delivery;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;

/**
 * How fast requests may leave this subtask: its share of the job's pace, spread evenly. It says how
 * long to wait and never blocks.
 */
final class Pace {

  private static final Duration LONGEST_RESERVATION = Duration.ofHours(1);

  private final RateLimiter limiter;

  /**
   * The share of one subtask.
   *
   * @param requestsPerMinute of the whole job
   * @param parallelism subtasks that share it
   */
  Pace(int requestsPerMinute, int parallelism) {
    long nanosPerRequest = Duration.ofMinutes(1).toNanos() * parallelism / requestsPerMinute;
    limiter =
        RateLimiter.of(
            "requests",
            RateLimiterConfig.custom()
                .limitForPeriod(1)
                .limitRefreshPeriod(Duration.ofNanos(Math.max(1, nanosPerRequest)))
                .timeoutDuration(LONGEST_RESERVATION)
                .build());
  }

  /** Reserves one request and says how long to wait before it may leave, rounded up. */
  long reserveMs() {
    long nanos = limiter.reservePermission();
    long millis = Duration.ofNanos(Math.abs(nanos)).toMillis();
    return nanos < 0 ? LONGEST_RESERVATION.toMillis() : nanos == 0 ? 0 : millis + 1;
  }
}

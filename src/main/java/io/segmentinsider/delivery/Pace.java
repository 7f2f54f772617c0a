package io.segmentinsider.delivery;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast requests may leave this subtask: its share of the job's pace, spread evenly. It says how
 * long to wait and never blocks.
 */
final class Pace {

  private final Bucket bucket;

  /**
   * The share of one subtask.
   *
   * @param requestsPerMinute of the whole job
   * @param parallelism subtasks that share it
   * @param clock epoch milliseconds
   */
  Pace(int requestsPerMinute, int parallelism, LongSupplier clock) {
    bucket =
        Bucket.builder()
            .addLimit(
                limit ->
                    limit
                        .capacity(1)
                        .refillGreedy(
                            requestsPerMinute, Duration.ofMinutes(1).multipliedBy(parallelism)))
            .withCustomTimePrecision(new Clock(clock))
            .build();
  }

  /** Reserves one request and says how many milliseconds to wait before it may leave. */
  long reserveMs() {
    long nanos = bucket.consumeIgnoringRateLimits(1);
    return nanos == 0 ? 0 : Duration.ofNanos(nanos).toMillis() + 1;
  }

  /** The task's clock in the unit that the bucket counts in. */
  private record Clock(LongSupplier millis) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return Duration.ofMillis(millis.getAsLong()).toNanos();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}

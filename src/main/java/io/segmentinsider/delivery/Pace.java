package io.segmentinsider.delivery;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast requests may leave this subtask: its share of the job's pace, spread evenly. It says how
 * long to wait and never blocks.
 *
 * <p>The limit may be lower at Insider than it is configured here, or be shared with others: an
 * answer that asks for less halves the pace, at most once a second, and each second of successes
 * gives a twentieth of it back.
 */
final class Pace {

  private static final int WHOLE = 1_000;
  private static final int LEAST = 10;
  private static final int STEP_UP = 50;
  private static final long STEP_MS = 1_000;

  private final double requestsPerMinute;
  private final int parallelism;
  private final LongSupplier clock;
  private final Bucket bucket;

  /** What of the configured pace is used at present, in thousandths. */
  private int share = WHOLE;

  private long changedAt;

  /**
   * The share of one subtask.
   *
   * @param requestsPerMinute of the whole job, for this kind of call
   * @param parallelism subtasks that share it
   * @param clock epoch milliseconds
   */
  Pace(double requestsPerMinute, int parallelism, LongSupplier clock) {
    this.requestsPerMinute = requestsPerMinute;
    this.parallelism = parallelism;
    this.clock = clock;
    this.changedAt = clock.getAsLong();
    this.bucket =
        Bucket.builder().addLimit(limit()).withCustomTimePrecision(new Clock(clock)).build();
  }

  private Bandwidth limit() {
    return Bandwidth.builder()
        .capacity(1)
        .refillGreedy(
            Math.max(1, Math.round(requestsPerMinute * share)),
            Duration.ofMinutes(1).multipliedBy((long) parallelism * WHOLE))
        .build();
  }

  /** Reserves one request and says how many milliseconds to wait before it may leave. */
  long reserveMs() {
    long nanos = bucket.consumeIgnoringRateLimits(1);
    return nanos == 0 ? 0 : Duration.ofNanos(nanos).toMillis() + 1;
  }

  /** Insider asked for fewer requests. */
  void tooMany() {
    if (mayChange()) {
      use(Math.max(LEAST, share / 2));
    }
  }

  /** A request succeeded. */
  void succeeded() {
    if (share < WHOLE && mayChange()) {
      use(Math.min(WHOLE, share + STEP_UP));
    }
  }

  /** Requests a minute that this subtask makes at most at present. */
  double requestsPerMinute() {
    return requestsPerMinute * share / WHOLE / parallelism;
  }

  private boolean mayChange() {
    return clock.getAsLong() - changedAt >= STEP_MS;
  }

  private void use(int newShare) {
    share = newShare;
    changedAt = clock.getAsLong();
    bucket.replaceConfiguration(
        BucketConfiguration.builder().addLimit(limit()).build(), TokensInheritanceStrategy.AS_IS);
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

package io.segmentinsider.lab.report;

import java.time.Duration;
import javax.annotation.Nullable;

/**
 * What a run took.
 *
 * @param elapsed from the submission of the job to its end; null if it still runs
 * @param cpu processor time in between; null if that is not known
 * @param secondHalf the same for the second half of the events; null if that is not known
 * @param load what it put on the job; null if that is not known
 */
public record Effort(
    @Nullable Duration elapsed,
    @Nullable Duration cpu,
    @Nullable SecondHalf secondHalf,
    @Nullable Load load) {

  /** For a job that was not watched. */
  public static final Effort UNKNOWN = new Effort(null, null, null, null);

  @Nullable
  Long elapsedMs() {
    return elapsed == null ? null : elapsed.toMillis();
  }

  @Nullable
  Long eventsPerSecond(long events) {
    return elapsed == null || elapsed.isZero()
        ? null
        : Math.round(events / (elapsed.toNanos() / 1e9));
  }

  @Nullable
  Double cpuMicrosPerEvent(long events) {
    return cpu == null || events == 0 ? null : Math.round(cpu.toNanos() / 100.0 / events) / 10.0;
  }
}

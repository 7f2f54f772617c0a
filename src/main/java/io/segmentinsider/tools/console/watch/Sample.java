package io.segmentinsider.tools.console.watch;

import javax.annotation.Nullable;

/**
 * How the job is at one time.
 *
 * @param time epoch milliseconds
 * @param health whether it is well, in one sentence
 * @param published events in the topics, by their offsets
 * @param read of them behind the last checkpoint; -1 if the job has committed nothing yet
 * @param eventsPerSecond read in the last half minute, by checkpoints
 * @param forecast what becomes of the rest, in words; null if there is nothing to say
 * @param outcomesPerSecond receipts and dead letters written since the last sample
 * @param counts of receipts and dead letters
 * @param job what Flink says
 */
public record Sample(
    long time,
    Health health,
    long published,
    long read,
    double eventsPerSecond,
    @Nullable String forecast,
    double outcomesPerSecond,
    OutcomeCounts counts,
    JobView job) {

  /** Events that the job has still to read. */
  public long lag() {
    return Math.max(0, published - Math.max(0, read));
  }
}

package io.segmentinsider.lab.demo;

import io.segmentinsider.lab.cluster.FlinkRest;
import io.segmentinsider.lab.report.Load;
import java.io.IOException;
import java.time.Duration;
import javax.annotation.Nullable;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.CheckpointStatsHistory;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.util.stats.StatsSummarySnapshot;

/** Follows what delivery has under way, by Flink's metrics. For one thread. */
final class LoadWatch {

  /** The operator in the job graph. */
  private static final String DELIVERY = "delivery";

  /** Flink's metrics are no newer in the demo. */
  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

  private final LocalFlink flink;
  private final FlinkRest rest;
  private long largestUpdates;
  private long largestBytes;
  private long askedAt = System.nanoTime();

  LoadWatch(LocalFlink flink) {
    this.flink = flink;
    this.rest = new FlinkRest(flink.webInterface());
  }

  /** To be called often. */
  void at(LocalFlink.RunningJob job) throws InterruptedException {
    if (System.nanoTime() - askedAt < INTERVAL_NANOS) {
      return;
    }
    askedAt = System.nanoTime();
    try {
      largestUpdates = Math.max(largestUpdates, delivery(job, "unsettledUpdates"));
      largestBytes = Math.max(largestBytes, delivery(job, "unsettledBytes"));
    } catch (IOException e) {
      // A job that has just been handed in, or replaced, has no metrics: the next call sees them.
    }
  }

  private long delivery(LocalFlink.RunningJob job, String metric)
      throws IOException, InterruptedException {
    return rest.sum(job.id().toHexString(), DELIVERY, metric);
  }

  /** What was seen, and how long the job's checkpoints took. */
  Load end(LocalFlink.RunningJob job) {
    CheckpointStatsSnapshot checkpoints = flink.checkpoints(job);
    StatsSummarySnapshot took =
        checkpoints == null ? null : checkpoints.getSummaryStats().getEndToEndDurationStats();
    boolean none = took == null || took.getCount() == 0;
    return new Load(
        largestUpdates,
        largestBytes,
        none ? null : Math.round(took.getQuantile(0.5)),
        none ? null : took.getMaximum(),
        checkpoints == null ? null : lastCheckpoint(checkpoints.getHistory()),
        checkpoints == null ? null : snapshot(checkpoints.getHistory().getLatestSavepoint()));
  }

  /** Flink calls a savepoint the latest checkpoint, too. */
  @Nullable
  private static Load.Snapshot lastCheckpoint(CheckpointStatsHistory history) {
    for (AbstractCheckpointStats each : history.getCheckpoints()) {
      if (each instanceof CompletedCheckpointStats completed
          && !completed.getProperties().isSavepoint()) {
        return snapshot(completed);
      }
    }
    return null;
  }

  @Nullable
  private static Load.Snapshot snapshot(@Nullable CompletedCheckpointStats completed) {
    return completed == null
        ? null
        : new Load.Snapshot(completed.getStateSize(), completed.getEndToEndDuration());
  }
}

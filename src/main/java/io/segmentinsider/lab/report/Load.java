package io.segmentinsider.lab.report;

import javax.annotation.Nullable;

/**
 * What a run put on the job.
 *
 * @param largestQueueUpdates the most updates that delivery had unsettled at a time, in all
 *     subtasks
 * @param largestQueueBytes the most bytes of them
 * @param checkpointMsP50 what half of the checkpoints did not exceed, end to end; null if none was
 *     completed
 * @param checkpointMsMax the longest one
 * @param lastCheckpoint the last one that was no savepoint; null if none was completed
 * @param lastSavepoint the savepoint that the job was ended with; null if it ended by itself
 */
public record Load(
    long largestQueueUpdates,
    long largestQueueBytes,
    @Nullable Long checkpointMsP50,
    @Nullable Long checkpointMsMax,
    @Nullable Snapshot lastCheckpoint,
    @Nullable Snapshot lastSavepoint) {

  /**
   * A checkpoint or savepoint.
   *
   * @param bytes of state in it
   * @param ms how long it took, end to end
   */
  public record Snapshot(long bytes, long ms) {}
}

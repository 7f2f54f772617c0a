package io.segmentinsider.identity;

import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;

/**
 * Which checkpoints a task has taken part in, and which of them have completed: what happened
 * before a checkpoint that has completed is never taken back, whatever fails. Their numbers only
 * grow, through restores, too.
 */
public final class Checkpoints {

  private long lastBegun;
  private long lastCompleted;

  /**
   * The checkpoints of a task that starts.
   *
   * @param context says which one it goes on from
   */
  public Checkpoints(FunctionInitializationContext context) {
    lastCompleted = context.getRestoredCheckpointId().orElse(0);
    lastBegun = lastCompleted;
  }

  /** One begins; it holds what happened until now, and may fail. */
  public void begin(FunctionSnapshotContext context) {
    lastBegun = Math.max(lastBegun, context.getCheckpointId());
  }

  /** One has completed, in all tasks. */
  public void complete(long checkpointId) {
    lastCompleted = Math.max(lastCompleted, checkpointId);
  }

  /** The last one that has begun: what happens now is in none but later ones. */
  public long lastBegun() {
    return lastBegun;
  }

  /**
   * Whether what happened is in a checkpoint that has completed.
   *
   * @param when {@link #lastBegun()} of the time when it happened
   */
  public boolean hold(long when) {
    return lastCompleted > when;
  }
}

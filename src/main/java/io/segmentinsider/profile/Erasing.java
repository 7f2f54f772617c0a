package io.segmentinsider.profile;

import io.segmentinsider.identity.Checkpoints;
import io.segmentinsider.record.Update;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the ladder has forgotten what it knew of a person who was deleted. What the person used
 * is about to be anybody's, so until that is over, and no failure can take it back, whoever comes
 * back is sent under the user id alone. Immutable.
 *
 * @param awaited keys of the identifiers whose erasure has not come by yet
 * @param lastCheckpoint the last checkpoint that had begun when the last one came by
 * @param lastAt when it came by, epoch milliseconds of the job's clock; {@link ProfileState#NEVER}
 *     before
 */
public record Erasing(List<String> awaited, long lastCheckpoint, long lastAt) {

  /** Copies the keys, so that nobody can change them. */
  public Erasing {
    awaited = List.copyOf(awaited);
  }

  static Erasing of(List<String> awaited) {
    return new Erasing(awaited, 0, ProfileState.NEVER);
  }

  Erasing without(String key, long checkpoint, long now) {
    if (!awaited.contains(key)) {
      return this;
    }
    List<String> left = new ArrayList<>(awaited);
    left.remove(key);
    return new Erasing(left, checkpoint, now);
  }

  /**
   * Whether the rungs may have passed the update before they forgot. One that was in Kafka by then
   * may have been on its way here for long, beside what came faster.
   */
  boolean concerns(Update update, Checkpoints checkpoints) {
    return !awaited.isEmpty() || !checkpoints.hold(lastCheckpoint) || update.recordTime() <= lastAt;
  }

  /** Leaves out the identifiers, which are personal data. */
  @Override
  public String toString() {
    return "Erasing[" + awaited.size() + " awaited]";
  }
}

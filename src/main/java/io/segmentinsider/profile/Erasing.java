package io.segmentinsider.profile;

import io.segmentinsider.identity.Checkpoints;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the ladder has forgotten what it knew of a person who was deleted. What the person used
 * is about to be anybody's, so until that is over, and no failure can take it back, whoever comes
 * back is sent under the user id alone. Immutable.
 *
 * @param awaited what has not come by yet
 * @param lastCheckpoint the last checkpoint that had begun when the last one came by
 * @param lastAt when it came by, epoch milliseconds of the job's clock; {@link ProfileState#NEVER}
 *     before
 */
public record Erasing(List<Awaited> awaited, long lastCheckpoint, long lastAt) {

  /** Nothing to forget yet. */
  static final Erasing NOTHING = new Erasing(List.of(), 0, ProfileState.NEVER);

  /**
   * An identifier whose erasure has not come by yet. The key of another user id stands for all that
   * was deleted together with that one, as long as the record does not know what that is: a person
   * of several user ids is deleted in the record of the first one, which alone knows.
   *
   * @param key the identifier's
   * @param at when the deletion was asked for, epoch milliseconds of event time
   */
  public record Awaited(String key, long at) {

    private boolean isUser() {
      return Identifier.ofKey(key).kind() == Identifier.Kind.UUID;
    }

    private boolean standsForOthers(String owner) {
      return isUser() && !key.equals(owner);
    }

    /** Leaves out the identifier, which is personal data. */
    @Override
    public String toString() {
      return "Awaited[" + at + "]";
    }
  }

  /** Copies the list, so that nobody can change it. */
  public Erasing {
    awaited = List.copyOf(awaited);
  }

  /**
   * The same while a deletion is on its way to Insider, and back to the ladder.
   *
   * @param keys of the identifiers that will come back
   * @param at when the deletion was asked for, epoch milliseconds of event time
   */
  Erasing awaiting(Collection<String> keys, long at) {
    Map<String, Awaited> all = byKey();
    keys.forEach(key -> all.put(key, new Awaited(key, at)));
    return new Erasing(List.copyOf(all.values()), lastCheckpoint, lastAt);
  }

  /**
   * The same after the ladder forgot what it knew of an identifier from before a deletion.
   *
   * @param erasure what came by
   * @param checkpoint the last one that has begun
   * @param now the job's clock, epoch milliseconds
   */
  Erasing without(Erasure erasure, long checkpoint, long now) {
    Map<String, Awaited> left = byKey();
    boolean learns = false;
    for (String key : erasure.together()) {
      Awaited other = left.get(key);
      boolean isOfThatDeletion =
          other != null
              && other.standsForOthers(erasure.owner())
              && other.at() == erasure.eventTime();
      if (isOfThatDeletion) {
        left.remove(other.key());
        learns = true;
      }
    }
    if (learns) {
      for (String key : erasure.together()) {
        Awaited one = new Awaited(key, erasure.eventTime());
        if (!one.isUser()) {
          left.putIfAbsent(key, one);
        }
      }
    }
    Awaited itself = left.get(erasure.identifier());
    boolean came = itself != null && itself.at() <= erasure.eventTime();
    if (came) {
      left.remove(itself.key());
    }
    return came || learns ? new Erasing(List.copyOf(left.values()), checkpoint, now) : this;
  }

  private Map<String, Awaited> byKey() {
    Map<String, Awaited> all = new LinkedHashMap<>();
    awaited.forEach(one -> all.put(one.key(), one));
    return all;
  }

  /**
   * Keys of the identifiers that a deletion has not come back for yet, as far as they are known.
   */
  List<String> known(String owner) {
    List<String> keys = new ArrayList<>();
    for (Awaited one : awaited) {
      if (!one.standsForOthers(owner)) {
        keys.add(one.key());
      }
    }
    return keys;
  }

  /**
   * The same after a deletion together with others was given up, and is asked for once more of this
   * one alone: nothing of the others comes back.
   *
   * @param owner the key of this one
   */
  Erasing withoutOthers(String owner) {
    List<Awaited> left = awaited.stream().filter(one -> !one.standsForOthers(owner)).toList();
    return new Erasing(left, lastCheckpoint, lastAt);
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

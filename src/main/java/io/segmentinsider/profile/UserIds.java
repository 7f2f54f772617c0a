package io.segmentinsider.profile;

import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What a person's record knows of user ids. The record is under the first id of the person, and
 * stays there when the id changes. Immutable.
 *
 * @param later user ids that took the place of the first one, one after another: Insider has the
 *     last one
 * @param forgottenAt when the first one asked to be forgotten, epoch milliseconds of event time:
 *     what happened until then is not sent; {@link ProfileState#NEVER} if it did not ask
 * @param forgotten the same of others that are, or were, in the record
 * @param erasing how far the ladder has forgotten whose the identifiers were; null if it had
 *     nothing to forget
 */
public record UserIds(
    List<String> later, long forgottenAt, List<Tombstone> forgotten, @Nullable Erasing erasing) {

  /** Nothing but the id that the record is under. */
  static final UserIds ONE = new UserIds(List.of(), ProfileState.NEVER, List.of(), null);

  /**
   * A user id that asked to be forgotten.
   *
   * @param userId never null
   * @param at when, epoch milliseconds of event time
   */
  public record Tombstone(String userId, long at) {

    /** Leaves out the user id. */
    @Override
    public String toString() {
      return "Tombstone[" + at + "]";
    }
  }

  /** Copies the lists, so that nobody can change them. */
  public UserIds {
    later = List.copyOf(later);
    forgotten = List.copyOf(forgotten);
  }

  /** The id that Insider has of the person; null if it is the one that the record is under. */
  @Nullable
  String current() {
    return later.isEmpty() ? null : later.get(later.size() - 1);
  }

  /** Whether nobody asked to be forgotten. */
  boolean nobodyIsForgotten() {
    return forgottenAt == ProfileState.NEVER && forgotten.isEmpty();
  }

  /**
   * Whether what happened then to a user is not to be sent.
   *
   * @param first the id that the record is under
   * @param userId whose event it is
   * @param eventTime epoch milliseconds
   */
  boolean isForgotten(String first, String userId, long eventTime) {
    if (userId.equals(first)) {
      return forgottenAt != ProfileState.NEVER && eventTime <= forgottenAt;
    }
    for (Tombstone tombstone : forgotten) {
      if (tombstone.userId().equals(userId)) {
        return eventTime <= tombstone.at();
      }
    }
    return false;
  }

  /** The same with a new id in place of the last one. */
  UserIds replacedBy(String userId) {
    List<String> ids = new ArrayList<>(later);
    ids.remove(userId);
    ids.add(userId);
    return new UserIds(ids, forgottenAt, forgotten, erasing);
  }

  /**
   * What is left of the person who asked to be forgotten: no name, and a tombstone for each.
   *
   * @param first the id that the record is under
   * @param userIds all ids of the person
   * @param at when, epoch milliseconds of event time
   */
  UserIds forgotten(String first, List<String> userIds, long at) {
    List<Tombstone> tombstones = new ArrayList<>();
    for (String userId : userIds) {
      if (!userId.equals(first)) {
        tombstones.add(new Tombstone(userId, at));
      }
    }
    return new UserIds(List.of(), Math.max(at, forgottenAt), tombstones, erasing);
  }

  /** The same with another state of what the ladder has forgotten. */
  UserIds withErasing(Erasing other) {
    return new UserIds(later, forgottenAt, forgotten, other);
  }

  /** The same with the tombstone of an id that comes into the record. */
  UserIds joinedBy(Tombstone tombstone) {
    List<Tombstone> tombstones = new ArrayList<>(forgotten);
    tombstones.removeIf(known -> known.userId().equals(tombstone.userId()));
    tombstones.add(tombstone);
    return new UserIds(later, forgottenAt, tombstones, erasing);
  }

  /** Leaves out the user ids. */
  @Override
  public String toString() {
    return "UserIds[" + later.size() + " later, " + forgotten.size() + " forgotten]";
  }
}

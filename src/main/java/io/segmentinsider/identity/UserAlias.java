package io.segmentinsider.identity;

import java.util.List;
import javax.annotation.Nullable;

/**
 * What is known of one user id that was changed, that took the place of another, or that was
 * deleted. Immutable.
 *
 * @param next the user id that took its place; null if none did
 * @param first the first user id of the person, under which the record of the person is
 * @param userIds all user ids of the person, where this is the first one; empty elsewhere
 * @param forgottenAt when the user asked to be forgotten, epoch milliseconds of event time; {@link
 *     #NEVER} if nobody asked
 * @param changedAt when any of this changed, epoch milliseconds of the job's clock: the time to
 *     live counts from here
 */
public record UserAlias(
    @Nullable String next, String first, List<String> userIds, long forgottenAt, long changedAt) {

  /** Before any time. */
  public static final long NEVER = Long.MIN_VALUE;

  /** Copies the user ids, so that nobody can change them. */
  public UserAlias {
    userIds = List.copyOf(userIds);
  }

  /** A user id of which nothing is known. */
  static UserAlias unknown(String userId) {
    return new UserAlias(null, userId, List.of(userId), NEVER, NEVER);
  }

  /** The same with another user id in its place. */
  UserAlias replacedBy(String userId, long now) {
    return new UserAlias(userId, first, userIds, forgottenAt, now);
  }

  /** The same as the first of these user ids of a person. */
  UserAlias leading(List<String> all, long now) {
    return new UserAlias(next, first, all, forgottenAt, now);
  }

  /** The same with another user id as the first of its person. */
  UserAlias following(String userId, long now) {
    return new UserAlias(next, userId, List.of(), forgottenAt, now);
  }

  /** What is left of it after a deletion. */
  static UserAlias forgotten(String userId, UserAlias known, long at, long now) {
    return new UserAlias(null, userId, List.of(userId), Math.max(at, known.forgottenAt), now);
  }

  /** Leaves out the user ids. */
  @Override
  public String toString() {
    return "UserAlias[" + userIds.size() + " user ids]";
  }
}

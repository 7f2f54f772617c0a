package io.segmentinsider.identity;

/**
 * The first user id of a person, as a later one of the person knows it. Immutable.
 *
 * @param userId the first one, under which the record of the person is
 * @param usedAt when it was last used, epoch milliseconds of the job's clock, at the start of the
 *     day: the time to live counts from the end of it
 */
public record FirstUserId(String userId, long usedAt) {

  static final long DAY_MS = 86_400_000;

  /** One that is used now. */
  static FirstUserId of(String userId, long now) {
    return new FirstUserId(userId, Math.floorDiv(now, DAY_MS) * DAY_MS);
  }

  /** The same, used now; the same instance on the same day. */
  FirstUserId used(long now) {
    return now < usedAt + DAY_MS ? this : of(userId, now);
  }

  /** Leaves out the user id. */
  @Override
  public String toString() {
    return "FirstUserId[" + usedAt + "]";
  }
}

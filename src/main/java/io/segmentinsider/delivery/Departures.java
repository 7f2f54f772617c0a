package io.segmentinsider.delivery;

import java.util.function.LongSupplier;

/**
 * The owners that wait for calls of one kind, and the pace of these calls. Each kind has a pace of
 * its own, so that a flood of one can't starve the other.
 */
final class Departures {

  /** When nothing waits, nothing is due. */
  static final long NEVER = Long.MAX_VALUE;

  private final ReadyOwners ready = new ReadyOwners();
  private final Pace pace;
  private final int maxUsers;
  private final int maxBytes;
  private final long lingerMs;
  private final LongSupplier clock;
  private boolean reserved;
  private long mayLeaveAt;

  /**
   * Nothing waits yet.
   *
   * @param pace of these calls
   * @param maxUsers users in one call at most
   * @param maxBytes bytes of one call at most
   * @param lingerMs how long a call waits to fill up
   * @param clock epoch milliseconds
   */
  Departures(Pace pace, int maxUsers, int maxBytes, long lingerMs, LongSupplier clock) {
    this.pace = pace;
    this.maxUsers = maxUsers;
    this.maxBytes = maxBytes;
    this.lingerMs = lingerMs;
    this.clock = clock;
  }

  Pace pace() {
    return pace;
  }

  /** Adds an owner whose next update is of this kind and may leave. */
  void add(OwnerQueue owner) {
    ready.add(owner, clock.getAsLong());
  }

  /**
   * When the next call may leave, epoch milliseconds: as soon as its pace allows if it is full,
   * else when it has lingered, too. {@link #NEVER} if nothing waits.
   */
  long due() {
    if (ready.isEmpty()) {
      return NEVER;
    }
    if (!reserved) {
      reserved = true;
      mayLeaveAt = clock.getAsLong() + pace.reserveMs();
    }
    return ready.fill(maxUsers, maxBytes)
        ? mayLeaveAt
        : Math.max(mayLeaveAt, ready.since() + lingerMs);
  }

  /** The next call; only if one is due. */
  Batch next(Lane lane) {
    reserved = false;
    return ready.form(lane, maxUsers, maxBytes);
  }
}

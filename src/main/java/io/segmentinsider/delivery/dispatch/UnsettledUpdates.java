package io.segmentinsider.delivery.dispatch;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * The updates of one subtask that are neither delivered nor dead letters yet, by owner, and how
 * many more there is room for. An owner with many waits on its own account: of an owner only as
 * many count as can be useful, however many owners have more, until they take half of the bytes, or
 * all together take all of them.
 */
final class UnsettledUpdates {

  /**
   * An owner has one user object under way at a time, and one that leaves next. What waits behind
   * these fills no request.
   */
  private static final int COUNTED_PER_OWNER = 2;

  private final Map<String, OwnerQueue> owners = new LinkedHashMap<>();
  private final PriorityQueue<Later> heldBack = new PriorityQueue<>();
  private final Consumer<OwnerQueue> ready;
  private final long maxUpdates;
  private final long maxBytes;
  private long updates;
  private long countedUpdates;
  private long bytes;

  /** An owner whose next user object may leave at that time. */
  private record Later(long time, OwnerQueue owner) implements Comparable<Later> {

    @Override
    public int compareTo(Later other) {
      return Long.compare(time, other.time);
    }
  }

  /**
   * Nothing is unsettled yet.
   *
   * @param maxUpdates updates from which on it is full, of which two of an owner count
   * @param maxBytes bytes from which on it is full
   * @param ready is told each owner whose next update may leave
   */
  UnsettledUpdates(long maxUpdates, long maxBytes, Consumer<OwnerQueue> ready) {
    this.maxUpdates = maxUpdates;
    this.maxBytes = maxBytes;
    this.ready = ready;
  }

  /** Whether there is room for an update of this owner now. */
  boolean hasRoomFor(String owner) {
    if (bytes >= maxBytes || countedUpdates >= maxUpdates) {
      return false;
    }
    if (bytes < maxBytes / 2) {
      return true;
    }
    OwnerQueue queue = owners.get(owner);
    return queue == null || queue.bytes() < maxBytes / 2;
  }

  /** Adds an update behind all others of its owner. */
  void add(PendingUpdate pending, long now) {
    // An owner whose time has come by now, and who waits for the timer, would become ready twice.
    releaseHeldBack(now);
    OwnerQueue queue = owners.computeIfAbsent(pending.update().owner(), OwnerQueue::new);
    boolean wasReady = queue.isReady();
    long counted = counted(queue);
    queue.add(pending);
    countedUpdates += counted(queue) - counted;
    bytes += pending.sizeInBytes();
    updates++;
    if (!wasReady && queue.isReady() && queue.notBefore() <= now) {
      ready.accept(queue);
    }
  }

  private static long counted(OwnerQueue queue) {
    return Math.min(queue.size(), COUNTED_PER_OWNER);
  }

  /** Puts what is left of an update in its place. */
  void replace(OwnerQueue queue, PendingUpdate pending, PendingUpdate left) {
    queue.replace(pending, left);
    bytes += left.sizeInBytes() - pending.sizeInBytes();
  }

  /** Ends an update that was under way. */
  void settle(OwnerQueue queue, PendingUpdate pending) {
    long counted = counted(queue);
    queue.settle(pending);
    countedUpdates += counted(queue) - counted;
    bytes -= pending.sizeInBytes();
    updates--;
  }

  /**
   * Ends a user object that was under way: what is left of it, and what waited behind it, may
   * leave.
   *
   * @param attempts requests that were made for it
   */
  void release(OwnerQueue queue, int attempts, long now) {
    queue.release(attempts);
    if (queue.notBefore() > now) {
      heldBack.add(new Later(queue.notBefore(), queue));
    } else {
      readyOrGone(queue);
    }
  }

  private void readyOrGone(OwnerQueue queue) {
    if (queue.isReady()) {
      ready.accept(queue);
    } else if (queue.isEmpty()) {
      owners.remove(queue.owner());
    }
  }

  /** When the next owner comes back who is held back; {@link Long#MAX_VALUE} if none is. */
  long nextReleaseAt() {
    return heldBack.isEmpty() ? Long.MAX_VALUE : heldBack.element().time();
  }

  /** Lets those go on who are held back no longer. */
  void releaseHeldBack(long now) {
    while (nextReleaseAt() <= now) {
      readyOrGone(heldBack.remove().owner());
    }
  }

  /** Owners, in the order in which they came; some may have nothing unsettled any more. */
  Collection<OwnerQueue> owners() {
    return Collections.unmodifiableCollection(owners.values());
  }

  long updates() {
    return updates;
  }

  long bytes() {
    return bytes;
  }
}

package io.segmentinsider.delivery;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The updates of one subtask that are neither delivered nor dead letters yet, by owner. */
final class Unsettled {

  /** One lane must not fill the whole operator. */
  private static final int LANES_THAT_FILL_CAPACITY = 4;

  private final Map<String, OwnerQueue> owners = new LinkedHashMap<>();
  private final Consumer<OwnerQueue> ready;
  private final long maxUpdates;
  private final long maxBytes;
  private final long maxUpdatesPerLane;
  private final long maxBytesPerLane;
  private long updates;
  private long bytes;

  /**
   * Nothing is unsettled yet.
   *
   * @param maxUpdates updates from which on it is full
   * @param maxBytes bytes from which on it is full
   * @param lanes how many lanes share it
   * @param ready is told each owner whose next update may leave
   */
  Unsettled(long maxUpdates, long maxBytes, int lanes, Consumer<OwnerQueue> ready) {
    this.maxUpdates = maxUpdates;
    this.maxBytes = maxBytes;
    int lanesThatFill = Math.min(LANES_THAT_FILL_CAPACITY, lanes);
    this.maxUpdatesPerLane = maxUpdates / lanesThatFill;
    this.maxBytesPerLane = maxBytes / lanesThatFill;
    this.ready = ready;
  }

  /** Whether there is no room for an update of this owner now. */
  boolean isFull(String owner) {
    if (bytes >= maxBytes || updates >= maxUpdates) {
      return true;
    }
    OwnerQueue queue = owners.get(owner);
    Lane lane = queue == null ? null : queue.lane();
    return lane != null
        && (lane.unsettledUpdates() >= maxUpdatesPerLane
            || lane.unsettledBytes() >= maxBytesPerLane);
  }

  /** Adds an update behind all others of its owner. */
  void add(Pending pending) {
    OwnerQueue queue = owners.computeIfAbsent(pending.update().owner(), OwnerQueue::new);
    boolean wasReady = queue.isReady();
    queue.add(pending);
    if (queue.isReady() && !wasReady) {
      ready.accept(queue);
    }
    bytes += pending.sizeInBytes();
    updates++;
  }

  /** Puts what is left of an update in its place. */
  void replace(OwnerQueue queue, Pending pending, Pending rest) {
    queue.replace(pending, rest);
    bytes += rest.sizeInBytes() - pending.sizeInBytes();
  }

  /** Ends an update that was under way. */
  void end(OwnerQueue queue, Pending pending) {
    queue.settle(pending);
    bytes -= pending.sizeInBytes();
    updates--;
    if (queue.isReady()) {
      ready.accept(queue);
    } else if (queue.isEmpty()) {
      owners.remove(queue.owner());
    }
  }

  /** Owners with updates, in the order in which they came. */
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

package io.segmentinsider.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import javax.annotation.Nullable;

/**
 * The unsettled updates of one owner in order: those under way first, then those that wait. What
 * waits leaves only when everything under way is settled.
 */
final class OwnerQueue {

  private final String owner;
  private final List<Pending> underWay = new ArrayList<>(1);
  private final Deque<Pending> waiting = new ArrayDeque<>(2);
  private boolean failsAlone;
  private boolean budgetSpent;
  private long bytes;
  @Nullable private Lane lane;

  OwnerQueue(String owner) {
    this.owner = owner;
  }

  String owner() {
    return owner;
  }

  /** Where its updates are under way; null while none is. */
  @Nullable
  Lane lane() {
    return lane;
  }

  void enter(Lane newLane) {
    lane = newLane;
    newLane.count(size(), bytes);
  }

  void add(Pending pending) {
    waiting.add(pending);
    count(1, pending.sizeInBytes());
  }

  private void count(int addedUpdates, int addedBytes) {
    bytes += addedBytes;
    if (lane != null) {
      lane.count(addedUpdates, addedBytes);
    }
  }

  private int size() {
    return underWay.size() + waiting.size();
  }

  /** Whether the next update may leave. */
  boolean isReady() {
    return underWay.isEmpty() && !waiting.isEmpty();
  }

  boolean isEmpty() {
    return underWay.isEmpty() && waiting.isEmpty();
  }

  Pending next() {
    return waiting.element();
  }

  /**
   * Takes the next update and all behind it that may stand in the same user object.
   *
   * @param maxBytes no update is added that makes the object larger than this
   */
  List<Pending> takeJoinable(int maxBytes) {
    Pending first = waiting.remove();
    underWay.add(first);
    int bytes = first.sizeInBytes();
    while (!waiting.isEmpty()
        && first.joins(waiting.element())
        && bytes + waiting.element().sizeInBytes() <= maxBytes) {
      Pending next = waiting.remove();
      underWay.add(next);
      bytes += next.sizeInBytes();
    }
    return List.copyOf(underWay);
  }

  /** Ends an update that was under way. After the last one the owner leaves its lane. */
  void settle(Pending pending) {
    Iterator<Pending> iterator = underWay.iterator();
    while (iterator.hasNext()) {
      if (isSame(iterator.next(), pending)) {
        iterator.remove();
        count(-1, -pending.sizeInBytes());
        if (underWay.isEmpty()) {
          failsAlone = false;
          leaveLane();
        }
        return;
      }
    }
    throw new IllegalStateException(pending.update() + " is settled twice");
  }

  private void leaveLane() {
    if (lane != null) {
      lane.count(-size(), -bytes);
      lane = null;
    }
  }

  /** Puts what is left of an update in its place. */
  void replace(Pending pending, Pending rest) {
    for (int i = 0; i < underWay.size(); i++) {
      if (isSame(underWay.get(i), pending)) {
        underWay.set(i, rest);
        count(0, rest.sizeInBytes() - pending.sizeInBytes());
        return;
      }
    }
    throw new IllegalStateException(pending.update() + " is not under way");
  }

  /** Notes that what is under way keeps failing although nobody else is in the request. */
  void failAlone() {
    failsAlone = true;
  }

  /** Whether it does. */
  boolean failsAlone() {
    return failsAlone;
  }

  /** Notes that this user failed alone until its budget ended. */
  void spendBudget() {
    budgetSpent = true;
  }

  /** Whether it did, since it last had nothing to send. */
  boolean hasSpentBudget() {
    return budgetSpent;
  }

  /** All unsettled updates in order. */
  List<Pending> unsettled() {
    List<Pending> all = new ArrayList<>(underWay);
    all.addAll(waiting);
    return all;
  }

  private static boolean isSame(Pending one, Pending other) {
    return one.update().source().equals(other.update().source())
        && one.update().action().equals(other.update().action());
  }
}

package io.segmentinsider.delivery.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * The unsettled updates of one owner in order: those of the user object that is under way first,
 * then those that wait. At most one user object of an owner is under way, and what waits leaves
 * only when that one is settled.
 */
final class OwnerQueue {

  /** Devices to remember, so that updates of different ones may share a user object. */
  private static final int MAX_DEVICES = 64;

  private final String owner;
  private final List<PendingUpdate> underWay = new ArrayList<>(1);
  private final Deque<PendingUpdate> waiting = new ArrayDeque<>(2);
  private final RetryBudget budget = new RetryBudget();
  @Nullable private Set<String> deliveredDevices;
  private boolean fails;
  private boolean alone;
  private boolean othersSucceeded;
  private int attempts;
  private long bytes;
  private long notBefore = Long.MIN_VALUE;

  OwnerQueue(String owner) {
    this.owner = owner;
  }

  String owner() {
    return owner;
  }

  /** How long this user has been failing alone. */
  RetryBudget budget() {
    return budget;
  }

  void add(PendingUpdate pending) {
    waiting.add(pending);
    bytes += pending.sizeInBytes();
  }

  /** How many updates are not settled. */
  int size() {
    return underWay.size() + waiting.size();
  }

  /** Their bytes. */
  long bytes() {
    return bytes;
  }

  /** Whether nothing is under way and something waits. */
  boolean isReady() {
    return underWay.isEmpty() && !waiting.isEmpty();
  }

  boolean isEmpty() {
    return underWay.isEmpty() && waiting.isEmpty();
  }

  /** The update to send next; only if one waits. */
  PendingUpdate next() {
    return waiting.element();
  }

  /** The oldest unsettled update; only if there is one. */
  PendingUpdate oldest() {
    return underWay.isEmpty() ? waiting.element() : underWay.get(0);
  }

  /** Requests that were made for what is sent next, as part of another user object. */
  int attempts() {
    return attempts;
  }

  /**
   * Takes the next update and all behind it that may stand in the same user object: those of the
   * same identifiers, or of a device that Insider already knows to be this person's. The object
   * names the device of the last one.
   *
   * @param maxBytes no update is added that makes the object larger than this
   */
  List<PendingUpdate> takeJoinable(int maxBytes) {
    PendingUpdate last = waiting.remove();
    underWay.add(last);
    int size = last.contentBytes();
    while (!waiting.isEmpty() && joins(last, waiting.element())) {
      size += waiting.element().contentBytes();
      if (size > maxBytes) {
        break;
      }
      last = waiting.remove();
      underWay.add(last);
    }
    return List.copyOf(underWay);
  }

  private boolean joins(PendingUpdate last, PendingUpdate next) {
    if (!last.joinsButForDevice(next)) {
      return false;
    }
    String device = last.device();
    return device == null
        || Objects.equals(device, next.device())
        || (deliveredDevices != null && deliveredDevices.contains(device));
  }

  /** Remembers the device of a user object that Insider took, if more is to come. */
  void deviceDelivered(@Nullable String device) {
    if (device == null || waiting.isEmpty()) {
      return;
    }
    if (deliveredDevices == null || deliveredDevices.size() >= MAX_DEVICES) {
      deliveredDevices = new HashSet<>();
    }
    deliveredDevices.add(device);
  }

  /** Ends an update that was under way. */
  void settle(PendingUpdate pending) {
    underWay.remove(indexOf(pending));
    bytes -= pending.sizeInBytes();
  }

  /** Puts what is left of an update in its place. */
  void replace(PendingUpdate pending, PendingUpdate left) {
    underWay.set(indexOf(pending), left);
    bytes += left.sizeInBytes() - pending.sizeInBytes();
  }

  /**
   * Ends the user object that was under way; what is not settled of it waits in front.
   *
   * @param madeAttempts requests that were made for it
   */
  void release(int madeAttempts) {
    attempts = underWay.isEmpty() ? 0 : madeAttempts;
    for (int i = underWay.size() - 1; i >= 0; i--) {
      waiting.addFirst(underWay.get(i));
    }
    underWay.clear();
    fails = false;
    alone = false;
  }

  /** Leaves only the first update under way; those that shared its user object wait again. */
  List<PendingUpdate> keepFirst() {
    for (int i = underWay.size() - 1; i > 0; i--) {
      waiting.addFirst(underWay.remove(i));
    }
    return List.copyOf(underWay);
  }

  /** From now on each update that is under way goes out without others. */
  void separate() {
    underWay.replaceAll(PendingUpdate::separated);
  }

  /**
   * Notes that what is under way failed.
   *
   * @param inRequestOfItsOwn whether nobody else was in the request
   * @param whileOthersSucceed whether others succeeded since it began to fail
   */
  void failed(boolean inRequestOfItsOwn, boolean whileOthersSucceed) {
    fails = true;
    alone |= inRequestOfItsOwn;
    othersSucceeded |= whileOthersSucceed;
  }

  /** Whether what is under way failed so far. */
  boolean fails() {
    return fails;
  }

  /** Whether it did although nobody else was in the request. */
  boolean failsAlone() {
    return alone;
  }

  /** Whether this owner failed while others succeeded, since it last succeeded itself. */
  boolean failedWhileOthersSucceeded() {
    return othersSucceeded;
  }

  /** Insider takes this owner's updates, or says why not. */
  void answered() {
    budget.reset();
    othersSucceeded = false;
  }

  /**
   * Notes that an update ends because it kept failing. If it is the person who is refused, whatever
   * the update, those that wait need not be told apart.
   */
  void updateEnded() {
    budget.updateEnded();
    if (budget.isAboutThePerson()) {
      int size = waiting.size();
      for (int i = 0; i < size; i++) {
        waiting.addLast(waiting.removeFirst().joinable());
      }
    }
  }

  /** Newer values must not leave before that time: an older request may still have its effect. */
  void holdBackUntil(long time) {
    notBefore = Math.max(notBefore, time);
  }

  /** When the next user object may leave. */
  long notBefore() {
    return notBefore;
  }

  /** All unsettled updates in order. */
  List<PendingUpdate> unsettled() {
    List<PendingUpdate> all = new ArrayList<>(underWay);
    all.addAll(waiting);
    return all;
  }

  private int indexOf(PendingUpdate pending) {
    for (int i = 0; i < underWay.size(); i++) {
      PendingUpdate other = underWay.get(i);
      if (other.update().origin().equals(pending.update().origin())
          && other.update().mappingName().equals(pending.update().mappingName())) {
        return i;
      }
    }
    throw new IllegalStateException(pending.update() + " is not under way");
  }
}

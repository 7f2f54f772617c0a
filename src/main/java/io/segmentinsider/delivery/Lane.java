package io.segmentinsider.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.annotation.Nullable;

/**
 * One place for a request in flight, and what waits for it. An owner is always in one lane, so its
 * updates can't overtake each other.
 */
final class Lane {

  private final Deque<OwnerQueue> ready = new ArrayDeque<>();
  private final Deque<Batch> resend = new ArrayDeque<>();
  private long readyBytes;
  private long unsettledBytes;
  @Nullable private Batch current;
  private boolean waitsForTimer;

  /** Whether a request may leave: none is in flight, and no timer is awaited. */
  boolean isFree() {
    return current == null && !waitsForTimer;
  }

  boolean hasWork() {
    return !resend.isEmpty() || !ready.isEmpty();
  }

  boolean hasResend() {
    return !resend.isEmpty();
  }

  /** Whether what waits fills a request. */
  boolean fills(int maxUsers, int maxBytes) {
    return ready.size() >= maxUsers || readyBytes >= maxBytes;
  }

  void ready(OwnerQueue queue) {
    ready.add(queue);
    readyBytes += queue.next().sizeInBytes();
  }

  void added(int bytes) {
    unsettledBytes += bytes;
  }

  void settled(int bytes) {
    unsettledBytes -= bytes;
  }

  long unsettledBytes() {
    return unsettledBytes;
  }

  void awaitTimer() {
    waitsForTimer = true;
  }

  void timerFired() {
    waitsForTimer = false;
  }

  void inFlight(Batch batch) {
    current = batch;
  }

  void answered() {
    current = null;
  }

  /** Puts batches in front of everything else, keeping their order. */
  void resendFirst(List<Batch> batches) {
    for (int i = batches.size() - 1; i >= 0; i--) {
      resend.addFirst(batches.get(i));
    }
  }

  void resendLast(Batch batch) {
    resend.addLast(batch);
  }

  /** The batch to send next: one that is sent again, else a new one. Only if there is work. */
  Batch next(int maxUsers, int maxBytes) {
    return resend.isEmpty() ? form(maxUsers, maxBytes) : resend.remove();
  }

  private Batch form(int maxUsers, int maxBytes) {
    boolean skipHook = ready.element().next().update().skipHook();
    List<Batch.User> users = new ArrayList<>();
    List<OwnerQueue> otherFlag = new ArrayList<>();
    int bytes = 0;
    while (!ready.isEmpty() && users.size() < maxUsers) {
      OwnerQueue queue = ready.element();
      int size = queue.next().sizeInBytes();
      if (!users.isEmpty() && bytes + size > maxBytes) {
        break;
      }
      ready.remove();
      readyBytes -= size;
      boolean single = SingleCall.isMadeFor(queue.next().update());
      if (single && users.isEmpty()) {
        users.add(Batch.User.of(queue, queue.takeJoinable(0)));
        break;
      }
      if (single || queue.next().update().skipHook() != skipHook) {
        otherFlag.add(queue);
        continue;
      }
      Batch.User user = Batch.User.of(queue, queue.takeJoinable(maxBytes - bytes));
      bytes += user.json().length;
      users.add(user);
    }
    for (int i = otherFlag.size() - 1; i >= 0; i--) {
      OwnerQueue queue = otherFlag.get(i);
      ready.addFirst(queue);
      readyBytes += queue.next().sizeInBytes();
    }
    return new Batch(users, skipHook);
  }
}

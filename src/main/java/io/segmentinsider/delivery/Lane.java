package io.segmentinsider.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import javax.annotation.Nullable;

/**
 * One place for a request in flight, and what of it must be sent again. The owners of a request
 * stay in its lane until everything of theirs that was under way is settled.
 */
final class Lane {

  private final Deque<Batch> resend = new ArrayDeque<>();
  private long unsettledUpdates;
  private long unsettledBytes;
  @Nullable private Batch current;
  private boolean waitsForTimer;

  /** Whether a request may leave: none is in flight, and no timer is awaited. */
  boolean isFree() {
    return current == null && !waitsForTimer;
  }

  boolean hasResend() {
    return !resend.isEmpty();
  }

  /** Counts what an owner has in this lane; negative for what is settled or leaves. */
  void count(long updates, long bytes) {
    unsettledUpdates += updates;
    unsettledBytes += bytes;
  }

  /** Updates of all owners in this lane, those included that wait behind what is under way. */
  long unsettledUpdates() {
    return unsettledUpdates;
  }

  /** Their bytes. */
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

  /** Puts batches behind everything else, keeping their order. */
  void resendLast(List<Batch> batches) {
    resend.addAll(batches);
  }

  /** The batch to send again next, which stays; only if there is one. */
  Batch firstResend() {
    return resend.element();
  }

  /** Takes the batch to send again next; only if there is one. */
  Batch nextResend() {
    return resend.remove();
  }

  /**
   * Takes out the batches of one owner alone, in order: what follows an update of this owner must
   * not be sent before it.
   */
  List<Batch> takeResendsOf(OwnerQueue owner) {
    List<Batch> taken = new ArrayList<>();
    Iterator<Batch> batches = resend.iterator();
    while (batches.hasNext()) {
      Batch batch = batches.next();
      if (batch.isOf(owner)) {
        taken.add(batch);
        batches.remove();
      }
    }
    return taken;
  }
}

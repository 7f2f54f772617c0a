package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.RefusedEvents;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import javax.annotation.Nullable;

/**
 * Ends the requests of users: what was taken or refused ends, and what is left of an owner waits in
 * front of its queue again.
 */
final class BatchCompletion {

  private final UnsettledUpdates unsettled;
  private final Outcomes outcomes;
  private final Clock clock;

  BatchCompletion(UnsettledUpdates unsettled, Outcomes outcomes, Clock clock) {
    this.unsettled = unsettled;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  /**
   * It is known of every user of the batch whether it was taken.
   *
   * @param refused the refused users by their place in the batch
   */
  void settle(Batch batch, Map<Integer, Answer.Refusal> refused) {
    List<Batch.User> users = batch.users();
    for (int i = 0; i < users.size(); i++) {
      Batch.User user = users.get(i);
      Answer.Refusal refusal = refused.get(i);
      user.queue().answered();
      if (refusal == null) {
        deliver(user, batch);
      } else {
        refuse(user, refusal, batch);
      }
      release(user, batch);
    }
  }

  private void deliver(Batch.User user, Batch batch) {
    for (PendingUpdate pending : user.updates()) {
      // In doubt the answer may be about an earlier try, and who has the old one is not known.
      boolean inDoubt = pending.mayHaveBeenSent() || batch.mayHaveWorked();
      if (pending.changesIdentifier() && !inDoubt) {
        outcomes.replaced(pending.update(), pending.content().replaced().get(0));
      }
      PendingUpdate next = pending.nextPart();
      if (next == null) {
        if (pending.isDeletion()) {
          outcomes.deleted(pending.update(), pending.content().replaced());
        }
        outcomes.delivered(pending.update(), attempts(user, batch), clock.epochMs());
        unsettled.settle(user.queue(), pending);
      } else {
        unsettled.replace(user.queue(), pending, next);
      }
    }
    user.queue().deviceDelivered(user.device());
  }

  /** Without the events that are named the user goes again; if none is, it ends. */
  private void refuse(Batch.User user, Answer.Refusal refusal, Batch batch) {
    if (namesAnEventOf(user, refusal)) {
      int firstEvent = 0;
      for (PendingUpdate pending : user.updates()) {
        int first = firstEvent;
        drop(
            user,
            batch,
            pending,
            event -> refusal.events().contains(first + event),
            Reason.REJECTED,
            refusal.detail());
        firstEvent += pending.content().events().size();
      }
    } else if (user.updates().size() > 1) {
      user.queue().separate();
    } else if (user.updates().get(0).changesIdentifier()) {
      keepIdentifier(user, batch);
    } else {
      deadLetter(user, user.updates().get(0), Reason.REJECTED, refusal.detail());
    }
  }

  /** What the update says besides goes on under the identifiers that it names. */
  private void keepIdentifier(Batch.User user, Batch batch) {
    PendingUpdate pending = user.updates().get(0);
    PendingUpdate kept = pending.withRefusedChange();
    PendingUpdate next = kept.nextPart();
    if (next == null) {
      outcomes.delivered(kept.update(), attempts(user, batch), clock.epochMs());
      unsettled.settle(user.queue(), pending);
    } else {
      unsettled.replace(user.queue(), pending, next);
    }
  }

  private static boolean namesAnEventOf(Batch.User user, Answer.Refusal refusal) {
    int events = user.updates().stream().mapToInt(p -> p.content().events().size()).sum();
    return refusal.events().stream().anyMatch(event -> event < events);
  }

  /** From now on each update of the only user goes alone. */
  void separate(Batch batch) {
    batch.first().queue().separate();
    release(batch.first(), batch);
  }

  /** The events of the only update go in parts. */
  void divide(Batch batch) {
    Batch.User user = batch.first();
    PendingUpdate pending = user.updates().get(0);
    unsettled.replace(user.queue(), pending, pending.firstPart());
    release(user, batch);
  }

  /**
   * The only update of the batch, which can't be divided, is too large. Without its event, if it
   * has one, the rest of it goes on.
   */
  void tooLarge(Batch batch, String detail) {
    Batch.User user = batch.first();
    PendingUpdate pending = user.updates().get(0);
    String size = detail + ": " + user.json().length + " bytes";
    if (pending.content().events().isEmpty()) {
      deadLetter(user, pending, Reason.USER_TOO_LARGE, size);
    } else {
      drop(user, batch, pending, event -> true, Reason.USER_TOO_LARGE, size);
    }
    release(user, batch);
  }

  /** The updates of the only user of the batch end. */
  void deadLetter(Batch batch, Reason reason, String detail) {
    Batch.User user = batch.first();
    for (PendingUpdate pending : user.updates()) {
      deadLetter(user, pending, reason, detail);
    }
    release(user, batch);
  }

  /**
   * Ends events of an update, and the update if nothing else of it is left.
   *
   * @param which says of each place among the events whether it ends
   */
  private void drop(
      Batch.User user,
      Batch batch,
      PendingUpdate pending,
      IntPredicate which,
      Reason reason,
      String detail) {
    UserData.Content content = pending.content();
    List<EventEntry> kept = new ArrayList<>();
    List<EventEntry> dropped = new ArrayList<>();
    for (int i = 0; i < content.events().size(); i++) {
      (which.test(i) ? dropped : kept).add(content.events().get(i));
    }
    if (dropped.isEmpty()) {
      return;
    }
    List<List<EventEntry>> letters = RefusedEvents.byLetter(dropped);
    @Nullable
    PendingUpdate left =
        pending.without(
            letters.size(), new UserData.Content(content.shape(), content.attributes(), kept));
    if (left == null && !pending.isContinued()) {
      deadLetter(user, pending, reason, detail);
      return;
    }
    letters.forEach(letter -> outcomes.dead(pending, letter, reason, detail));
    if (left == null) {
      Update update = pending.update();
      outcomes.delivered(
          update.withRefusedEvents(letters.size(), update.data()),
          attempts(user, batch),
          clock.epochMs());
      unsettled.settle(user.queue(), pending);
    } else {
      unsettled.replace(user.queue(), pending, left);
    }
  }

  private void deadLetter(Batch.User user, PendingUpdate pending, Reason reason, String detail) {
    outcomes.dead(pending, reason, detail);
    unsettled.settle(user.queue(), pending);
  }

  private static int attempts(Batch.User user, Batch batch) {
    return user.attemptsBefore() + batch.attempts();
  }

  private void release(Batch.User user, Batch batch) {
    unsettled.release(user.queue(), attempts(user, batch), clock.elapsedMs());
  }
}

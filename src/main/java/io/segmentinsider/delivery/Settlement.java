package io.segmentinsider.delivery;

import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import javax.annotation.Nullable;

/**
 * What an answer means for the updates of its batch: which of them end, and what is left to send.
 * Every method returns the latter as batches to send next, in order.
 */
final class Settlement {

  private final Unsettled unsettled;
  private final Verdicts verdicts;

  Settlement(Unsettled unsettled, Verdicts verdicts) {
    this.unsettled = unsettled;
    this.verdicts = verdicts;
  }

  /**
   * The batch was answered, and its users are delivered or refused.
   *
   * @param refused the refused users by their place in the batch
   * @param now epoch milliseconds
   */
  List<Batch> settle(Batch batch, Map<Integer, Answer.Refusal> refused, long now) {
    List<Batch> next = new ArrayList<>();
    for (int i = 0; i < batch.users().size(); i++) {
      Batch.User user = batch.users().get(i);
      Answer.Refusal refusal = refused.get(i);
      next.addAll(refusal == null ? deliver(user, batch, now) : refuse(user, refusal, batch, now));
    }
    return next;
  }

  /** The batch was refused, and the answer tells nobody. */
  List<Batch> takeApart(Batch batch, String detail) {
    if (batch.users().size() > 1) {
      return batch.halves();
    }
    Batch.User user = batch.users().get(0);
    if (user.updates().size() > 1) {
      return batch.apart();
    }
    deadLetter(user.queue(), user.updates().get(0), Reason.REJECTED, detail);
    return List.of();
  }

  /**
   * The batch is too large. An update that is, even alone, goes out in parts; an event that is,
   * ends.
   *
   * @param now epoch milliseconds
   */
  List<Batch> tooLarge(Batch batch, String detail, long now) {
    Batch.User user = batch.users().get(0);
    if (batch.users().size() > 1 || user.updates().size() > 1) {
      return takeApart(batch, detail);
    }
    OwnerQueue queue = user.queue();
    Pending pending = user.updates().get(0);
    String size = detail + ": " + user.json().length + " bytes";
    if (pending.canBeSplit()) {
      Pending part = pending.firstPart();
      unsettled.replace(queue, pending, part);
      return List.of(alone(batch, queue, part));
    }
    if (pending.content().events().isEmpty()) {
      deadLetter(queue, pending, Reason.USER_TOO_LARGE, size);
      return List.of();
    }
    Pending left = drop(batch, queue, pending, event -> true, Reason.USER_TOO_LARGE, size, now);
    return left == null ? List.of() : List.of(alone(batch, queue, left));
  }

  /** The only user of the batch failed for as long as it may. */
  void endFailed(Batch batch, String detail) {
    Batch.User user = batch.users().get(0);
    user.queue().spendBudget();
    for (Pending pending : user.updates()) {
      deadLetter(user.queue(), pending, Reason.RETRY_BUDGET, detail);
    }
  }

  /** Ends the updates of a user object, or goes on with the next part of one. */
  private List<Batch> deliver(Batch.User user, Batch batch, long now) {
    List<Batch> nextParts = new ArrayList<>();
    for (Pending pending : user.updates()) {
      Pending next = pending.nextPart();
      if (next == null) {
        verdicts.delivered(pending.update(), batch.attempts(), now);
        unsettled.end(user.queue(), pending);
      } else {
        unsettled.replace(user.queue(), pending, next);
        nextParts.add(alone(batch, user.queue(), next));
      }
    }
    return nextParts;
  }

  /** One user was refused: without the events that are named it is sent again, else it ends. */
  private List<Batch> refuse(Batch.User user, Answer.Refusal refusal, Batch batch, long now) {
    if (namesAnEventOf(user, refusal)) {
      return withoutRefusedEvents(user, refusal, batch, now);
    }
    if (user.updates().size() > 1) {
      return batch.with(List.of(user)).apart();
    }
    deadLetter(user.queue(), user.updates().get(0), Reason.REJECTED, refusal.detail());
    return List.of();
  }

  private static boolean namesAnEventOf(Batch.User user, Answer.Refusal refusal) {
    int events = user.updates().stream().mapToInt(p -> p.content().events().size()).sum();
    return refusal.events().stream().anyMatch(event -> event < events);
  }

  private List<Batch> withoutRefusedEvents(
      Batch.User user, Answer.Refusal refusal, Batch batch, long now) {
    List<Pending> left = new ArrayList<>();
    int firstEvent = 0;
    for (Pending pending : user.updates()) {
      int first = firstEvent;
      Pending rest =
          drop(
              batch,
              user.queue(),
              pending,
              event -> refusal.events().contains(first + event),
              Reason.REJECTED,
              refusal.detail(),
              now);
      if (rest != null) {
        left.add(rest);
      }
      firstEvent += pending.content().events().size();
    }
    return left.isEmpty()
        ? List.of()
        : List.of(batch.with(List.of(Batch.User.of(user.queue(), left))));
  }

  /**
   * Ends events of an update, and the update if nothing else of it is left.
   *
   * @param which says of each place among the events whether it ends
   * @return what is left; null if nothing is
   */
  @Nullable
  private Pending drop(
      Batch batch,
      OwnerQueue queue,
      Pending pending,
      IntPredicate which,
      Reason reason,
      String detail,
      long now) {
    UserData.Content content = pending.content();
    List<EventEntry> kept = new ArrayList<>();
    List<EventEntry> dropped = new ArrayList<>();
    for (int i = 0; i < content.events().size(); i++) {
      (which.test(i) ? dropped : kept).add(content.events().get(i));
    }
    if (dropped.isEmpty()) {
      return pending;
    }
    Pending left =
        pending.without(
            dropped.size(), new UserData.Content(content.shape(), content.attributes(), kept));
    if (left == null && !pending.isContinued()) {
      deadLetter(queue, pending, reason, detail);
      return null;
    }
    dropped.forEach(event -> verdicts.dead(pending, event, reason, detail));
    if (left == null) {
      Update update = pending.update();
      verdicts.delivered(
          update.withRefusedEvents(dropped.size(), update.data()), batch.attempts(), now);
      unsettled.end(queue, pending);
    } else {
      unsettled.replace(queue, pending, left);
    }
    return left;
  }

  private void deadLetter(OwnerQueue queue, Pending pending, Reason reason, String detail) {
    verdicts.dead(pending, reason, detail);
    unsettled.end(queue, pending);
  }

  private static Batch alone(Batch batch, OwnerQueue queue, Pending pending) {
    return batch.with(List.of(Batch.User.of(queue, List.of(pending))));
  }
}

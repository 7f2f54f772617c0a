package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.profile.Erasure;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RefusedEvents;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Emits what became of updates: each ends with one receipt or one dead letter. */
final class Outcomes {

  /** Characters that one erasure says of others, so that it fits into a record of 1 MB. */
  private static final long MAX_TOGETHER = 200_000;

  /** The same of all erasures of one deletion, each of which says it. */
  private static final long MAX_OF_ALL_ERASURES = 8_000_000;

  private final Commands commands;
  private final DispatcherListener listener;

  Outcomes(Commands commands, DispatcherListener listener) {
    this.commands = commands;
    this.listener = listener;
  }

  /**
   * Insider took the update.
   *
   * @param attempts requests that it took
   * @param now epoch milliseconds
   */
  void delivered(Update update, int attempts, long now) {
    if (isOfNoEvent(update)) {
      return;
    }
    listener.delivered();
    boolean link =
        update.operation() == Operation.LINK || update.operation() == Operation.CHANGE_USER_ID;
    commands.emit(
        new Receipt(
            update.origin(),
            update.messageId(),
            update.mappingName(),
            link ? Receipt.Status.LINKED : Receipt.Status.DELIVERED,
            update.replayed() ? Receipt.REPLAY : null,
            update.refusedEvents(),
            attempts,
            Math.max(0, now - update.recordTime()),
            update.repairs()));
  }

  /**
   * Insider has another identifier of the person in the place of this one, which nobody has now,
   * unless the person took it back in the same millisecond or later.
   */
  void replaced(Update update, Identifier identifier) {
    Set<String> owners = new LinkedHashSet<>();
    owners.add(update.owner());
    owners.add(Identifier.uuid(update.ownerUserId()).key());
    for (String owner : owners) {
      commands.emit(new Erasure(identifier.key(), owner, update.eventTime() - 1));
    }
  }

  /** Insider has no profile of the person any more: what was the person's is nobody's now. */
  void deleted(Update deletion, List<Identifier> identifiers) {
    List<Identifier> owners =
        identifiers.stream().filter(one -> one.kind() == Identifier.Kind.UUID).toList();
    List<String> together = together(owners.size(), identifiers);
    for (Identifier owner : owners) {
      for (Identifier identifier : identifiers) {
        if (identifier.kind() != Identifier.Kind.UUID || identifier.equals(owner)) {
          commands.emit(new Erasure(identifier.key(), owner.key(), deletion.eventTime(), together));
        }
      }
    }
  }

  /** Nobody waits for it where there is one user id. */
  private static List<String> together(int owners, List<Identifier> identifiers) {
    if (owners == 1) {
      return List.of();
    }
    List<String> keys = identifiers.stream().map(Identifier::key).toList();
    long length = keys.stream().mapToLong(String::length).sum();
    long all = length * owners * identifiers.size();
    return length > MAX_TOGETHER || all > MAX_OF_ALL_ERASURES ? List.of() : keys;
  }

  /** The update ends here, with what of it Insider did not take. */
  void dead(PendingUpdate pending, Reason reason, String detail) {
    dead(pending.update(), pending.unsent(), DeadLetter.Scope.UPDATE, reason, detail);
  }

  /** Events that share a dead letter end here; the rest of their update goes on. */
  void dead(PendingUpdate pending, List<EventEntry> events, Reason reason, String detail) {
    dead(
        pending.update(),
        new UserData.Content(pending.content().shape(), List.of(), events),
        DeadLetter.Scope.EVENT,
        reason,
        RefusedEvents.detail(detail, events.size()));
  }

  private void dead(
      Update update,
      UserData.Content content,
      DeadLetter.Scope scope,
      Reason reason,
      String detail) {
    if (isOfNoEvent(update)) {
      // Each event has one outcome, and this is of none; but somebody has to see to it.
      listener.deletionGivenUp(reason);
      return;
    }
    listener.deadLettered();
    commands.emit(
        new DeadLetter(
            reason,
            scope,
            detail,
            update.origin(),
            update.messageId(),
            update.mappingName(),
            null,
            UserObjectWriter.write(update, content)));
  }

  /**
   * Whether it is the deletion of a further user id of a person. The event that asked for it has
   * its outcome with the deletion that it names.
   */
  private static boolean isOfNoEvent(Update update) {
    return update.operation() == Operation.FORGET;
  }
}

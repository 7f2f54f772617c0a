package io.segmentinsider.delivery;

import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.util.List;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/** Writes what became of updates: each ends with one receipt or one dead letter. */
final class Verdicts {

  private final Output<StreamRecord<Receipt>> output;
  private final OutputTag<DeadLetter> deadLetters;
  private final Counter delivered;
  private final Counter deadLettered;

  Verdicts(
      Output<StreamRecord<Receipt>> output,
      OutputTag<DeadLetter> deadLetters,
      MetricGroup metrics) {
    this.output = output;
    this.deadLetters = deadLetters;
    this.delivered = metrics.counter("delivered");
    this.deadLettered = metrics.counter("deadLettered");
  }

  /**
   * Insider took the update.
   *
   * @param attempts requests that it took
   * @param now epoch milliseconds
   */
  void delivered(Update update, int attempts, long now) {
    delivered.inc();
    boolean link =
        update.operation() == Operation.LINK || update.operation() == Operation.CHANGE_USER_ID;
    output.collect(
        new StreamRecord<>(
            new Receipt(
                update.source(),
                update.messageId(),
                update.action(),
                link ? Receipt.Status.LINKED : Receipt.Status.DELIVERED,
                update.replayed() ? Receipt.REPLAY : null,
                update.refusedEvents(),
                attempts,
                Math.max(0, now - update.recordTime()))));
  }

  /** The update ends here, with what of it Insider did not take. */
  void dead(Pending pending, Reason reason, String detail) {
    dead(pending.update(), pending.unsent(), DeadLetter.Scope.UPDATE, reason, detail);
  }

  /** One event ends here; the rest of its update goes on. */
  void dead(Pending pending, EventEntry event, Reason reason, String detail) {
    dead(
        pending.update(),
        new UserData.Content(pending.content().shape(), List.of(), List.of(event)),
        DeadLetter.Scope.EVENT,
        reason,
        detail);
  }

  private void dead(
      Update update,
      UserData.Content content,
      DeadLetter.Scope scope,
      Reason reason,
      String detail) {
    deadLettered.inc();
    output.collect(
        deadLetters,
        new StreamRecord<>(
            new DeadLetter(
                reason,
                scope,
                detail,
                update.source(),
                update.messageId(),
                update.action(),
                null,
                UserObjectWriter.write(update, content))));
  }
}

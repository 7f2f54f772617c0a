package io.segmentinsider;

import static io.segmentinsider.record.Updates.update;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.delivery.ShadowCall;
import io.segmentinsider.delivery.ShadowCallFormat;
import io.segmentinsider.delivery.ShadowFunction;
import io.segmentinsider.identity.LinkChange;
import io.segmentinsider.outcome.DeadLetterJson;
import io.segmentinsider.outcome.LinkChangeJson;
import io.segmentinsider.outcome.ReceiptJson;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Repairs;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.ValueTypeInformation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/**
 * What stands in the topics of the job, byte for byte: each with all of its members, and with as
 * few as there can be.
 */
class TopicFormatsStayTest {

  private static final String MEANING =
      "whoever reads this topic no longer finds the member that goes, or finds another type there."
          + " A new member is fine.";

  private static final SourcePosition RECORD = new SourcePosition("segment-events", 3, 4711);
  private static final SourcePosition ONE_OF_SEVERAL = RECORD.at(1, 2);

  private static final OutputTag<ShadowCall> CALLS =
      new OutputTag<>("calls", new ValueTypeInformation<>(new ShadowCallFormat()));
  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", RecordTypes.DEAD_LETTER);

  @Test
  void aReceiptKeepsItsForm() throws IOException {
    ReceiptJson json = new ReceiptJson();
    Repairs repairs =
        Repairs.NONE
            .with(Repair.Kind.PAST_RETENTION)
            .with(Repair.Kind.OPT_IN_UNREADABLE, "attributes.email_optin");
    Golden.assertUnchanged(
        "receipts.ndjson",
        lines(
            json.serialize(
                new Receipt(
                    ONE_OF_SEVERAL,
                    "message-1",
                    "Order Completed",
                    Receipt.Status.DELIVERED,
                    Receipt.REPLAY,
                    1,
                    2,
                    34,
                    repairs)),
            json.serialize(
                Receipt.withoutRequest(RECORD, "message-2", null, Receipt.Status.UNMATCHED))),
        MEANING);
  }

  @Test
  void aDeadLetterKeepsItsForm() throws IOException {
    DeadLetterJson json = new DeadLetterJson(1_000);
    Golden.assertUnchanged(
        "dead-letters.ndjson",
        lines(
            json.serialize(
                letter(
                    Reason.REJECTED,
                    DeadLetter.Scope.UPDATE,
                    ONE_OF_SEVERAL,
                    utf8("{\"type\":\"track\"}"),
                    utf8("{\"identifiers\":{\"uuid\":\"u-1\"}}"))),
            json.serialize(
                letter(
                    Reason.INVALID_UTF8,
                    DeadLetter.Scope.RECORD,
                    RECORD,
                    new byte[] {(byte) 0xff},
                    null)),
            json.serialize(
                letter(
                    Reason.USER_TOO_LARGE,
                    DeadLetter.Scope.EVENT,
                    RECORD,
                    utf8("x".repeat(2_000)),
                    utf8("{\"long\":\"" + "x".repeat(2_000) + "\"}"))),
            json.serialize(
                new DeadLetter(
                    Reason.EMPTY_MESSAGE,
                    DeadLetter.Scope.RECORD,
                    "a tombstone",
                    RECORD,
                    null,
                    null,
                    null,
                    null))),
        MEANING);
  }

  private static DeadLetter letter(
      Reason reason,
      DeadLetter.Scope scope,
      SourcePosition origin,
      byte[] original,
      byte[] update) {
    return new DeadLetter(
        reason, scope, "why", origin, "message-1", "Order Completed", original, update);
  }

  @Test
  void aChangeOfALinkKeepsItsForm() throws IOException {
    LinkChangeJson json = new LinkChangeJson();
    Golden.assertUnchanged(
        "link-changes.ndjson",
        lines(
            json.serialize(
                new LinkChange(
                    "device", LinkChange.Kind.MOVED, 900, ONE_OF_SEVERAL, "0a1b", "2c3d", "4e5f")),
            json.serialize(
                new LinkChange(
                    "email", LinkChange.Kind.LEARNED, 900, RECORD, "0a1b", "2c3d", null))),
        MEANING);
  }

  /** Key, header and value of each record. */
  @Test
  void callsOfTheShadowAreWrittenAsBefore() throws Exception {
    ShadowFunction function =
        new ShadowFunction(
            new ShadowFunction.Limits(1_000_000, 1_000_000), "segment", CALLS, DEAD_LETTERS);
    List<Update> updates =
        List.of(
            update("1")
                .user("u-1")
                .device("d-1")
                .email("ann@shop.sg")
                .attribute("city", "\"Rome\"")
                .event("purchase")
                .build(),
            update("2").user("u-1").previousUser("u-0").operation(Operation.CHANGE_USER_ID).build(),
            update("3").user("u-1").operation(Operation.DELETE).build());
    OneInputStreamOperatorTestHarness<Update, Receipt> harness =
        new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(function));
    harness.open();
    for (Update update : updates) {
      harness.processElement(new StreamRecord<>(update));
    }
    harness.close();
    Golden.assertUnchanged(
        "shadow-calls.ndjson",
        harness.getSideOutput(CALLS).stream()
            .map(StreamRecord::getValue)
            .map(TopicFormatsStayTest::line)
            .collect(Collectors.joining()),
        MEANING);
  }

  private static String line(ShadowCall call) {
    return new ObjectMapper()
            .createObjectNode()
            .put("key", call.owner())
            .put("header call", call.call())
            .put("value", new String(call.body(), StandardCharsets.UTF_8))
        + "\n";
  }

  private static String lines(byte[]... records) {
    return Stream.of(records)
        .map(record -> new String(record, StandardCharsets.UTF_8) + "\n")
        .collect(Collectors.joining());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

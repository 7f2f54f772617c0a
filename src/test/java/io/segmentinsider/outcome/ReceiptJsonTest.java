package io.segmentinsider.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Repairs;
import io.segmentinsider.record.SourcePosition;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The bytes of receipts that one writer writes one after another. */
class ReceiptJsonTest {

  private static final SourcePosition RECORD = new SourcePosition("events", 3, 4711);

  private final ReceiptJson json = new ReceiptJson();

  private static Receipt delivered(Repairs repairs) {
    return new Receipt(
        RECORD.at(1, 2), "m\"1", "Order ü", Receipt.Status.DELIVERED, "replay", 1, 2, 34, repairs);
  }

  private void assertText(Receipt receipt, String expected) {
    assertThat(json.serialize(receipt)).asString(StandardCharsets.UTF_8).isEqualTo(expected);
  }

  @Test
  void aReceiptSaysWhatThereIsToSayWhateverWasWrittenBefore() {
    Repairs repairs =
        Repairs.NONE
            .with(Repair.Kind.PAST_RETENTION)
            .with(Repair.Kind.OPT_IN_UNREADABLE, "attributes.email_optin")
            .with(Repair.Kind.NULL_IGNORED, "attributes.city");
    String head =
        "{\"messageId\":\"m\\\"1\",\"action\":\"Order ü\",\"status\":\"delivered\","
            + "\"reason\":\"replay\",\"refusedEvents\":1,";
    String tail =
        "\"source\":{\"topic\":\"events\",\"partition\":3,\"offset\":4711,\"index\":1,\"of\":2},"
            + "\"attempts\":2,\"latencyMs\":34}";
    assertText(
        delivered(repairs),
        head + "\"repairs\":" + codes(repairs) + ",\"repairedFields\":[" + fields() + "]," + tail);
    assertText(
        Receipt.withoutRequest(RECORD, "m2", null, Receipt.Status.UNMATCHED),
        "{\"messageId\":\"m2\",\"action\":null,\"status\":\"unmatched\","
            + "\"source\":{\"topic\":\"events\",\"partition\":3,\"offset\":4711}}");
    // Kinds of a newer release have no name here.
    assertText(delivered(new Repairs(1L << 62)), head + "\"repairs\":[]," + tail);
    assertText(delivered(Repairs.NONE), head + tail);
  }

  private static String codes(Repairs repairs) {
    return repairs.kinds().stream()
        .map(kind -> '"' + kind.code() + '"')
        .collect(java.util.stream.Collectors.joining(",", "[", "]"));
  }

  private static String fields() {
    return "{\"kind\":\"%s\",\"field\":\"attributes.email_optin\"},{\"kind\":\"%s\",\"field\":\"attributes.city\"}"
        .formatted(Repair.Kind.OPT_IN_UNREADABLE.code(), Repair.Kind.NULL_IGNORED.code());
  }
}

package io.segmentinsider.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import org.junit.jupiter.api.Test;

/** Several events of one record go their ways, and end each for itself. */
class EnvelopesTest {

  private static String identify(String message, String plan) {
    return """
    {"type":"identify","userId":"ann","messageId":"%s","timestamp":"2026-05-01T12:00:00Z",
     "traits":{"plan":"%s"}}\
    """
        .formatted(message, plan);
  }

  @Test
  void theLaterEventOfARecordWinsWhateverTheirMessageIds() throws Exception {
    for (String[] ids : new String[][] {{"a", "b"}, {"b", "a"}}) {
      try (Stages job = Stages.with("source.envelope=batch")) {
        job.take("{\"batch\":[" + identify(ids[0], "free") + "," + identify(ids[1], "pro") + "]}");
        assertThat(job.user("ann").attribute("plan")).isEqualTo("pro");
      }
    }
  }

  @Test
  void everyEventHasItsOwnOutcome() throws Exception {
    try (Stages job = Stages.with("source.envelope=$")) {
      job.take("[" + identify("a", "free") + ",{\"type\":\"x\"}," + identify("a", "free") + ",7]");
      assertThat(job.receipts())
          .extracting(receipt -> receipt.origin().index(), Receipt::status)
          .containsExactlyInAnyOrder(
              tuple(0, Receipt.Status.DELIVERED), tuple(2, Receipt.Status.REPEAT));
      assertThat(job.deadLetters())
          .extracting(letter -> letter.origin().index(), DeadLetter::reason)
          .containsExactlyInAnyOrder(tuple(1, Reason.UNKNOWN_TYPE), tuple(3, Reason.NOT_AN_OBJECT));
      assertThat(job.receipts()).allMatch(receipt -> receipt.origin().of() == 4);
    }
  }
}

package io.segmentinsider.tools.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.outcome.DeadLetterJson;
import io.segmentinsider.outcome.ReceiptJson;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.SourcePosition;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The position of an outcome is found without reading the rest of it. */
class OutcomeLineTest {

  private static final String HOSTILE = "\"offset\":7,\\\"offset\\\":8";

  @Property(tries = 300)
  void theOffsetOfAReceiptIsFoundWhateverItsTextsAre(
      @ForAll @LongRange(min = 0) long offset, @ForAll String text) {
    for (String messageId : new String[] {text, HOSTILE + text, "\"offset\":"}) {
      byte[] line =
          new ReceiptJson()
              .serialize(
                  Receipt.withoutRequest(
                      new SourcePosition("topic", 3, offset),
                      messageId,
                      messageId,
                      Receipt.Status.UNCHANGED));
      assertThat(OutcomeLine.offset(line)).isEqualTo(offset);
    }
  }

  @Test
  void theOffsetOfADeadLetterIsFoundBeforeWhatOthersWrote() {
    byte[] update = "{\"offset\":99}".getBytes(StandardCharsets.UTF_8);
    byte[] line =
        new DeadLetterJson(1_000_000)
            .serialize(
                new DeadLetter(
                    Reason.REJECTED,
                    DeadLetter.Scope.UPDATE,
                    HOSTILE,
                    new SourcePosition("topic", 3, 12, 1, 2),
                    HOSTILE,
                    HOSTILE,
                    update,
                    update));
    assertThat(OutcomeLine.offset(line)).isEqualTo(12);
  }

  @Test
  void whatHasNoneHasNone() {
    for (String line : new String[] {"", "{}", "{\"offset\":}", "\"offset\""}) {
      assertThat(OutcomeLine.offset(line.getBytes(StandardCharsets.UTF_8))).isEqualTo(-1);
    }
  }
}

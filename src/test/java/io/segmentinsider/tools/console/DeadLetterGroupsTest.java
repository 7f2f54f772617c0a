package io.segmentinsider.tools.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.Replay;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Which dead letters belong together, and which were sent again. */
class DeadLetterGroupsTest {

  private final DeadLetterGroups groups = new DeadLetterGroups();

  private void letter(String reason, String action, long offset, long time) throws IOException {
    groups.add(
        new ObjectMapper()
            .readTree(
                "{\"reason\":\""
                    + reason
                    + "\",\"source\":{\"topic\":\"events\",\"partition\":0,\"offset\":"
                    + offset
                    + "}"
                    + (action == null ? "" : ",\"action\":\"" + action + "\"")
                    + "}"),
        time,
        offset);
  }

  private void replay(long offset, long original) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(
        Replay.HEADER,
        new Replay(Replay.Kind.EVENT, 1, new SourcePosition("events", 0, original)).toHeader());
    groups.addEvent(
        new ConsumerRecord<>(
            "events",
            0,
            offset,
            100,
            TimestampType.CREATE_TIME,
            0,
            0,
            new byte[0],
            new byte[0],
            headers,
            Optional.empty()));
  }

  @Test
  void lettersAreGroupedByReasonAndMapping() throws IOException {
    letter("rejected", "Identify", 1, 10);
    letter("rejected", "Identify", 2, 30);
    letter("rejected", "Order", 3, 20);
    letter("invalid-json", null, 4, 5);
    assertThat(groups.groups())
        .extracting(DeadLetterGroups.Group::reason, DeadLetterGroups.Group::count)
        .containsExactly(tuple("rejected", 2L), tuple("rejected", 1L), tuple("invalid-json", 1L));
    assertThat(groups.groups().get(0).first()).isEqualTo(10);
    assertThat(groups.groups().get(0).last()).isEqualTo(30);
    assertThat(groups.firstTime()).isEqualTo(5);
  }

  @Test
  void theLastExamplesAreKept() throws IOException {
    for (int i = 0; i < 50; i++) {
      letter("rejected", "Identify", i, i);
    }
    assertThat(groups.groups().get(0).examples())
        .extracting(DeadLetterGroups.Example::offset)
        .isEqualTo(List.of(49L, 48L, 47L, 46L, 45L));
  }

  @Test
  void whatWasSentAgainIsMarked() throws IOException {
    letter("rejected", "Identify", 1, 10);
    letter("rejected", "Identify", 2, 11);
    replay(7, 1);
    assertThat(groups.groups().get(0).replayed()).isEqualTo(1);
    assertThat(groups.groups().get(0).examples())
        .extracting(DeadLetterGroups.Example::replayed)
        .containsExactly(false, true);
  }

  @Test
  void aReplayThatFailedAgainIsMarkedOnceThereIsALaterOne() throws IOException {
    letter("rejected", "Identify", 1, 10);
    letter("rejected", "Identify", 7, 20);
    replay(7, 1);
    assertThat(groups.groups().get(0).replayed()).isEqualTo(1);
    replay(9, 1);
    assertThat(groups.groups().get(0).replayed()).isEqualTo(2);
  }
}

package io.segmentinsider.tools.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.Replay;
import io.segmentinsider.segment.Replay.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Which dead letters were sent again, by the replays that stand in the topics of the events. */
class EarlierReplaysTest {

  private static final SourcePosition ORIGINAL = at(0, 5);
  private static final byte[] UPDATE = bytes("an update");
  private static final byte[] OTHER = bytes("another one of the same event");

  private final EarlierReplays earlier = new EarlierReplays(Set.of(ORIGINAL, ORIGINAL.at(1, 2)));

  private static SourcePosition at(int partition, long offset) {
    return new SourcePosition("events", partition, offset);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void sent(int partition, long offset, Kind kind, byte[] value) {
    sent("events", partition, offset, new Replay(kind, 100, ORIGINAL), value);
  }

  private void sent(String topic, int partition, long offset, @Nullable Replay mark, byte[] value) {
    RecordHeaders headers = new RecordHeaders();
    if (mark != null) {
      headers.add(Replay.HEADER, mark.toHeader());
    }
    earlier.add(
        new ConsumerRecord<>(
            topic,
            partition,
            offset,
            1_000 + offset,
            TimestampType.CREATE_TIME,
            0,
            0,
            new byte[0],
            value,
            headers,
            Optional.empty()));
  }

  @Test
  void withoutAReplayNothingWasSent() {
    sent("events", 0, 9, null, UPDATE);
    assertThat(earlier.hold(ORIGINAL, ORIGINAL, UPDATE)).isFalse();
  }

  @Test
  void theUpdateThatWasSentWasSent() {
    sent(0, 9, Kind.UPDATE, UPDATE);
    assertThat(earlier.hold(ORIGINAL, ORIGINAL, UPDATE)).isTrue();
  }

  @Test
  void anotherUpdateOfTheEventWasNot() {
    sent(0, 9, Kind.UPDATE, OTHER);
    assertThat(earlier.hold(ORIGINAL, ORIGINAL, UPDATE)).isFalse();
    assertThat(earlier.hold(ORIGINAL, ORIGINAL, null)).isFalse();
  }

  @Test
  void theEventStandsForAllOfItsUpdates() {
    sent(0, 9, Kind.EVENT, bytes("{}"));
    assertThat(earlier.hold(ORIGINAL, ORIGINAL, UPDATE)).isTrue();
    assertThat(earlier.hold(ORIGINAL, ORIGINAL, OTHER)).isTrue();
    assertThat(earlier.hold(ORIGINAL, ORIGINAL, null)).isTrue();
  }

  @Test
  void aReplayThatFailedWasNotSentAgain() {
    sent(0, 9, Kind.UPDATE, UPDATE);
    assertThat(earlier.hold(at(0, 9), ORIGINAL, UPDATE)).isFalse();
  }

  @Test
  void unlessThereIsALaterOne() {
    sent(0, 9, Kind.UPDATE, UPDATE);
    sent(0, 12, Kind.EVENT, bytes("{}"));
    assertThat(earlier.hold(at(0, 9), ORIGINAL, UPDATE)).isTrue();
    assertThat(earlier.hold(at(0, 12), ORIGINAL, UPDATE)).isFalse();
  }

  @Test
  void inAnotherPartitionTimeTellsWhichIsLater() {
    sent(0, 90, Kind.UPDATE, UPDATE);
    sent(1, 12, Kind.UPDATE, UPDATE);
    assertThat(earlier.hold(at(0, 90), ORIGINAL, UPDATE)).isFalse();
    assertThat(earlier.hold(at(1, 12), ORIGINAL, UPDATE)).isTrue();
  }

  @Test
  void ofSeveralEventsInARecordOneIsNotTheOther() {
    sent("events", 0, 9, new Replay(Kind.EVENT, 100, ORIGINAL.at(1, 2)), UPDATE);
    assertThat(earlier.hold(ORIGINAL.at(1, 2), ORIGINAL.at(1, 2), UPDATE)).isTrue();
    assertThat(earlier.hold(ORIGINAL.at(0, 2), ORIGINAL.at(0, 2), UPDATE)).isFalse();
  }

  @Test
  void aMarkThatNoReplayWouldMakeCountsForNothing() {
    sent("pages", 0, 9, new Replay(Kind.EVENT, 100, ORIGINAL), UPDATE);
    sent("events", 0, 9, new Replay(Kind.EVENT, 5_000, ORIGINAL), UPDATE);
    assertThat(earlier.hold(ORIGINAL, ORIGINAL, UPDATE)).isFalse();
  }
}

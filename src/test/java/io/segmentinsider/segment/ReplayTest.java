package io.segmentinsider.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.record.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {

  private static ConsumerRecord<byte[], byte[]> record(String topic, long timestamp) {
    return new ConsumerRecord<>(
        topic,
        0,
        7,
        timestamp,
        TimestampType.CREATE_TIME,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        null,
        null,
        new RecordHeaders(),
        Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(Replay.Kind.class)
  void theHeaderIsReadAsItWasWritten(Replay.Kind kind) {
    Replay replay =
        new Replay(kind, 1_777_627_800_000L, new SourcePosition("segment-events", 3, 12_345));
    var record = record("segment-events", 1_777_627_800_001L);
    record.headers().add(Replay.HEADER, replay.toHeader());
    assertThat(Replay.of(record)).isEqualTo(replay);

    Replay oneOfSeveral = new Replay(kind, 1, replay.original().at(4, 7));
    record.headers().add(Replay.HEADER, oneOfSeveral.toHeader());
    assertThat(Replay.of(record)).isEqualTo(oneOfSeveral);
  }

  @Test
  void theLastHeaderCounts() {
    Replay last = new Replay(Replay.Kind.EVENT, 2, new SourcePosition("t", 0, 2));
    var record = record("t", 3);
    record
        .headers()
        .add(
            Replay.HEADER,
            new Replay(Replay.Kind.UPDATE, 1, new SourcePosition("t", 0, 1)).toHeader())
        .add(Replay.HEADER, last.toHeader());
    assertThat(Replay.of(record)).isEqualTo(last);
  }

  @ParameterizedTest
  @CsvSource({
    "browser, 10, trusted, 5", // would make its topic's word count for more
    "trusted, 10, browser, 5", // the same the other way round: a mistake of whoever copied it
    "browser, 10, browser, 11", // would let its event be later than the record
    "browser, 10, browser, 4102444800000",
  })
  void aMarkThatNoReplayMakesCountsForNothing(
      String topic, long timestamp, String claimedTopic, long claimedTime) {
    var record = record(topic, timestamp);
    Replay forged =
        new Replay(Replay.Kind.EVENT, claimedTime, new SourcePosition(claimedTopic, 0, 1));
    record.headers().add(Replay.HEADER, forged.toHeader());
    assertThat(Replay.of(record)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "event",
        "event 1 t 0",
        "event 1 t 0 2 3",
        "event 1 t 0 2 3 four",
        "event 1 t 0 2 3 4 5",
        "event one t 0 2",
        "event 1 t zero 2",
        "event 1 t 0 99999999999999999999",
        "EVENT 1 t 0 2",
        "other 1 t 0 2",
      })
  void anythingElseIsNoMark(String header) {
    var record = record("t", 3);
    record.headers().add(Replay.HEADER, header.getBytes(StandardCharsets.UTF_8));
    assertThat(Replay.of(record)).isNull();
  }

  @Test
  void noHeaderAndAnEmptyOneAreNoMark() {
    var record = record("t", 3);
    assertThat(Replay.of(record)).isNull();
    record.headers().add(Replay.HEADER, null);
    assertThat(Replay.of(record)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {"device-1 | user-1", "none | user-1", "device-1 | none", "none | none"})
  void aStoredUpdateIsReadAsItWasWritten(@Nullable String anonymousId, @Nullable String userId)
      throws Exception {
    JsonObject user = json("{\"identifiers\":{\"uuid\":\"u\"},\"attributes\":{\"age\":7}}");
    StoredUpdate stored =
        new StoredUpdate("m-1", "Identify", 1_777_627_800_000L, anonymousId, userId, user);
    assertThat(StoredUpdate.of(json(new String(stored.toJson(), StandardCharsets.UTF_8))))
        .isEqualTo(stored);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"action\":\"a\",\"eventTime\":1,\"user\":{}}",
        "{\"messageId\":\"m\",\"eventTime\":1,\"user\":{}}",
        "{\"messageId\":\"m\",\"action\":\"a\",\"user\":{}}",
        "{\"messageId\":\"m\",\"action\":\"a\",\"eventTime\":\"1\",\"user\":{}}",
        "{\"messageId\":\"m\",\"action\":\"a\",\"eventTime\":1}",
        "{\"messageId\":\"m\",\"action\":\"a\",\"eventTime\":1,\"user\":[]}",
        "{\"type\":\"track\",\"event\":\"x\",\"messageId\":\"m\"}",
      })
  void anythingElseIsNoStoredUpdate(String text) throws Exception {
    assertThat(StoredUpdate.of(json(text))).isNull();
  }

  private static JsonObject json(String text) throws Exception {
    return (JsonObject) new JsonReader(10).read(text.getBytes(StandardCharsets.UTF_8));
  }
}

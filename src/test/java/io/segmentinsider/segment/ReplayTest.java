package io.segmentinsider.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.record.SourcePosition;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {

  @ParameterizedTest
  @EnumSource(Replay.Kind.class)
  void theHeaderIsReadAsItWasWritten(Replay.Kind kind) {
    Replay replay =
        new Replay(kind, 1_777_627_800_000L, new SourcePosition("segment-events", 3, 12_345));
    RecordHeaders headers = new RecordHeaders();
    headers.add(Replay.HEADER, replay.toHeader());
    assertThat(Replay.of(headers)).isEqualTo(replay);
  }

  @Test
  void theLastHeaderCounts() {
    Replay last = new Replay(Replay.Kind.EVENT, 2, new SourcePosition("t", 0, 2));
    RecordHeaders headers = new RecordHeaders();
    headers.add(
        Replay.HEADER, new Replay(Replay.Kind.UPDATE, 1, new SourcePosition("t", 0, 1)).toHeader());
    headers.add(Replay.HEADER, last.toHeader());
    assertThat(Replay.of(headers)).isEqualTo(last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "event",
        "event 1 t 0",
        "event 1 t 0 2 3",
        "event one t 0 2",
        "event 1 t zero 2",
        "event 1 t 0 99999999999999999999",
        "EVENT 1 t 0 2",
        "other 1 t 0 2",
      })
  void anythingElseIsNoMark(String header) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(Replay.HEADER, header.getBytes(StandardCharsets.UTF_8));
    assertThat(Replay.of(headers)).isNull();
  }

  @Test
  void noHeaderAndAnEmptyOneAreNoMark() {
    assertThat(Replay.of(new RecordHeaders())).isNull();
    assertThat(Replay.of(new RecordHeaders().add(Replay.HEADER, null))).isNull();
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

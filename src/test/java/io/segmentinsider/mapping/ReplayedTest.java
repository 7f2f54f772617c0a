package io.segmentinsider.mapping;

import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.TestSettings;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.Replay;
import io.segmentinsider.segment.SegmentEvent;
import io.segmentinsider.segment.StoredUpdate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What enters the mapping stage a second time. */
class ReplayedTest {

  private static final SourcePosition ORIGINAL = new SourcePosition("segment-events", 0, 1);
  private static final SourcePosition AGAIN = new SourcePosition("segment-events", 0, 9);
  private static final long RECORD_TIME = 1_777_627_800_000L;
  private static final long EVENT_TIME = RECORD_TIME - 60_000;

  private final EventParser parser = new EventParser(TestSettings.with().source());
  private final Mapper mapper = mapperWith("loyalty");

  private static Mapper mapperWith(String... customIdentifiers) {
    return Mapper.of(MappingText.preset("default"), Mapped.settings(List.of(customIdentifiers)));
  }

  private SegmentEvent event(byte[] value, Replay.Kind kind) {
    RawRecord record =
        new RawRecord(AGAIN, RECORD_TIME, value, new Replay(kind, RECORD_TIME, ORIGINAL));
    return ((EventParser.Result.Parsed) parser.parse(record).get(0)).event();
  }

  private Update replayed(String user, @Nullable String anonymousId, @Nullable String userId)
      throws Exception {
    MappingResult result = mapped(mapper, user, anonymousId, userId);
    assertThat(result.deadLetters()).isEmpty();
    assertThat(result.unmatched()).isFalse();
    return result.updates().get(0);
  }

  private MappingResult mapped(
      Mapper by, String user, @Nullable String anonymousId, @Nullable String userId)
      throws Exception {
    JsonObject json = (JsonObject) new JsonReader(20).read(user.getBytes(StandardCharsets.UTF_8));
    StoredUpdate stored = new StoredUpdate("m-1", "Track", EVENT_TIME, anonymousId, userId, json);
    return by.map(event(stored.toJson(), Replay.Kind.UPDATE));
  }

  /** Without a rung nobody would know whose it is, and two people could become one. */
  @Test
  void anIdentifierThatIsNoneAnyMoreIsLeftOut() throws Exception {
    MappingResult result =
        mapped(
            mapperWith(),
            "{\"identifiers\":{\"custom\":{\"segment_anonymous_id\":\"d\",\"loyalty\":\"9\"}},"
                + "\"events\":[{\"event_name\":\"e\"}]}",
            "d",
            null);
    assertThat(result.updates().get(0).identifiers()).containsExactly(Identifier.device("d"));
    assertThat(result.repairs())
        .extracting(Repair::kind)
        .containsExactly(Repair.Kind.IDENTIFIER_SWITCHED_OFF);
  }

  @Test
  void anUpdateWhoseIdentifiersAreAllNoneAnyMoreIsRefused() throws Exception {
    MappingResult result =
        mapped(
            mapperWith(),
            "{\"identifiers\":{\"custom\":{\"loyalty\":\"9\"}},\"events\":[{\"event_name\":\"e\"}]}",
            null,
            null);
    assertThat(result.updates()).isEmpty();
    assertThat(result.deadLetters())
        .extracting(DeadLetter::reason)
        .containsExactly(Reason.NO_IDENTIFIER);
  }

  static Stream<Arguments> objects() {
    return Stream.of(
            update("a").user("u").event("one").event("two").build(),
            update("b").user("u").email("a@b.co").attribute("age", "7").build(),
            update("c")
                .user("u")
                .attribute("name", "\"Ann\"")
                .custom("size", "[1,2.5,\"x\"]")
                .event("one")
                .build(),
            update("e").user("u").removed("city", false).build(),
            update("f").user("u").custom("seats", "3").removed("plan", true).event("e").build(),
            update("d")
                .device("d")
                .identifier(Identifier.custom("loyalty", "9"))
                .event("e")
                .build())
        .map(made -> Arguments.of(made, write(made)));
  }

  private static String write(Update update) {
    return new String(
        UserObjectWriter.write(update, update.data().decode()), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("objects")
  void aStoredUpdateLeavesByteForByteAsItWas(Update before, String json) throws Exception {
    Update again = replayed(json, before.anonymousId(), before.userId());

    assertThat(write(again)).isEqualTo(json);
    assertThat(again.owner()).isEqualTo(before.owner());
    assertThat(again.replayed()).isTrue();
    assertThat(again.origin()).isEqualTo(AGAIN);
    assertThat(again.recordTime()).isEqualTo(RECORD_TIME);
    assertThat(again.eventTime()).isEqualTo(EVENT_TIME);
    assertThat(again.messageId()).isEqualTo("m-1");
    assertThat(again.mappingName()).isEqualTo("Track");
  }

  /** What a link had filled in teaches no link. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        // the event's own ids, whether it named the user
        "none, u, true",
        "d, u, true",
        "d, none, false",
        "d, other, false",
        "none, none, true",
      })
  void onlyAUserThatTheEventNamedIsAnIdentifier(
      @Nullable String anonymousId, @Nullable String userId, boolean named) throws Exception {
    Update again =
        replayed(
            "{\"identifiers\":{\"uuid\":\"u\"},\"events\":[{\"event_name\":\"one\"}]}",
            anonymousId,
            userId);
    assertThat(again.owner()).isEqualTo(Identifier.uuid("u").key());
    assertThat(again.namedUserId()).isEqualTo(named ? "u" : null);
    assertThat(again.stitchedUserId()).isEqualTo(named ? null : "u");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void consentIsReadFromAStoredUpdate(boolean optin) throws Exception {
    Update again =
        replayed(
            "{\"identifiers\":{\"uuid\":\"u\"},\"attributes\":{\"gdpr_optin\":" + optin + "}}",
            null,
            "u");
    assertThat(again.gdprOptin()).isEqualTo(optin);
    assertThat(again.ownersOptin().at()).isEqualTo(EVENT_TIME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPSERT         | {"type":"track","event":"x","userId":"u"}
          UPSERT         | {"type":"identify","userId":"u","traits":{"age":7}}
          LINK           | {"type":"identify","userId":"u","anonymousId":"d"}
          CHANGE_USER_ID | {"type":"alias","userId":"u","previousId":"v"}
          DELETE         | {"type":"track","event":"User Deleted","userId":"u"}
          DELETE         | {"type":"delete","userId":"u"}
          SUPPRESS       | {"type":"track","event":"User Suppressed","userId":"u"}
          SUPPRESS       | {"type":"suppress","userId":"u"}
          UNSUPPRESS     | {"type":"unsuppress","userId":"u"}
          """)
  void anEventIsMappedAnewAndPassesTheCheckForRepeats(Operation operation, String json) {
    List<Update> updates =
        mapper.map(event(json.getBytes(StandardCharsets.UTF_8), Replay.Kind.EVENT)).updates();
    assertThat(updates)
        .singleElement()
        .satisfies(
            again -> {
              assertThat(again.operation()).isEqualTo(operation);
              assertThat(again.replayed()).isTrue();
              assertThat(again.recordTime()).isEqualTo(RECORD_TIME);
            });
  }

  @Test
  void anUpdateThatIsNoneIsRefusedWithItsBytes() {
    RawRecord record =
        new RawRecord(
            AGAIN,
            RECORD_TIME,
            "{\"type\":\"track\"}".getBytes(StandardCharsets.UTF_8),
            new Replay(Replay.Kind.UPDATE, RECORD_TIME, ORIGINAL));
    assertThat(parser.parse(record)).singleElement().isInstanceOf(EventParser.Result.Refused.class);
  }
}

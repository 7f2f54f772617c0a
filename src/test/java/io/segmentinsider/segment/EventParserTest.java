package io.segmentinsider.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.TestSettings;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventParserTest {

  private static final long KAFKA_TIME = Instant.parse("2026-11-01T10:00:00Z").toEpochMilli();
  private static final int MAX_BYTES = 100_000;

  private final EventParser parser =
      new EventParser(
          TestSettings.with("source.max-event-size", MAX_BYTES + " b", "source.max-depth", "10")
              .source());

  private EventParser.Result parse(byte[] bytes) {
    return parser.parse(new RawRecord(new SourcePosition("t", 0, 0), KAFKA_TIME, bytes)).get(0);
  }

  private EventParser.Result parse(String json) {
    return parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private SegmentEvent parsed(String json) {
    return ((EventParser.Result.Parsed) parse(json)).event();
  }

  private Reason refused(String json) {
    return ((EventParser.Result.Refused) parse(json)).reason();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                            | EMPTY_MESSAGE
          `   `                                         | EMPTY_MESSAGE
          undefined                                     | INVALID_JSON
          <html><body>502 Bad Gateway</body></html>     | INVALID_JSON
          {'type':'track'}                              | INVALID_JSON
          {"type":"track"                               | INVALID_JSON
          {"type":"track","event":"x"}}                 | INVALID_JSON
          {"type":"track","event":"x"} {}               | INVALID_JSON
          [{"type":"track","event":"x"}]                | NOT_AN_OBJECT
          null                                          | NOT_AN_OBJECT
          true                                          | NOT_AN_OBJECT
          7                                             | NOT_AN_OBJECT
          "track"                                       | NOT_AN_OBJECT
          {}                                            | MISSING_TYPE
          {"type":null}                                 | MISSING_TYPE
          {"type":7}                                    | MISSING_TYPE
          {"type":""}                                   | MISSING_TYPE
          {"type":"purchase"}                           | UNKNOWN_TYPE
          {"type":"Track","event":"x"}                  | UNKNOWN_TYPE
          {"type":"track"}                              | MISSING_EVENT_NAME
          {"type":"track","event":"  "}                 | MISSING_EVENT_NAME
          {"type":"track","event":{"name":"x"}}         | MISSING_EVENT_NAME
          {"type":"page","timestamp":"the day before"}  | BAD_TIMESTAMP
          {"type":"page","timestamp":{"at":1}}          | BAD_TIMESTAMP
          {"type":"page","timestamp":true}              | BAD_TIMESTAMP
          {"type":"page","timestamp":"2024-13-45"}      | BAD_TIMESTAMP
          """)
  void refuses(String json, Reason reason) {
    assertThat(refused(json)).isEqualTo(reason);
  }

  @Test
  void aRecordWithoutAValueIsRefused() {
    assertThat(((EventParser.Result.Refused) parse((byte[]) null)).reason())
        .isEqualTo(Reason.EMPTY_MESSAGE);
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] bytes = "{\"type\":\"page\",\"name\":\"?\"}".getBytes(StandardCharsets.UTF_8);
    bytes[23] = (byte) 0xff;
    assertThat(((EventParser.Result.Refused) parse(bytes)).reason()).isEqualTo(Reason.INVALID_UTF8);
  }

  @Test
  void refusesDeepNesting() {
    assertThat(refused("{\"type\":\"page\",\"a\":" + "[".repeat(11) + "]".repeat(11) + "}"))
        .isEqualTo(Reason.TOO_DEEP);
    assertThat(refused("[".repeat(50_000))).isEqualTo(Reason.TOO_DEEP);
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertThat(refused("{\"type\":\"page\",\"a\":\"" + "x".repeat(MAX_BYTES) + "\"}"))
        .isEqualTo(Reason.TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-05-15T01:51:34.608Z, 2024-05-15T01:51:34.608Z",
    "2024-05-15T01:51:34Z, 2024-05-15T01:51:34Z",
    "2024-05-31T01:51:34.608Z, 2024-05-31T01:51:34.608Z",
    "2024-02-29T01:51:34.608Z, 2024-02-29T01:51:34.608Z",
    "2024-05-15T01:51:34.608123Z, 2024-05-15T01:51:34.608Z",
    "2024-05-15T04:51:34.608+03:00, 2024-05-15T01:51:34.608Z",
    "2024-05-15T04:51:34+0300, 2024-05-15T01:51:34Z",
    "2024-05-15T01:51:34, 2024-05-15T01:51:34Z",
    "2024-05-15 01:51:34, 2024-05-15T01:51:34Z",
    "2024-05-15, 2024-05-15T00:00:00Z",
    "'Wed, 15 May 2024 01:51:34 GMT', 2024-05-15T01:51:34Z",
  })
  void readsTimestamps(String text, Instant expected) {
    assertThat(parsed("{\"type\":\"page\",\"timestamp\":\"" + text + "\"}").eventTime())
        .isEqualTo(expected.toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({"1715737894, 1715737894000", "1715737894608, 1715737894608"})
  void readsNumbersAsSecondsOrMilliseconds(String number, long expected) {
    assertThat(parsed("{\"type\":\"page\",\"timestamp\":" + number + "}").eventTime())
        .isEqualTo(expected);
  }

  @Test
  void aMissingTimestampFallsBack() {
    assertThat(
            parsed(
                    "{\"type\":\"page\",\"timestamp\":null,"
                        + "\"originalTimestamp\":\"2024-05-15T00:00:00Z\","
                        + "\"receivedAt\":\"2025-05-15T00:00:00Z\"}")
                .eventTime())
        .isEqualTo(Instant.parse("2024-05-15T00:00:00Z").toEpochMilli());
    assertThat(parsed("{\"type\":\"page\",\"receivedAt\":\"2025-05-15T00:00:00Z\"}").eventTime())
        .isEqualTo(Instant.parse("2025-05-15T00:00:00Z").toEpochMilli());
    assertThat(parsed("{\"type\":\"page\"}").eventTime()).isEqualTo(KAFKA_TIME);
  }

  @Test
  void idsMayBeNumbersAndNothingElse() {
    SegmentEvent event = parsed("{\"type\":\"page\",\"userId\":507,\"anonymousId\":\" a \"}");
    assertThat(event.userId()).isEqualTo("507");
    assertThat(event.anonymousId()).isEqualTo("a");
    SegmentEvent object = parsed("{\"type\":\"page\",\"userId\":{\"id\":1},\"anonymousId\":\"\"}");
    assertThat(object.userId()).isNull();
    assertThat(object.anonymousId()).isNull();
  }

  @Test
  void idsKeepAllTheirDigits() {
    SegmentEvent event =
        parsed(
            "{\"type\":\"page\",\"userId\":720982911946154509,"
                + "\"anonymousId\":9007199254740993,\"messageId\":1234567890123456789}");
    assertThat(event.userId()).isEqualTo("720982911946154509");
    assertThat(event.anonymousId()).isEqualTo("9007199254740993");
    assertThat(event.messageId()).isEqualTo("1234567890123456789");
  }

  @Test
  void aNumberThatIsNoneIsNoId() {
    assertThat(parsed("{\"type\":\"page\",\"userId\":1e400}").userId()).isNull();
    assertThat(parsed("{\"type\":\"page\",\"userId\":-1e400}").userId()).isNull();
  }

  @Test
  void halfACharacterInAnIdIsReplacedBeforeAnythingIsKeyed() {
    SegmentEvent event =
        parsed(
            "{\"type\":\"page\",\"userId\":\"u\\ud83d\",\"anonymousId\":\"\\ude00d\","
                + "\"messageId\":\"m\\udfff\"}");
    assertThat(event.userId()).isEqualTo("u�");
    assertThat(event.anonymousId()).isEqualTo("�d");
    assertThat(event.messageId()).isEqualTo("m�");
  }

  @Test
  void eventsThatDifferInTheLastDigitOfANumberAreTwo() {
    assertThat(parsed("{\"type\":\"page\",\"name\":720982911946154508}").messageId())
        .isNotEqualTo(parsed("{\"type\":\"page\",\"name\":720982911946154509}").messageId());
  }

  @Test
  void aStoredUpdateIsReadLikeAnEvent() {
    byte[] stored =
        ("{\"messageId\":\"m\\ud83d\",\"action\":\"a\",\"eventTime\":4102444800000,"
                + "\"userId\":\"u\\ud83d\",\"user\":{\"identifiers\":{\"uuid\":\"u\\ud83d\"}}}")
            .getBytes(StandardCharsets.UTF_8);
    SourcePosition original = new SourcePosition("t", 0, 0);
    Replay replay = new Replay(Replay.Kind.UPDATE, KAFKA_TIME, original);
    RawRecord record = new RawRecord(new SourcePosition("t", 0, 1), KAFKA_TIME, stored, replay);
    SegmentEvent event = ((EventParser.Result.Parsed) parser.parse(record).get(0)).event();
    assertThat(event.messageId()).isEqualTo("m�");
    assertThat(event.userId()).isEqualTo("u�");
    assertThat(event.eventTime()).isEqualTo(KAFKA_TIME);
  }

  @Test
  void withoutAMessageIdTheContentStandsInForItWhateverItsTransport() {
    String one =
        parsed("{\"type\":\"page\",\"name\":\"x\",\"sentAt\":\"2024-05-15T00:00:00Z\"}")
            .messageId();
    String again =
        parsed("{\"name\":\"x\",\"sentAt\":\"2024-05-15T00:00:09Z\",\"type\":\"page\"}")
            .messageId();
    String other = parsed("{\"type\":\"page\",\"name\":\"y\"}").messageId();
    assertThat(one).startsWith("sha256:").isEqualTo(again).isNotEqualTo(other);
  }

  @Property(tries = 500)
  void neverThrows(@ForAll @Size(max = 200) byte[] bytes) {
    assertThat(parse(bytes)).isNotNull();
  }

  @Property(tries = 500)
  void neverThrowsOnAnEventThatWasDamaged(@ForAll byte noise, @ForAll short at) {
    byte[] event =
        ("{\"type\":\"track\",\"event\":\"Ünder\",\"properties\":{\"a\":[1,2.5e3,null,true]},"
                + "\"timestamp\":\"2024-05-15T01:51:34.608Z\"}")
            .getBytes(StandardCharsets.UTF_8);
    event[Math.floorMod(at, event.length)] = noise;
    assertThat(parse(event)).isNotNull();
  }
}

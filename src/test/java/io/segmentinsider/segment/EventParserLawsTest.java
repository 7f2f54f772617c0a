package io.segmentinsider.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.TestSettings;
import io.segmentinsider.record.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What holds for any bytes, made by chance and by a grammar of hostile JSON. */
class EventParserLawsTest {

  private static final SourcePosition AT = new SourcePosition("t", 1, 2);
  private static final long END = Instant.parse("2201-01-01T00:00:00Z").toEpochMilli();
  private static final long LEAD = 300_000;

  private static final List<EventParser> PARSERS =
      Stream.of("", "$", "payload", "batch", "a.b").map(EventParserLawsTest::parser).toList();

  private static EventParser parser(String path) {
    return new EventParser(
        TestSettings.with(
                "source.max-depth", "12", "source.max-events", "5", "source.envelope", path)
            .source());
  }

  /** Whatever stands in a field: every type, ill-formed, huge, tiny, deep, wide. */
  private static Arbitrary<String> values(int depth) {
    Arbitrary<String> scalars =
        Arbitraries.of(
            "null",
            "true",
            "0",
            "-0",
            "-1",
            "404",
            "1e400",
            "-1e400",
            "1e-400",
            "720982911946154509",
            "9223372036854775808",
            "0.1234567890123456789",
            "9".repeat(400),
            "1." + "0".repeat(500) + "1",
            "1793527208",
            "1793527208000000000",
            "\"\"",
            "\" \"",
            "\"u\"",
            "\"\\ud83d\"",
            "\"a\\ude00\\ud83d\\ude00\"",
            "\"\\u0000\\u001f\\u007f\\u2028\\ufeff\"",
            "\"\\\"\\\\\\/\"",
            "\"+292278995-01-01T00:00:00Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"2026-11-01T10:00:08.123Z\"",
            "\"2031-02-03\"",
            "\"1793527208\"",
            "\"Sun Nov 01 2026 10:00:08 GMT+0000 (x)\"",
            "{\"$date\":{\"$numberLong\":\"1793527208000\"}}",
            "\"{\\\"type\\\":\\\"page\\\"}\"",
            "\"eyJ0eXBlIjoicGFnZSJ9\"",
            "\"" + "x".repeat(2_000) + "\"",
            "\"٣\"",
            "\"😀\"",
            "{",
            "]",
            "NaN",
            "'a'",
            "");
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<String> lists =
        values(depth - 1).list().ofMaxSize(8).map(items -> "[" + String.join(",", items) + "]");
    return Arbitraries.frequencyOf(
        Tuple.of(4, scalars), Tuple.of(1, lists), Tuple.of(3, objects(depth - 1)));
  }

  private static Arbitrary<String> objects(int depth) {
    Arbitrary<String> names =
        Arbitraries.of(
            "type",
            "event",
            "messageId",
            "userId",
            "anonymousId",
            "timestamp",
            "originalTimestamp",
            "sentAt",
            "receivedAt",
            "context",
            "integrations",
            "properties",
            "payload",
            "batch",
            "a",
            "b",
            "a\\ud83d",
            "a\\ud83e",
            "",
            "$date",
            "n".repeat(300));
    return Combinators.combine(
            Arbitraries.of("", "\"type\":\"page\",", "\"type\":\"track\",\"event\":\"E\","),
            names.list().ofMaxSize(7),
            values(depth).list().ofSize(7))
        .as(
            (start, keys, members) -> {
              List<String> all = new ArrayList<>();
              for (int i = 0; i < keys.size(); i++) {
                all.add("\"" + keys.get(i) + "\":" + members.get(i));
              }
              String text = "{" + start + String.join(",", all) + "}";
              return text.replace(",}", "}");
            });
  }

  @Provide
  Arbitrary<String> records() {
    Arbitrary<String> around =
        Arbitraries.of(
            "%s",
            " %s\n",
            "\uFEFF%s",
            "%s{}",
            "%s,",
            "[%s]",
            "[%s,%s]",
            "{\"payload\":%s}",
            "{\"batch\":[%s,%s],\"context\":{\"a\":1}}",
            "{\"a\":{\"b\":[%s]}}",
            "[[[[[[[[[[[[[%s]]]]]]]]]]]]]");
    return Combinators.combine(around, objects(2)).as((form, event) -> form.replace("%s", event));
  }

  @Property(tries = 1_500)
  void anyJsonEndsInEventsOrRefusals(@ForAll("records") String record) throws IOException {
    requireLaws(record.getBytes(StandardCharsets.UTF_8), 1_793_527_208_000L);
  }

  @Property(tries = 400)
  void aDamagedRecordKeepsTheLaws(
      @ForAll("records") String record, @ForAll byte noise, @ForAll int at, @ForAll long recordTime)
      throws IOException {
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    bytes[Math.floorMod(at, bytes.length)] = noise;
    requireLaws(bytes, recordTime);
  }

  @Property(tries = 400)
  void anyBytesKeepTheLaws(@ForAll @Size(max = 60) byte[] bytes) throws IOException {
    requireLaws(bytes, RawRecord.NO_TIMESTAMP);
  }

  private static void requireLaws(byte[] bytes, long recordTime) throws IOException {
    for (EventParser parser : PARSERS) {
      for (Replay.Kind kind : new Replay.Kind[] {null, Replay.Kind.EVENT, Replay.Kind.UPDATE}) {
        Replay replay = kind == null ? null : new Replay(kind, recordTime, AT);
        List<EventParser.Result> results =
            parser.parse(new RawRecord(AT, recordTime, bytes, replay));
        assertThat(results).isNotEmpty().hasSizeLessThanOrEqualTo(5);
        for (int i = 0; i < results.size(); i++) {
          SourcePosition place = results.size() == 1 ? AT : AT.at(i, results.size());
          if (results.get(i) instanceof EventParser.Result.Parsed parsed) {
            requireLaws(parsed.event(), place, recordTime);
          } else {
            EventParser.Result.Refused refused = (EventParser.Result.Refused) results.get(i);
            assertThat(refused.origin()).isEqualTo(place);
            assertThat(refused.original()).isNotNull();
            assertThat(refused.detail()).isNotBlank();
            requireWellFormed(refused.messageId());
          }
        }
      }
    }
  }

  private static void requireLaws(SegmentEvent event, SourcePosition place, long recordTime)
      throws IOException {
    assertThat(event.origin()).isEqualTo(place);
    requireWellFormed(event.messageId());
    requireWellFormed(event.userId());
    requireWellFormed(event.anonymousId());
    requireWellFormed(event.json().toString());
    assertThat(event.eventTime()).isNotNegative();
    if (recordTime >= 0 && recordTime < END) {
      assertThat(event.eventTime()).isLessThan(END).isLessThanOrEqualTo(recordTime + LEAD);
    }
    DataOutputSerializer out = new DataOutputSerializer(512);
    new SegmentEventFormat().write(event, out);
    SegmentEvent read =
        new SegmentEventFormat().read(new DataInputDeserializer(out.getCopyOfBuffer()));
    assertThat(read.json().toString()).isEqualTo(event.json().toString());
    assertThat(read.origin()).isEqualTo(event.origin());
    assertThat(read.userId()).isEqualTo(event.userId());
    assertThat(read.repairs()).isEqualTo(event.repairs());
  }

  /** A receiver must see the same text, or it looks for it under another key. */
  private static void requireWellFormed(@Nullable String text) {
    if (text != null) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }
}

package io.segmentinsider.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.TestSettings;
import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

  private static final SourcePosition AT = new SourcePosition("t", 3, 17);
  private static final String EVENT = "{'type':'page','name':'n','userId':'u'}";

  private static EventParser parser(@Nullable String path, String... options) {
    Map<String, String> all = new HashMap<>();
    if (path != null) {
      all.put("source.envelope", path);
    }
    for (int i = 0; i < options.length; i += 2) {
      all.put(options[i], options[i + 1]);
    }
    return new EventParser(TestSettings.with(all).source());
  }

  private static List<EventParser.Result> parse(@Nullable String path, String json) {
    return parse(parser(path), json);
  }

  private static List<EventParser.Result> parse(EventParser parser, String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return parser.parse(new RawRecord(AT, 1_793_527_208_000L, bytes));
  }

  private static SegmentEvent event(EventParser.Result result) {
    return ((EventParser.Result.Parsed) result).event();
  }

  private static EventParser.Result.Refused refusal(List<EventParser.Result> results) {
    assertThat(results).hasSize(1);
    return (EventParser.Result.Refused) results.get(0);
  }

  @Nested
  class WhatStandsOnce {

    private static String batch(int events, String context) {
      return "{'context':{'k':'"
          + context
          + "'},'batch':["
          + String.join(",", Collections.nCopies(events, EVENT))
          + "]}";
    }

    @Test
    void isCopiedIntoEachEvent() {
      assertThat(parse("$", batch(1_000, "x".repeat(30_000)))).hasSize(1_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {40_000, 1_000_000, 3_000_000})
    void doesNotFillTheMemory(int size) {
      assertThat(refusal(parse("$", batch(1_000, "x".repeat(size)))).reason())
          .isEqualTo(Reason.TOO_LARGE);
      String list = batch(1_000, "x".repeat(size)).replace("'batch'", "'events'");
      assertThat(refusal(parse("events", list)).detail()).contains("source.max-event-size");
    }

    /** As many names as fit into a record, for each of its events. */
    @Test
    void doesNotFillTheMemoryWithNames() {
      StringBuilder names = new StringBuilder();
      for (int i = 0; i < 100_000; i++) {
        names.append("','k").append(i).append("':'");
      }
      assertThat(refusal(parse("$", batch(2_000, names.toString()))).reason())
          .isEqualTo(Reason.TOO_LARGE);
    }
  }

  @Nested
  class OneEvent {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            payload      | {"schema":{"type":"struct"},"payload":EVENT}
            detail       | {"version":"0","detail-type":"x","source":"s","detail":EVENT}
            $.detail     | {"detail":EVENT}
            message.data | {"message":{"data":EVENT,"attributes":{}},"subscription":"s"}
            data         | {"specversion":"1.0","type":"com.example.event","data":EVENT}
            $            | EVENT
            $            | [EVENT]
            payload      | [{"payload":EVENT}]
            payload      | EVENT
            batch        | EVENT
            batch        | {"batch":[EVENT]}
            $            | {"batch":[EVENT]}
            Records.body | {"Records":[{"body":EVENT}]}
            """)
    void isFoundAtThePath(String path, String record) {
      List<EventParser.Result> results = parse(path, record.replace("EVENT", EVENT));
      assertThat(results).hasSize(1);
      SegmentEvent event = event(results.get(0));
      assertThat(event.type()).isEqualTo("page");
      assertThat(event.userId()).isEqualTo("u");
      assertThat(event.origin()).isEqualTo(AT);
      assertThat(event.json().toString()).isEqualTo(EVENT.replace('\'', '"'));
      assertThat(event.original()).asString(StandardCharsets.UTF_8).contains("\"type\":\"page\"");
    }

    @Test
    void mayBeJsonAsText() {
      String text = EVENT.replace('\'', '"').replace("\"", "\\\"");
      assertThat(event(parse("Message", "{\"Message\":\" " + text + "\\n\"}").get(0)).userId())
          .isEqualTo("u");
    }

    @Test
    void mayBeBase64() {
      byte[] json = EVENT.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      String text = Base64.getEncoder().encodeToString(json);
      assertThat(
              event(parse("message.data", "{'message':{'data':'" + text + "'}}").get(0)).userId())
          .isEqualTo("u");
      assertThat(
              event(parse("kinesis.data", "[{'kinesis':{'data':'" + text + "'}}]").get(0)).userId())
          .isEqualTo("u");
    }

    @Test
    void thatIsRefusedKeepsTheBytesOfItsRecord() {
      String record = "{\"payload\":{\"type\":\"purchase\"}}";
      EventParser.Result.Refused refused = refusal(parse("payload", record));
      assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_TYPE);
      assertThat(refused.original()).asString(StandardCharsets.UTF_8).isEqualTo(record);
      assertThat(refused.origin()).isEqualTo(AT);
    }
  }

  @Nested
  class SeveralEvents {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            $             | [A,B]
            batch         | {"batch":[A,B]}
            $             | {"batch":[A,B]}
            payload       | {"batch":[A,B]}
            payload       | [{"batch":[A]},{"payload":{"batch":[B]}}]
            payload       | {"payload":[A,B]}
            payload       | {"payload":{"batch":[A,B]}}
            payload.batch | {"payload":{"batch":[A,B]}}
            payload       | [{"payload":A},{"payload":B}]
            payload       | [{"payload":A},B]
            records.value | {"records":[{"value":A},{"value":B}]}
            records.value | {"records":[{"value":[A]},{"value":{"batch":[B]}}]}
            """)
    void haveAPlaceInTheirRecord(String path, String record) {
      List<EventParser.Result> results =
          parse(
              path,
              record
                  .replace("A", "{'type':'page','userId':'a'}")
                  .replace("B", "{'type':'page','userId':'b'}"));
      assertThat(results).hasSize(2);
      assertThat(event(results.get(0)).userId()).isEqualTo("a");
      assertThat(event(results.get(0)).origin()).isEqualTo(AT.at(0, 2));
      assertThat(event(results.get(1)).userId()).isEqualTo("b");
      assertThat(event(results.get(1)).origin()).isEqualTo(AT.at(1, 2));
    }

    @Test
    void aWrongOneIsRefusedAloneWithItsPlace() {
      List<EventParser.Result> results =
          parse("$", "[" + EVENT + ",7,null,{},{'type':'page','timestamp':'x'}," + EVENT + "]");
      assertThat(results).hasSize(6);
      assertThat(results)
          .extracting(r -> r instanceof EventParser.Result.Refused no ? no.reason() : null)
          .containsExactly(
              null,
              Reason.NOT_AN_OBJECT,
              Reason.NOT_AN_OBJECT,
              Reason.MISSING_TYPE,
              Reason.BAD_TIMESTAMP,
              null);
      EventParser.Result.Refused refused = (EventParser.Result.Refused) results.get(4);
      assertThat(refused.origin()).isEqualTo(AT.at(4, 6));
      assertThat(refused.original())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo("{\"type\":\"page\",\"timestamp\":\"x\"}");
    }

    @Test
    void takeFromTheirBatchWhatTheyDoNotSay() {
      List<EventParser.Result> results =
          parse(
              "batch",
              "{'sentAt':'2026-11-01T10:00:00Z','context':{'locale':'tr','app':{'name':'x'}},"
                  + "'integrations':{'All':false},'writeKey':'w','batch':["
                  + "{'type':'page','context':{'locale':'en'}},"
                  + "{'type':'page','sentAt':'2026-11-01T09:00:00Z','integrations':null,"
                  + "'context':7}]}");
      assertThat(event(results.get(0)).json().toString())
          .isEqualTo(
              "{\"type\":\"page\",\"context\":{\"locale\":\"en\",\"app\":{\"name\":\"x\"}},"
                  + "\"sentAt\":\"2026-11-01T10:00:00Z\",\"integrations\":{\"All\":false}}");
      assertThat(event(results.get(1)).json().toString())
          .isEqualTo(
              "{\"type\":\"page\",\"sentAt\":\"2026-11-01T09:00:00Z\","
                  + "\"integrations\":{\"All\":false},\"context\":7}");
      assertThat(event(results.get(0)).original())
          .asString(StandardCharsets.UTF_8)
          .isEqualTo(event(results.get(0)).json().toString());
    }

    @Test
    void areReadAsTheyAreWrittenAndAsJavaScriptReadsThem() {
      List<EventParser.Result> results =
          parse(
              "$", "{'batch':[{'type':'page','userId':720982911946154509},{'type':'page','a':1}]}");
      assertThat(event(results.get(0)).userId()).isEqualTo("720982911946154509");
      assertThat(event(results.get(0)).javaScript().toString()).contains("720982911946154500");
      assertThat(event(results.get(0)).original())
          .asString(StandardCharsets.UTF_8)
          .contains("720982911946154509");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            $             | []
            batch         | {"batch":[]}
            $             | {"batch":[]}
            payload       | {"payload":[]}
            payload       | {"payload":{"batch":[]}}
            records.value | {"records":[]}
            """)
    void thatAreNoneEndAsOneDeadLetter(String path, String record) {
      EventParser.Result.Refused refused = refusal(parse(path, record));
      assertThat(refused.reason()).isEqualTo(Reason.EMPTY_MESSAGE);
      assertThat(refused.origin()).isEqualTo(AT);
    }

    @Test
    void moreThanAllowedAreOneRefusal() {
      EventParser parser = parser("$", "source.max-events", "3");
      assertThat(parse(parser, "[1,2,3]")).hasSize(3);
      for (String tooMany : new String[] {"[1,2,3,4]", "{'batch':[1,2,3,4]}", "[[1,2],[3,4]]"}) {
        EventParser.Result.Refused refused = refusal(parse(parser, tooMany));
        assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(refused.detail()).contains("source.max-events");
      }
    }
  }

  @Nested
  class NoEnvelope {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {"schema":{"type":"struct"},"payload":EVENT}                 | payload
            {"detail":EVENT,"source":"s"}                                | detail
            {"message":{"data":EVENT}}                                   | message.data
            {"message":{"data":"eyJ0eXBlIjoicGFnZSJ9"}}                  | message.data
            {"Message":"{\\"type\\":\\"page\\"}"}                        | Message
            {"records":[{"value":EVENT}]}                                | records.value
            {"Records":[{"kinesis":{"data":"eyJ0eXBlIjoicGFnZSJ9"}}]}    | Records.kinesis.data
            {"batch":[EVENT],"sentAt":"2026-11-01T10:00:00Z"}            | batch
            {"type":"com.example.event","data":EVENT}                    | data
            [EVENT,EVENT]                                                | $
            [{"payload":EVENT}]                                          | payload
            """)
    void isAssumedButTheRefusalSaysWhichOneItLooksLike(String record, String path) {
      String json = record.replace("EVENT", EVENT);
      EventParser.Result.Refused refused = refusal(parse(parser(null), json));
      assertThat(refused.detail()).contains("source.envelope: " + path + " would");
      assertThat(parse(path, json)).allMatch(r -> r instanceof EventParser.Result.Parsed);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"{}", "[]", "7", "null", "{'a':{'type':'page'}}", "{'payload':{'type':'x'}}"})
    void nothingIsGuessedWhereNothingLooksLikeAnEvent(String record) {
      assertThat(refusal(parse(parser(null), record)).detail()).doesNotContain("source.envelope");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          payload   | {"detail":EVENT}     | MISSING_TYPE
          payload   | {"payload":null}     | NOT_AN_OBJECT
          payload   | {"payload":"x"}      | NOT_AN_OBJECT
          payload   | {"payload":"{x"}     | NOT_AN_OBJECT
          payload   | {}                   | MISSING_TYPE
          payload   | 7                    | NOT_AN_OBJECT
          a.b.c     | {"a":{"b":7}}        | MISSING_TYPE
          a         | [1,2]                | NOT_AN_OBJECT
          """)
  void aPathThatLeadsToNoEventIsOneDeadLetter(String path, String record, Reason reason) {
    EventParser.Result.Refused refused = refusal(parse(path, record.replace("EVENT", EVENT)));
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.origin()).isEqualTo(AT);
    assertThat(refused.original()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "a.", ".a", "a..b", "$."})
  void aPathThatIsNoneIsRefusedAtStart(String path) {
    Assertions.assertThatThrownBy(() -> parser(path))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("source.envelope");
  }
}

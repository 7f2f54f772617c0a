package io.segmentinsider.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.record.Repair;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

  private static final ClockLead LEAD = ClockLead.of(Duration.ofMinutes(5));
  private static final long RECORD_TIME = Instant.parse("2026-11-01T10:00:10Z").toEpochMilli();

  private static JsonObject event(String json) throws JsonException {
    return (JsonObject) new JsonReader().read(json.replace('\'', '"'));
  }

  private static EventTime time(String json) throws JsonException {
    return EventTime.of(event(json), RECORD_TIME, LEAD);
  }

  private static OptionalLong read(String json) throws JsonException {
    return EventTime.read(event("{'t':" + json + "}").get("t"));
  }

  @Nested
  class Values {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            2026-11-01T10:00:08.123Z                                      | 2026-11-01T10:00:08.123Z
            2026-11-01T10:00:08Z                                          | 2026-11-01T10:00:08Z
            2026-11-01T10:00Z                                             | 2026-11-01T10:00:00Z
            2026-11-01t10:00:08z                                          | 2026-11-01T10:00:08Z
            2026-11-01T10:00:08,5Z                                        | 2026-11-01T10:00:08.500Z
            2026-11-01T10:00:08.123456789Z                                | 2026-11-01T10:00:08.123Z
            2026-11-01T13:00:08+03:00                                     | 2026-11-01T10:00:08Z
            2026-11-01T13:00:08+0300                                      | 2026-11-01T10:00:08Z
            2026-11-01T13:00:08+03                                        | 2026-11-01T10:00:08Z
            2026-11-01T04:30:08-05:30                                     | 2026-11-01T10:00:08Z
            2026-11-01T13:00:08+03:00[Europe/Istanbul]                    | 2026-11-01T10:00:08Z
            2026-11-01T10:00:08Z[UTC]                                     | 2026-11-01T10:00:08Z
            2026-11-01T10:00:08                                           | 2026-11-01T10:00:08Z
            2026-11-01 10:00:08                                           | 2026-11-01T10:00:08Z
            2026-11-01  10:00:08                                          | 2026-11-01T10:00:08Z
            2026-11-01 10:00:08.123456+00:00                              | 2026-11-01T10:00:08.123Z
            2026-11-01 13:00:08 +0300                                     | 2026-11-01T10:00:08Z
            2026-11-01 10:00:08 UTC                                       | 2026-11-01T10:00:08Z
            2026-11-01 10:00:08.5 +0000 UTC                               | 2026-11-01T10:00:08.500Z
            2026-11-01 13:00:08.5 +0300 +03 m=+0.000123                   | 2026-11-01T10:00:08.500Z
            2026/11/01 10:00:08                                           | 2026-11-01T10:00:08Z
            2026-11-1 9:05:08                                             | 2026-11-01T09:05:08Z
            2026-11-01                                                    | 2026-11-01T00:00:00Z
            20261101                                                      | 2026-11-01T00:00:00Z
            20261101T100008Z                                              | 2026-11-01T10:00:08Z
            20261101T1000Z                                                | 2026-11-01T10:00:00Z
            2026-11-01T24:00:00Z                                          | 2026-11-02T00:00:00Z
            2026-11-01T10:00:60Z                                          | 2026-11-01T10:01:00Z
            2024-02-29T00:00:00Z                                          | 2024-02-29T00:00:00Z
            Sun Nov 01 2026 10:00:08 GMT+0000 (Coordinated Universal Time) | 2026-11-01T10:00:08Z
            Sun Nov 01 2026 13:00:08 GMT+0300 (GMT+03:00)                 | 2026-11-01T10:00:08Z
            Sun Nov 01 2026 13:00:08 GMT+0300                             | 2026-11-01T10:00:08Z
            Sun Nov 01 2026                                               | 2026-11-01T00:00:00Z
            Sun, 01 Nov 2026 10:00:08 GMT                                 | 2026-11-01T10:00:08Z
            Sun, 1 Nov 2026 10:00:08 +0000                                | 2026-11-01T10:00:08Z
            01 Nov 2026 10:00:08 UTC                                      | 2026-11-01T10:00:08Z
            01-Nov-2026 10:00:08                                          | 2026-11-01T10:00:08Z
            Sun Nov  1 10:00:08 UTC 2026                                  | 2026-11-01T10:00:08Z
            Sun Nov  1 10:00:08 2026                                      | 2026-11-01T10:00:08Z
            Sun Nov 01 13:00:08 GMT+03:00 2026                            | 2026-11-01T10:00:08Z
            November 1, 2026 at 10:00:08 AM UTC                           | 2026-11-01T10:00:08Z
            Nov 1st, 2026, 12:00:08 am                                    | 2026-11-01T00:00:08Z
            Sunday, November 1, 2026 10:00:08 pm                          | 2026-11-01T22:00:08Z
            1793527208                                                    | 2026-11-01T10:00:08Z
            1793527208.5                                                  | 2026-11-01T10:00:08.500Z
            1.793527208E9                                                 | 2026-11-01T10:00:08Z
            1.7935272085E9                                                | 2026-11-01T10:00:08.500Z
            1.793527208123e12                                             | 2026-11-01T10:00:08.123Z
            1.793527208123e+12                                            | 2026-11-01T10:00:08.123Z
            1.793527208123456E15                                          | 2026-11-01T10:00:08.123Z
            1793527208E0                                                  | 2026-11-01T10:00:08Z
            1793527208123                                                 | 2026-11-01T10:00:08.123Z
            1793527208123456                                              | 2026-11-01T10:00:08.123Z
            1793527208123456789                                           | 2026-11-01T10:00:08.123Z
            1970-01-01T00:00:00Z                                          | 1970-01-01T00:00:00Z
            2200-12-31T23:59:59.999Z                                      | 2200-12-31T23:59:59.999Z
            """)
    void textThatHasOneMeaningIsRead(String text, Instant expected) {
      assertThat(EventTime.read(text)).hasValue(expected.toEpochMilli());
      assertThat(EventTime.read(" " + text + "\n")).hasValue(expected.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "the day before",
          "now",
          "2024-13-45",
          "2023-02-29T00:00:00Z",
          "2026-11-31T00:00:00Z",
          "2026-11-01T25:00:00Z",
          "2026-11-01T24:00:01Z",
          "2026-11-01T10:60:00Z",
          "2026-11-01T10:00:61Z",
          "2026-11-01T10:00:08Zulu",
          "2026-11-01T10:00:08+19:00",
          "2026-11-01T10:00:08+",
          "2026-11-01T",
          "2026-11-01T10",
          "2026-11",
          "2026",
          "0",
          "20261301",
          "20261101.5",
          "2.0261101E7",
          "1E400",
          "1.5E-9",
          "1.793527208E",
          "1.793527208E+",
          "E9",
          "1.79E9x",
          "03/04/2026",
          "13/04/2026",
          "04.03.2026 10:00",
          "1/2/26",
          "Nov 1 26",
          "10:00:08",
          "Sun Nov 01 2026 10:00:08 EST",
          "Nov Dec 1 2026",
          "foo 5",
          "1969-12-31T23:59:59.999Z",
          "2201-01-01T00:00:00Z",
          "0001-01-01T00:00:00Z",
          "9999-12-31T23:59:59Z",
          "+292278994-08-17T07:12:55.807Z",
          "+292278995-01-01T00:00:00Z",
          "-292275055-05-16T16:47:04.192Z",
          "+999999999-12-31T23:59:59Z",
          "-999999999-01-01T00:00:00Z",
          "99999999999999999999999999999-01-01",
          "2026-99999999999999-01",
          "-1",
          "1e400",
          "99999999999999999999",
          "1793527208000000000000",
          "..",
          ".",
          "1.2.3",
          "+",
          "-",
          "T",
          "()",
          "[",
          "2026-11-01T10:00:08.",
          "٢٠٢٦-١١-٠١"
        })
    void otherTextIsUnreadable(String text) {
      assertThat(EventTime.read(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            1793527208                                 | 2026-11-01T10:00:08Z
            1793527208.123                             | 2026-11-01T10:00:08.123Z
            1.793527208e9                              | 2026-11-01T10:00:08Z
            1793527208123                              | 2026-11-01T10:00:08.123Z
            1793527208123456                           | 2026-11-01T10:00:08.123Z
            1793527208123456789                        | 2026-11-01T10:00:08.123Z
            {'$date':'2026-11-01T10:00:08Z'}           | 2026-11-01T10:00:08Z
            {'$date':1793527208000}                    | 2026-11-01T10:00:08Z
            {'$date':{'$numberLong':'1793527208000'}}  | 2026-11-01T10:00:08Z
            {'$numberLong':'1793527208000'}            | 2026-11-01T10:00:08Z
            """)
    void numbersAndWrappedDatesAreRead(String json, Instant expected) throws JsonException {
      assertThat(read(json)).hasValue(expected.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "true",
          "null",
          "[]",
          "['2026-11-01T10:00:08Z']",
          "{}",
          "{'at':1}",
          "{'$date':true}",
          "{'$date':{'$date':{'$date':{}}}}",
          "{'$date':'2026-11-01T10:00:08Z','tz':'UTC'}",
          "{'$numberLong':1}",
          "{'$numberLong':{'$numberLong':'1'}}",
          "-1",
          "1e400",
          "-1e400",
          "1e300",
          "7289654400",
          "1e19"
        })
    void otherValuesAreUnreadable(String json) throws JsonException {
      assertThat(read(json)).isEmpty();
    }
  }

  @Nested
  class Fields {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {'timestamp':'x','originalTimestamp':'2026-11-01T09:00:00Z'} | 2026-11-01T09:00:00Z
            {'timestamp':'x','originalTimestamp':'x','receivedAt':'2026-11-01T09:00:01Z'} | 2026-11-01T09:00:01Z
            {'timestamp':{},'receivedAt':[],'sentAt':'2026-11-01T09:00:02Z'} | 2026-11-01T09:00:02Z
            {'timestamp':'+292278995-01-01T00:00:00Z','sentAt':'2026-11-01T09:00:02Z'} | 2026-11-01T09:00:02Z
            {'originalTimestamp':false,'receivedAt':'2026-11-01T09:00:03Z'} | 2026-11-01T09:00:03Z
            """)
    void theNextOneThatCanBeReadStandsIn(String json, Instant expected) throws JsonException {
      assertThat(time(json).millis()).isEqualTo(expected.toEpochMilli());
      assertThat(time(json).repairs().kinds()).containsExactly(Repair.Kind.TIMESTAMP_REPLACED);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {'timestamp':null,'originalTimestamp':'2026-11-01T09:00:00Z','receivedAt':'2026-11-01T09:00:09Z'} | 2026-11-01T09:00:00Z
            {'timestamp':' ','receivedAt':'2026-11-01T09:00:01Z'} | 2026-11-01T09:00:01Z
            {'sentAt':'2026-11-01T09:00:02Z'} | 2026-11-01T09:00:02Z
            {} | 2026-11-01T10:00:10Z
            """)
    void missingOnesAreNoRepair(String json, Instant expected) throws JsonException {
      assertThat(time(json).millis()).isEqualTo(expected.toEpochMilli());
      assertThat(time(json).repairs().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'timestamp':'x'}",
          "{'sentAt':'x'}",
          "{'timestamp':true,'originalTimestamp':{},'receivedAt':[],'sentAt':'-'}"
        })
    void noneOfThosePresentCanBeRead(String json) throws JsonException {
      assertThat(time(json)).isNull();
    }

    @Test
    void withoutATimestampTheClientsClockIsCorrected() throws JsonException {
      EventTime corrected =
          time(
              "{'originalTimestamp':'2030-06-04T11:36:12.000Z','sentAt':'2030-06-04T11:36:20.000Z',"
                  + "'receivedAt':'2026-11-01T10:00:08Z'}");
      assertThat(Instant.ofEpochMilli(corrected.millis())).hasToString("2026-11-01T10:00:00Z");
      assertThat(corrected.repairs().kinds()).containsExactly(Repair.Kind.CLOCK_CORRECTED);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'timestamp':'2026-11-01T09:00:00Z','originalTimestamp':'2030-06-04T11:36:12Z',"
              + "'sentAt':'2030-06-04T11:36:20Z','receivedAt':'2026-11-01T10:00:08Z'}",
          "{'originalTimestamp':'2026-11-01T09:00:00Z','sentAt':'x','receivedAt':'2026-11-01T10:00:08Z'}",
          "{'originalTimestamp':'2026-11-01T09:00:00Z','sentAt':'2026-11-01T09:00:01Z'}",
          "{'originalTimestamp':'2026-11-01T09:00:00Z','receivedAt':'2026-11-01T10:00:08Z'}",
          "{'originalTimestamp':'2026-11-01T09:00:00Z','sentAt':'2199-01-01T00:00:00Z',"
              + "'receivedAt':'2026-11-01T10:00:08Z'}"
        })
    void withoutAllThreeTimesNoClockIsCorrected(String json) throws JsonException {
      assertThat(Instant.ofEpochMilli(time(json).millis())).hasToString("2026-11-01T09:00:00Z");
    }
  }

  @Nested
  class Lead {

    @ParameterizedTest
    @CsvSource({
      "2026-11-01T09:00:00Z, 2026-11-01T09:00:00Z, false",
      "2026-11-01T10:05:10Z, 2026-11-01T10:05:10Z, false",
      "2026-11-01T10:05:10.001Z, 2026-11-01T10:00:10Z, true",
      "2031-01-01T00:00:00Z, 2026-11-01T10:00:10Z, true",
      "2200-12-31T23:59:59Z, 2026-11-01T10:00:10Z, true"
    })
    void aTimeTooFarAheadIsThatOfTheRecord(String text, Instant expected, boolean ahead)
        throws JsonException {
      EventTime time = time("{'timestamp':'" + text + "'}");
      assertThat(Instant.ofEpochMilli(time.millis())).isEqualTo(expected);
      assertThat(time.repairs().has(Repair.Kind.CLOCK_AHEAD)).isEqualTo(ahead);
    }

    @Test
    void withoutATimeOfTheRecordEveryTimeCounts() throws JsonException {
      EventTime time =
          EventTime.of(event("{'timestamp':'2031-01-01T00:00:00Z'}"), RawRecord.NO_TIMESTAMP, LEAD);
      assertThat(Instant.ofEpochMilli(time.millis())).hasToString("2031-01-01T00:00:00Z");
    }

    @Test
    void theRecordsOwnTimeIsNeverBefore1970() throws JsonException {
      assertThat(EventTime.of(event("{}"), RawRecord.NO_TIMESTAMP, LEAD).millis()).isZero();
    }
  }

  @Provide
  Arbitrary<String> almostTimes() {
    return Arbitraries.of(
            "2026",
            "11",
            "01",
            "-",
            "/",
            "+",
            ":",
            "T",
            " ",
            ".",
            ",",
            "10",
            "0",
            "00",
            "Z",
            "GMT",
            "Nov",
            "Sunday",
            "am",
            "(",
            ")",
            "[",
            "]",
            "99999999999",
            "é",
            "\u0000",
            "at",
            "th",
            "\uD800",
            "９")
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 3_000)
  void noTextThrowsAndNoTimeIsOutOfRange(@ForAll("almostTimes") String text) {
    EventTime.read(text)
        .ifPresent(
            time ->
                assertThat(Instant.ofEpochMilli(time).toString()).matches("(19[789]|2[012]).*"));
  }

  @Property
  void noNumberThrowsAndNoTimeIsOutOfRange(@ForAll long bits) {
    EventTime.read(Double.longBitsToDouble(bits))
        .ifPresent(
            time ->
                assertThat(Instant.ofEpochMilli(time).toString()).matches("(19[789]|2[012]).*"));
  }
}

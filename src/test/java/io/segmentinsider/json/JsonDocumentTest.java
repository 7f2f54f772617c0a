package io.segmentinsider.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {

  private static final JsonReader READER = new JsonReader();

  private static JsonDocument document(String json) throws JsonException {
    return READER.document(json.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "720982911946154508, 720982911946154508, 720982911946154500",
    "720982911946154509, 720982911946154509, 720982911946154500",
    "-720982911946154509, -720982911946154509, -720982911946154500",
    "9007199254740993, 9007199254740993, 9007199254740992",
    "9223372036854775807, 9223372036854775807, 9223372036854776000",
    "9223372036854775809, 9223372036854775809, 9223372036854776000",
    "1234567890123456789012345678901234567890, 1234567890123456789012345678901234567890,"
        + " 1.2345678901234568e+39",
    "0.12345678901234567890, 0.1234567890123456789, 0.12345678901234568",
    "-12345678901234567.25, -12345678901234567.25, -12345678901234568",
    "19.99999999999999999999, 19.99999999999999999999, 20",
    "100000000000000000000.5, 100000000000000000000.5, 100000000000000000000"
  })
  void numbersThatADoubleCantHoldKeepTheirDigits(String written, String exact, String rounded)
      throws JsonException {
    JsonDocument document = document("[" + written + "]");
    assertThat(JsonWriter.text(document.value())).isEqualTo("[" + exact + "]");
    assertThat(new JsonBuffer(8).value(document.value()).toBytes())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("[" + exact + "]");
    assertThat(JsonWriter.text(document.javaScript())).isEqualTo("[" + rounded + "]");
    assertThat(((JsonArray) document.value()).get(0)).isInstanceOf(ExactNumber.class);
    assertThat(JsonWriter.text(READER.read(written))).isEqualTo(rounded);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1.5",
        "18.900000000000002",
        "0.30000000000000004",
        "9007199254740992",
        "-9007199254740992",
        "9007199254740994",
        "100000000000000000000",
        "1e20",
        "1e400",
        "-1e400",
        "1.2345678901234567890123e5",
        "1.00000000000000000000000000",
        "5.50000000000000000000000000"
      })
  void allOthersAreTheSameInBothReadings(String written) throws JsonException {
    JsonDocument document = document("{\"n\":" + written + "}");
    assertThat(document.value()).isSameAs(document.javaScript());
    assertThat(document.value()).isEqualTo(READER.read("{\"n\":" + written + "}"));
  }

  @Test
  void anIntegerThatNoDoubleReachesIsInfinite() throws JsonException {
    assertThat(document("9".repeat(400)).value()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void exactNumbersCountAsTheirNearestDouble() throws JsonException {
    Number number = (Number) document("720982911946154508").value();
    assertThat(number.doubleValue()).isEqualTo(7.209829119461545e17);
    assertThat(number).isEqualTo(document("720982911946154508").value());
    assertThat(number).isNotEqualTo(document("720982911946154509").value());
  }

  @ParameterizedTest
  @CsvSource({
    "a\\ud83d, a�",
    "\\ud83dz, �z",
    "\\uDE00, �",
    "\\ud83d\\ud83d\\ude00, �😀",
    "\\ude00\\ud83d, ��",
    "\\ud83d\\ude00, 😀",
    "\\\\ud83d, \\\\ud83d",
    "\\u00e9\\uD7FF\\uE000, é\uD7FF\uE000"
  })
  void halfACharacterIsReplacedInNamesAndTexts(String written, String expected)
      throws JsonException {
    String json = "{\"%s\":[\"%s\",{\"x\":\"%s\"}]}".formatted(written, written, written);
    assertThat(JsonWriter.text(document(json).value()))
        .isEqualTo("{\"%s\":[\"%s\",{\"x\":\"%s\"}]}".formatted(expected, expected, expected));
    assertThat(document(json).javaScript()).isEqualTo(READER.read(json));
  }

  @Test
  void namesThatBecomeOneAreOneMember() throws JsonException {
    assertThat(document("{\"a\\ud83d\":1,\"b\":2,\"a\\ud83e\":3}").value())
        .hasToString("{\"a�\":3,\"b\":2}");
  }

  @Test
  void nothingIsCopiedWhereNothingIsWrong() throws JsonException {
    JsonDocument document = document("{\"a\":[\"\\ud83d\\ude00\",1.5,{\"b\":\"é\"}]}");
    assertThat(document.value()).isSameAs(document.javaScript());
  }

  @Test
  void longNamesAreTakenLikeAnyOther() throws JsonException {
    String name = "n".repeat(100_000);
    assertThat(((JsonObject) document("{\"" + name + "\":1,\"b\":2}").value()).get(name))
        .isEqualTo(1L);
    assertThat(((JsonObject) READER.read("{\"" + name + "\":1}")).get(name)).isEqualTo(1L);
  }

  @Provide
  Arbitrary<String> escapes() {
    return Arbitraries.of(
            "\\ud83d", "\\uDE00", "\\u0041", "\\\\", "\\\"", "a", "é", "\\n", "\\udbff", "ud83d",
            "😀", "\\uD800", "\\u00e9", "0123456")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  @Property
  void whatIsReadIsAlwaysWellFormed(@ForAll("escapes") String name, @ForAll("escapes") String text)
      throws JsonException {
    JsonDocument document = document("{\"" + name + "\":\"" + text + "\"}");
    JsonObject object = (JsonObject) document.value();
    for (String found : new String[] {object.nameAt(0), (String) object.valueAt(0)}) {
      byte[] utf8 = found.getBytes(StandardCharsets.UTF_8);
      assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(found);
    }
    String raw = (String) ((JsonObject) document.javaScript()).valueAt(0);
    assertThat(object.valueAt(0)).isEqualTo(WellFormed.text(raw)).asString().hasSameSizeAs(raw);
  }
}

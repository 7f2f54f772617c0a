package io.segmentinsider.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.segmentinsider.json.JsonException.Problem;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  private static final JsonReader READER = new JsonReader(3);

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Problem problem(byte[] bytes) {
    return catchThrowableOfType(JsonException.class, () -> READER.read(bytes)).problem();
  }

  @Nested
  class Reading {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{}",
          "[]",
          "\"\"",
          "0",
          "true",
          "false",
          "null",
          "[1,2.5,\"a\",null,{\"b\":[]}]",
          "-7"
        })
    void whatIsReadIsWrittenAgain(String text) throws JsonException {
      assertThat(JsonWriter.text(READER.read(utf8(" " + text + "\n")))).isEqualTo(text);
      assertThat(JsonWriter.text(READER.read(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{",
          "[1",
          "1 2",
          "{} x",
          "{}{}",
          "nul",
          "NaN",
          "01",
          "+1",
          ".5",
          "1.",
          "'a'",
          "{a:1}",
          "[1,]",
          "\"\u0001\"",
          "\"\\x\"",
          "// c\n1",
          "\u0000{}",
          "{\u0000\"\u0000",
          "]",
          "-",
          "1e",
          "\"a",
          "{\"a\"}",
          "{\"a\":}"
        })
    void anythingButOneValueIsInvalid(String text) {
      assertThat(problem(utf8(text))).isEqualTo(Problem.INVALID_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void blankTextIsEmpty(String text) {
      assertThat(problem(utf8(text))).isEqualTo(Problem.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "22FF22",
          "22C02222",
          "22C0AF22",
          "22EDA08022",
          "22E08080",
          "22F4908080",
          "22E282",
          "FEFF007B",
          "228022",
          "22F8888080"
        })
    void brokenUtf8IsToldApart(String hex) {
      assertThat(problem(HexFormat.of().parseHex(hex))).isEqualTo(Problem.INVALID_UTF8);
    }

    @Test
    void faultsAreFoundBehindAnyNumberOfAsciiBytes() {
      for (int before = 0; before < 40; before++) {
        byte[] bytes =
            utf8("\"" + "a".repeat(before) + "\u00e9\ud83d\ude00" + "b".repeat(20) + "\"");
        assertThat(Utf8.firstFault(bytes)).isEqualTo(-1);
        bytes[before + 2] = 'x';
        assertThat(Utf8.firstFault(bytes)).isEqualTo(before + 1);
      }
    }

    @Test
    void depthIsLimited() throws JsonException {
      assertThat(READER.read(utf8("[[[1]]]"))).isNotNull();
      assertThat(problem(utf8("[[[[1]]]]"))).isEqualTo(Problem.TOO_DEEP);
      assertThat(problem(utf8("[{\"a\":[".repeat(500_000)))).isEqualTo(Problem.TOO_DEEP);
    }

    @Test
    void longStringsNamesAndNumbersAreTaken() throws JsonException {
      String text = "x".repeat(3_000_000);
      assertThat(READER.read(utf8('"' + text + '"'))).isEqualTo(text);
      assertThat(((JsonObject) READER.read(utf8("{\"" + text + "\":1}"))).get(text)).isEqualTo(1L);
      assertThat(READER.read(utf8("1".repeat(100_000)))).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void ofTwoMembersWithOneNameTheLastCountsAtTheFirstsPlace() throws JsonException {
      assertThat(READER.read(utf8("{\"a\":1,\"b\":2,\"a\":3}"))).hasToString("{\"a\":3,\"b\":2}");
    }

    @ParameterizedTest
    @CsvSource({
      "1, 1",
      "1.0, 1",
      "1e0, 1",
      "-0, 0",
      "-0.0, 0",
      "100e-2, 1",
      "9007199254740992, 9007199254740992",
      "9007199254740993, 9007199254740992"
    })
    void integralNumbersAreLongs(String text, long value) throws JsonException {
      assertThat(READER.read(utf8(text))).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"1.5, 1.5", "9007199254740994, 9007199254740994", "1e21, 1e21", "-1e-7, -1e-7"})
    void otherNumbersAreDoubles(String text, double value) throws JsonException {
      assertThat(READER.read(utf8(text))).isEqualTo(value);
    }
  }

  @Nested
  class Writing {

    @ParameterizedTest
    @CsvSource({
      "18.9, 18.9",
      "1e21, 1e+21",
      "1e20, 100000000000000000000",
      "123456789012345680000, 123456789012345680000",
      "1.5e300, 1.5e+300",
      "1e-6, 0.000001",
      "1e-7, 1e-7",
      "1.25e-7, 1.25e-7",
      "-0.5, -0.5",
      "0.1, 0.1",
      "2e-3, 0.002",
      "2.0E23, 2e+23",
      "4.9E-324, 5e-324",
      "9.9E-324, 1e-323",
      "1.5E-323, 1.5e-323",
      "1.7976931348623157E308, 1.7976931348623157e+308",
      "2.2250738585072014E-308, 2.2250738585072014e-308",
      "9007199254740994, 9007199254740994",
      "1.1E1, 11",
      "123.456, 123.456",
      "1234567.5, 1234567.5",
      "10000000.5, 10000000.5",
      "NaN, NaN",
      "-Infinity, -Infinity"
    })
    void numbersPrintAsInJavaScript(double value, String text) {
      assertThat(JsonNumbers.text(value)).isEqualTo(text);
    }

    @Test
    void textIsEscapedAsByStringify() {
      assertThat(JsonWriter.text("a\"\\\b\t\n\f\r\u0001\u001f/\u007f\u2028é😀\ud800x\udc00"))
          .isEqualTo("\"a\\\"\\\\\\b\\t\\n\\f\\r\\u0001\\u001f/\u007f\u2028é😀\\ud800x\\udc00\"");
    }

    @Test
    void whatIsNoNumberOrNoValueIsNullOrLeftOut() {
      JsonObject object =
          new JsonObject()
              .put("nan", Double.NaN)
              .put("none", null)
              .put("zero", -0.0)
              .put("list", JsonArray.of(null, JsonNull.NULL, Double.NEGATIVE_INFINITY));
      assertThat(JsonWriter.text(object))
          .isEqualTo("{\"nan\":null,\"zero\":0,\"list\":[null,null,null]}");
    }

    @Test
    void javaScriptPutsIndexesFirstAndTheCanonicalFormSortsNames() {
      JsonObject object = new JsonObject();
      for (String name :
          new String[] {"b", "10", "9", "01", "4294967294", "4294967295", "a", "-1", "0"}) {
        object.put(name, 1L);
      }
      assertThat(JsonWriter.javaScriptText(object))
          .isEqualTo(
              "{\"0\":1,\"9\":1,\"10\":1,\"4294967294\":1,\"b\":1,\"01\":1,\"4294967295\":1,\"a\":1,\"-1\":1}");
      assertThat(new String(JsonWriter.canonical(object), StandardCharsets.UTF_8))
          .isEqualTo(
              "{\"-1\":1,\"0\":1,\"01\":1,\"10\":1,\"4294967294\":1,\"4294967295\":1,\"9\":1,\"a\":1,\"b\":1}");
    }
  }

  @Test
  void largeObjectsFindTheirMembers() {
    JsonObject object = new JsonObject();
    for (int i = 0; i < 1_000; i++) {
      object.put("k" + i, i);
      object.put("k" + i / 2, (long) i);
    }
    assertThat(object.size()).isEqualTo(1_000);
    assertThat(object.get("k3")).isEqualTo(7L);
    assertThat(object.get("k1000")).isNull();
    assertThat(object.copy()).isEqualTo(object);
  }
}

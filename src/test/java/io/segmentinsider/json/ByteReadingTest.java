package io.segmentinsider.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.BundledDay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read straight from bytes is what Jackson reads, and all that it refuses is given up. */
class ByteReadingTest {

  private static final int MAX_DEPTH = 8;

  private final KnownNames names = new KnownNames();

  /** What Jackson and the checks around it make of a text; null if it is refused. */
  private static JsonDocument byJackson(byte[] utf8) {
    try {
      return new JsonReader(MAX_DEPTH).document(utf8);
    } catch (JsonException e) {
      return null;
    }
  }

  private JsonDocument byBytes(byte[] utf8) {
    return names.reading().document(utf8, MAX_DEPTH);
  }

  private void assertSame(byte[] utf8) {
    JsonDocument read = byBytes(utf8);
    if (read == null) {
      return;
    }
    JsonDocument expected = byJackson(utf8);
    assertThat(expected).as(new String(utf8, StandardCharsets.UTF_8)).isNotNull();
    assertThat(read.value()).isEqualTo(expected.value());
    assertThat(read.javaScript()).isEqualTo(expected.javaScript());
    assertThat(JsonWriter.write(read.value())).isEqualTo(JsonWriter.write(expected.value()));
    assertThat(JsonWriter.write(read.javaScript()))
        .isEqualTo(JsonWriter.write(expected.javaScript()));
    assertThat(read.isAlikeInJavaScript()).isEqualTo(expected.isAlikeInJavaScript());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        " { } ",
        "\n[ 1 , 2 ]\r\t",
        "\"\"",
        "0",
        "-0",
        "-1",
        "7",
        "true",
        "false",
        "null",
        "[true,false,null]",
        "9007199254740991",
        "9007199254740992",
        "9007199254740993",
        "-9007199254740993",
        "999999999999999999",
        "1234567890123456789",
        "-9223372036854775808",
        "123456789012345678901234567890",
        "0.1",
        "-0.0",
        "29.90",
        "123456789.123456",
        "0.1234567890123",
        "12345678901.2345678",
        "1e5",
        "1E+5",
        "1.5e-7",
        "1e400",
        "-1e400",
        "4.9e-324",
        "{\"a\":1,\"b\":{\"a\":[{\"c\":\"d\"}]},\"e\":\"f\"}",
        "{\"a\":1,\"b\":2,\"a\":3}",
        "{\"a\":{\"a\":1,\"a\":2},\"b\":1}",
        "{\"\":1,\"a\":2}",
        "{\"ad\\u0131\":1,\"şehir\":\"İzmir\",\"a\\\"b\":\"😀\"}",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\"",
        "\"ş\\nğ\\tü\"",
        "\"\\ud83d\\ude00\"",
        "\"half \\ud83d\"",
        "{\"half\":\"\\ude00\",\"\\ud83d\":1}"
      })
  void usualTextsAreRead(String text) {
    assertThat(byBytes(utf8(text))).isNotNull();
    assertSame(utf8(text));
    assertSame(utf8(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "\"",
        "\"\\",
        "\"\\u12",
        "\"\\u12g4\"",
        "\"\\x\"",
        "\"a\nb\"",
        "\"\u0000\"",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\" 1}",
        "[1,]",
        "[,1]",
        "[1 2]",
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1.e5",
        "1e",
        "1e+",
        "1a",
        "--1",
        "NaN",
        "Infinity",
        "tru",
        "truex",
        "nul",
        "[true false]",
        "1 2",
        "{} {}",
        "]",
        "}",
        "// a\n1",
        "\uFEFF{}",
        "\u00a01",
        "[[[[[[[[[1]]]]]]]]]",
        "\"\\u\u0661234\""
      })
  void whatJacksonRefusesIsGivenUp(String text) {
    assertThat(byBytes(utf8(text))).isNull();
  }

  /** Texts are decoded when they are asked for, whatever became of their object until then. */
  @Test
  void anObjectMayChangeBeforeItsTextsAreAskedFor() {
    String text = "{\"a\":\"x\",\"b\":1,\"c\":\"ş\",\"d\":{\"e\":\"y\"}}";
    JsonObject read = (JsonObject) byBytes(utf8(text)).value();
    JsonObject copy = read.copy();
    copy.put("a", null).put("c", 2L).put("f", "z");
    assertThat(JsonWriter.text(copy))
        .isEqualTo("{\"b\":1,\"c\":2,\"d\":{\"e\":\"y\"},\"f\":\"z\"}");
    assertThat(copy.get("a")).isNull();
    assertThat(JsonWriter.text(read)).isEqualTo(text);
    assertThat(byBytes(utf8(text)).value()).isEqualTo(read).hasSameHashCodeAs(read);
  }

  @Test
  void depthIsBoundedAsEver() {
    assertThat(byBytes(utf8("[".repeat(MAX_DEPTH) + "]".repeat(MAX_DEPTH)))).isNotNull();
    assertThat(byBytes(utf8("[".repeat(MAX_DEPTH + 1) + "]".repeat(MAX_DEPTH + 1)))).isNull();
    assertSame(utf8("{\"a\":".repeat(MAX_DEPTH) + "1" + "}".repeat(MAX_DEPTH)));
    assertThat(byBytes(utf8("{\"a\":".repeat(MAX_DEPTH + 1) + "1" + "}".repeat(MAX_DEPTH + 1))))
        .isNull();
  }

  @Test
  void bytesThatAreNoUtf8AreGivenUp() {
    byte[][] faults = {
      {'"', (byte) 0xC0, (byte) 0x80, '"'},
      {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
      {'"', (byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80, '"'},
      {'"', (byte) 0xE2, (byte) 0x82, '"'},
      {'"', (byte) 0x80, '"'},
      {'"', '\\', 'n', (byte) 0xC3, '"'},
      {'"', (byte) 0xC3, '\\', 'n', '"'},
      {'{', '"', (byte) 0xFF, '"', ':', '1', '}'},
    };
    for (byte[] fault : faults) {
      assertThat(byBytes(fault)).isNull();
    }
  }

  @Test
  void manyNamesAreReadAsFew() {
    for (int i = 0; i < 3 * KnownNames.MOST; i++) {
      assertSame(utf8("{\"name" + i + "\":1,\"b\":{\"c" + (i % 20) + "\":[]}}"));
    }
    StringBuilder large = new StringBuilder("{\"n0\":0");
    for (int i = 1; i < 200; i++) {
      large.append(",\"n").append(i % 150).append("\":").append(i);
    }
    assertThat(byBytes(utf8(large + "}"))).isNotNull();
    assertSame(utf8(large + "}"));
    assertSame(utf8("{\"" + "x".repeat(5_000) + "\":{\"y\":1}}"));
  }

  @Test
  void objectsThatShareNamesAreChangedAlone() {
    JsonObject one = (JsonObject) byBytes(utf8("{\"a\":1,\"b\":2}")).value();
    JsonObject other = (JsonObject) byBytes(utf8("{\"a\":3,\"b\":4}")).value();
    one.put("c", 5L).put("a", 6L);
    assertThat(one).hasToString("{\"a\":6,\"b\":2,\"c\":5}");
    assertThat(other).hasToString("{\"a\":3,\"b\":4}");
    assertThat(other.copy().put("b", 7L)).hasToString("{\"a\":3,\"b\":7}");
    assertThat(other.get("b")).isEqualTo(4L);
    assertThat(other.has("c")).isFalse();
  }

  @Test
  void theBundledDayIsReadWithoutJackson() throws IOException {
    int read = 0;
    List<String> lines = BundledDay.lines();
    for (String line : lines) {
      read += byBytes(utf8(line)) == null ? 0 : 1;
      assertSame(utf8(line));
    }
    assertThat(read).isGreaterThan(lines.size() * 99 / 100);
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void valuesAreReadAsJacksonDoes(@ForAll("values") String text) {
    assertThat(byBytes(utf8(text))).isNotNull();
    assertSame(utf8(text));
  }

  @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE)
  void damagedTextsAreReadAsJacksonDoesOrGivenUp(
      @ForAll("values") String text,
      @ForAll @Size(max = 3) List<@IntRange(min = 0, max = 1_000_000) Integer> places,
      @ForAll("damage") byte[] damage) {
    byte[] bytes = utf8(text);
    for (int i = 0; i < places.size(); i++) {
      bytes[places.get(i) % bytes.length] = damage[i];
    }
    assertSame(bytes);
  }

  @Provide
  Arbitrary<byte[]> damage() {
    return Arbitraries.of(
            (byte) '"',
            (byte) '\\',
            (byte) '{',
            (byte) '}',
            (byte) '[',
            (byte) ']',
            (byte) ',',
            (byte) ':',
            (byte) ' ',
            (byte) '0',
            (byte) '1',
            (byte) '.',
            (byte) 'e',
            (byte) '-',
            (byte) 'u',
            (byte) 'd',
            (byte) 'n',
            (byte) 0,
            (byte) 0x1F,
            (byte) 0x80,
            (byte) 0xC3,
            (byte) 0xED,
            (byte) 0xF0)
        .list()
        .ofSize(3)
        .map(
            list -> {
              byte[] bytes = new byte[3];
              for (int i = 0; i < 3; i++) {
                bytes[i] = list.get(i);
              }
              return bytes;
            });
  }

  @Provide
  Arbitrary<String> values() {
    return value(3);
  }

  private static Arbitrary<String> value(int depth) {
    Arbitrary<String> scalar =
        Arbitraries.oneOf(
            text(),
            Arbitraries.longs().map(String::valueOf),
            Arbitraries.integers().between(-1_000, 1_000).map(String::valueOf),
            Arbitraries.bigDecimals().ofScale(2).map(Object::toString),
            Arbitraries.doubles().map(Object::toString),
            Arbitraries.of("true", "false", "null"));
    if (depth == 0) {
      return scalar;
    }
    Arbitrary<String> inner = value(depth - 1);
    Arbitrary<String> blank = Arbitraries.of("", "", "", " ", "\n ", "\t");
    Arbitrary<String> array =
        inner
            .list()
            .ofMaxSize(4)
            .flatMap(list -> blank.map(b -> "[" + String.join("," + b, list) + b + "]"));
    Arbitrary<String> member =
        Arbitraries.oneOf(Arbitraries.of("\"a\"", "\"b\"", "\"name\"", "\"user_id\""), text())
            .flatMap(name -> inner.flatMap(v -> blank.map(b -> b + name + b + ":" + b + v)));
    Arbitrary<String> object =
        member.list().ofMaxSize(5).map(list -> "{" + String.join(",", list) + "}");
    return Arbitraries.oneOf(scalar, array, object);
  }

  /** A text with escapes of every kind. */
  private static Arbitrary<String> text() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.strings().withCharRange(' ', '~').excludeChars('"', '\\').ofMaxLength(12),
            Arbitraries.of("ş", "İ", "€", "😀", "\u007f", "\u00a0", "\u2028"),
            Arbitraries.of("\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t"),
            Arbitraries.integers().between(0, 0xFFFF).map(c -> String.format("\\u%04x", c)));
    return piece.list().ofMaxSize(5).map(list -> '"' + String.join("", list) + '"');
  }
}

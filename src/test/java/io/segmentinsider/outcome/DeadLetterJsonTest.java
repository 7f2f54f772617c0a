package io.segmentinsider.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.SourcePosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterJsonTest {

  private static final int LIMIT = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(strings = {"x", "ü", "\u0000", "\\", "\"", "😀", "€"})
  void anOriginalThatTheTopicDoesNotTakeIsCutWithAMark(String character) throws IOException {
    byte[] original = character.repeat(LIMIT).getBytes(StandardCharsets.UTF_8);

    byte[] bytes = new DeadLetterJson(LIMIT).serialize(letter("detail", original, null));

    assertThat(bytes).hasSizeBetween(LIMIT / 2, LIMIT);
    JsonNode json = JSON.readTree(bytes);
    assertThat(new String(original, StandardCharsets.UTF_8))
        .startsWith(json.path("original").asText());
    assertThat(json.path("original").asText()).isNotEmpty();
    assertThat(json.path("originalBytes").asInt()).isEqualTo(original.length);
  }

  @Test
  void oneEventOfSeveralSaysItsPlaceInItsRecord() throws IOException {
    SourcePosition record = new SourcePosition("t", 1, 2);
    DeadLetter letter =
        new DeadLetter(
            Reason.REJECTED, DeadLetter.Scope.UPDATE, "d", record.at(3, 4), "m", "a", null, null);
    assertThat(JSON.readTree(new DeadLetterJson(LIMIT).serialize(letter)).path("source"))
        .isEqualTo(
            JSON.readTree("{\"topic\":\"t\",\"partition\":1,\"offset\":2,\"index\":3,\"of\":4}"));
    assertThat(
            JSON.readTree(new DeadLetterJson(LIMIT).serialize(letter("d", null, null)))
                .path("source")
                .has("of"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {LIMIT, 10 * LIMIT})
  void bytesThatAreNoTextAreCutAsWell(int length) throws IOException {
    byte[] original = new byte[length];
    Arrays.fill(original, (byte) 0xFF);

    byte[] bytes = new DeadLetterJson(LIMIT).serialize(letter("detail", original, null));

    assertThat(bytes).hasSizeLessThanOrEqualTo(LIMIT);
    JsonNode json = JSON.readTree(bytes);
    assertThat(json.path("originalBase64").binaryValue()).isNotEmpty().hasSizeLessThan(length);
    assertThat(json.path("originalBytes").asInt()).isEqualTo(length);
  }

  @Property(tries = 300)
  void anyBytesFitIntoAnyTopic(
      @ForAll @Size(max = 4_000) byte[] original,
      @ForAll @IntRange(min = 1_000, max = 6_000) int limit)
      throws IOException {
    byte[] bytes = new DeadLetterJson(limit).serialize(letter("detail", original, null));

    assertThat(bytes).hasSizeLessThanOrEqualTo(limit);
    assertThat(JSON.readTree(bytes).path("reason").asText()).isEqualTo("missing-type");
  }

  @ParameterizedTest
  @ValueSource(ints = {999, 1_000, 1_001, 50_000})
  void aDetailIsShortened(int length) throws IOException {
    byte[] bytes =
        new DeadLetterJson(LIMIT).serialize(letter("x" + "😀".repeat(length / 2), null, null));

    assertThat(bytes).hasSizeLessThanOrEqualTo(LIMIT);
    assertThat(JSON.readTree(bytes).path("detail").asText())
        .hasSizeLessThanOrEqualTo(1_001)
        .doesNotContain("\uFFFD", "?");
  }

  @ParameterizedTest
  @ValueSource(ints = {LIMIT, 10 * LIMIT})
  void anUpdateThatDoesNotFitIsLeftOutWhole(int length) throws IOException {
    byte[] update = ("{\"a\":\"" + "x".repeat(length) + "\"}").getBytes(StandardCharsets.UTF_8);

    byte[] bytes = new DeadLetterJson(LIMIT).serialize(letter("detail", null, update));

    JsonNode json = JSON.readTree(bytes);
    assertThat(json.has("update")).isFalse();
    assertThat(json.path("updateBytes").asInt()).isEqualTo(update.length);
    assertThat(json.path("source").path("offset").asLong()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"a\":1}"})
  void whatFitsIsWhole(String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);

    JsonNode json =
        JSON.readTree(new DeadLetterJson(LIMIT).serialize(letter("detail", content, content)));

    assertThat(json.path("original").asText()).isEqualTo(text);
    assertThat(json.path("update").toString()).isEqualTo(text);
    assertThat(json.has("originalBytes")).isFalse();
    assertThat(json.has("updateBytes")).isFalse();
  }

  private static DeadLetter letter(String detail, byte[] original, byte[] update) {
    return new DeadLetter(
        Reason.MISSING_TYPE,
        DeadLetter.Scope.RECORD,
        detail,
        new SourcePosition("events", 3, 7),
        "m-1",
        null,
        original,
        update);
  }
}

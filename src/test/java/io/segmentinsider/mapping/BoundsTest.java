package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.UserData;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one event may become, under both presets. */
class BoundsTest {

  private static Mapper mapper(String preset) {
    return Mapper.of(MappingText.preset(preset), Mapped.SETTINGS);
  }

  private static String order(String properties, int lines, String line) {
    return "{\"type\":\"track\",\"event\":\"Order Completed\",\"userId\":\"u\","
        + "\"timestamp\":\"2026-11-01T10:00:00Z\",\"properties\":{"
        + properties
        + ",\"products\":["
        + IntStream.range(0, lines).mapToObj(i -> line).collect(Collectors.joining(","))
        + "]}}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "segment-actions"})
  void moreLinesThanAllowedAreADeadLetterThatNamesThem(String preset) {
    String properties = "\"order_id\":\"o\",\"currency\":\"EUR\"";
    String line = "{\"price\":1}";
    assertThat(Mapped.by(mapper(preset), order(properties, 1_000, line)).result().updates())
        .isNotEmpty();
    assertThat(Mapped.by(mapper(preset), order(properties, 1_001, line)).deadLetters())
        .isNotEmpty()
        .allSatisfy(
            letter ->
                assertThat(letter)
                    .startsWith("update-too-large update: products has 1001 lines")
                    .contains("mapping.max-lines"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "segment-actions"})
  void moreBytesThanAllowedAreADeadLetter(String preset) {
    String properties =
        "\"order_id\":\"o\",\"currency\":\"EUR\",\"url\":\"" + "x".repeat(20_000) + "\"";
    assertThat(Mapped.by(mapper(preset), order(properties, 900, "{\"price\":1}")).deadLetters())
        .isNotEmpty()
        .allSatisfy(
            letter ->
                assertThat(letter)
                    .startsWith("update-too-large update: ")
                    .contains("mapping.max-update-size"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "segment-actions"})
  void aLongerEventNameThanAllowedIsADeadLetter(String preset) {
    assertThat(Mapped.by(mapper(preset), named("n".repeat(256))).deadLetters()).isEmpty();
    for (int length : new int[] {257, 5_000, 1_000_000}) {
      assertThat(Mapped.by(mapper(preset), named("n".repeat(length))).deadLetters())
          .isNotEmpty()
          .allSatisfy(
              letter ->
                  assertThat(letter)
                      .startsWith("invalid-event-name update: the event's name has " + length)
                      .contains("mapping.max-name-length"));
    }
  }

  private static String named(String name) {
    return "{\"type\":\"track\",\"event\":\""
        + name
        + "\",\"userId\":\"u\",\"timestamp\":\"2026-11-01T10:00:00Z\"}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "segment-actions"})
  void whatAllLinesSayIsHeldOnce(String preset) {
    String properties =
        "\"order_id\":\"o\",\"currency\":\"EUR\",\"url\":\"" + "x".repeat(10_000) + "\"";
    String lines =
        order(properties, 200, "{\"price\":1}").replace("{\"price\":1}", "{\"price\":@}");
    for (int i = 0; i < 200; i++) {
      lines = lines.replaceFirst("@", Integer.toString(i + 1));
    }
    UserData data = Mapped.by(mapper(preset), lines).result().updates().get(0).data();
    assertThat(data.sizeInBytes()).isGreaterThan(200 * 10_000);
    assertThat(data.toString()).matches("UserData\\[[0-9]{5} bytes\\]");
    assertThat(data.decode().events())
        .hasSize(200)
        .extracting(EventEntry::sizeInBytes)
        .allMatch(size -> size > 10_000);
  }
}

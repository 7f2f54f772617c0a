package io.segmentinsider.lab.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventLineReaderTest {

  private final EventLineReader reader = new EventLineReader(new FreshPhones());

  static Stream<Arguments> keys() {
    return Stream.of(
        arguments("{\"anonymousId\":\"a\",\"userId\":\"u\"}", "a"),
        arguments("{\"userId\":\"u\"}", "u"),
        arguments("{\"userId\":17}", "17"),
        arguments("{\"anonymousId\":null,\"userId\":\"u\"}", "u"),
        arguments("{\"anonymousId\":\"\",\"userId\":\"\"}", null),
        arguments("{\"context\":{\"anonymousId\":\"inner\"}}", null),
        arguments("{\"userId\":{\"id\":\"u\"}}", null),
        arguments("{}", null));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void keysByDeviceElseByUser(String line, @Nullable String key) {
    assertThat(read(line, 1).key()).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "17",
        "[{\"anonymousId\":\"a\"}]",
        "{\"anonymousId\":\"a\"",
        "{\"anonymousId\":\"a\"} trailing",
        "{'anonymousId':'a'}",
        "{\"anonymousId\":\"a\"}{\"anonymousId\":\"b\"}"
      })
  void leavesWhatIsNoEventAsItIs(String line) {
    for (int round = 1; round <= 2; round++) {
      EventLine event = read(line, round);

      assertThat(event.key()).isNull();
      assertThat(text(event)).isEqualTo(line);
    }
  }

  static Stream<Arguments> edits() {
    return Stream.of(
        arguments("{\"messageId\":\"m\"}", "{\"messageId\":\"m-r2\"}"),
        arguments("{ \"userId\" : \"ü\" }", "{ \"userId\" : \"ü-r2\" }"),
        arguments("{\"userId\":17,\"n\":17}", "{\"userId\":\"17-r2\",\"n\":17}"),
        arguments("{\"userId\":\"\"}", "{\"userId\":\"\"}"),
        arguments("{\"userId\":\"a@b.c\"}", "{\"userId\":\"a+r2@b.c\"}"),
        arguments("{\"previousId\":\"a\\\"b\"}", "{\"previousId\":\"a\\\"b-r2\"}"),
        arguments(
            "{\"properties\":{\"order_id\":\"o\",\"products\":[{\"order_id\":1}]}}",
            "{\"properties\":{\"order_id\":\"o-r2\",\"products\":[{\"order_id\":\"1-r2\"}]}}"),
        arguments(
            "{\"context\":{\"device\":{\"id\":\"d\"},\"app\":{\"id\":\"x\"}}}",
            "{\"context\":{\"device\":{\"id\":\"d-r2\"},\"app\":{\"id\":\"x\"}}}"),
        arguments(
            "{\"traits\":{\"email\":\" A@b.Com \",\"n\":null}}",
            "{\"traits\":{\"email\":\" A+r2@b.Com \",\"n\":null}}"),
        arguments(
            "{\"phone\":\"12\",\"timestamp\":\"t\"}", "{\"phone\":\"12\",\"timestamp\":\"t\"}"));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void aFurtherRoundHasMessagesAndPeopleOfItsOwn(String line, String edited) {
    assertThat(text(read(line, 2))).isEqualTo(edited);
    assertThat(text(read(line, 1))).isEqualTo(line);
  }

  @Test
  void theKeyFollowsTheEdit() {
    assertThat(read("{\"anonymousId\":\"a\"}", 3).key()).isEqualTo("a-r3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+33-949-534158", " +81.802.3071404 ", "0033 (988) 549-255"})
  void phonesKeepTheirFormAndNothingButIt(String phone) {
    String line = "{\"phone\":\"" + phone + "\",\"x\":1}";
    read(line, 1);

    String edited = text(read(line, 2));

    assertThat(edited.replaceAll("\\d", "0")).isEqualTo(line.replaceAll("\\d", "0"));
    assertThat(edited).isNotEqualTo(line).endsWith(",\"x\":1}");
    assertThat(edited.indexOf(phone.substring(0, phone.length() / 2))).isPositive();
  }

  @Test
  void noTwoRoundsOfTheBundledDayShareAnythingThatNamesSomebody() throws IOException {
    ObjectMapper json = new ObjectMapper();
    Set<String> seen = new HashSet<>();
    for (int round = 1; round <= 3; round++) {
      Set<String> inThisRound = new HashSet<>();
      try (LineSource lines = EventInput.bundledDay().open(new AtomicLong())) {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
          EventLine event = reader.read(line, round);
          if (event.key() != null) {
            collect(json.readTree(event.value()), inThisRound);
          }
        }
      }
      assertThat(inThisRound).hasSizeGreaterThan(20_000);
      for (String name : inThisRound) {
        assertThat(seen.add(name)).as(name).isTrue();
      }
    }
  }

  private static void collect(JsonNode event, Set<String> into) {
    for (String member : new String[] {"messageId", "userId", "anonymousId", "previousId"}) {
      if (event.path(member).isValueNode() && !event.path(member).asText().isEmpty()) {
        into.add(member + " " + event.path(member).asText());
      }
    }
    for (JsonNode traits :
        new JsonNode[] {
          event.path("traits"), event.path("properties"), event.path("context").path("traits")
        }) {
      if (traits.hasNonNull("email")) {
        into.add("email " + traits.path("email").asText().strip());
      }
      if (traits.hasNonNull("phone")) {
        String digits = traits.path("phone").asText().replaceAll("\\D", "");
        into.add("phone " + digits.substring(digits.length() - 9));
      }
    }
  }

  private EventLine read(String line, int round) {
    return reader.read(line.getBytes(StandardCharsets.UTF_8), round);
  }

  private static String text(EventLine event) {
    return new String(event.value(), StandardCharsets.UTF_8);
  }
}

package io.segmentinsider.lab.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.BundledDay;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Arguments> forms() {
    return List.of(
        Arguments.of("{\"a\":1}\n{\"a\":2}\n", List.of("1 {\"a\":1}", "2 {\"a\":2}")),
        Arguments.of("{\"a\":1}\r\n\r\n  \r\n{\"a\":2}", List.of("1 {\"a\":1}", "4 {\"a\":2}")),
        Arguments.of("{\n  \"a\": 1\n}\n", List.of("1 {\"a\":1}")),
        Arguments.of("\n{\r\n\t\"a\": [\r\n1\r\n]\r\n}", List.of("2 {\"a\":[1]}")),
        Arguments.of("{\n\"a\":1}\n{\"a\":\n2}", List.of("1 {\"a\":1}", "3 {\"a\":2}")),
        Arguments.of(
            "{\"a\":1}{\"a\":2} {\"a\":3}", List.of("1 {\"a\":1}", "1 {\"a\":2}", "1 {\"a\":3}")),
        Arguments.of("{\"a\":1},\n{\"a\":2},\n", List.of("1 {\"a\":1}", "2 {\"a\":2}")),
        Arguments.of("[{\"a\":1},{\"a\":2}]", List.of("1 {\"a\":1}", "1 {\"a\":2}")),
        Arguments.of(
            "[\n  {\n\"a\": 1\n},\n\n  {\"a\": 2}\n]\n", List.of("2 {\"a\":1}", "6 {\"a\":2}")),
        Arguments.of("{\n\"a\":1}\n,\r\n{\"a\":2}\n,", List.of("1 {\"a\":1}", "4 {\"a\":2}")),
        Arguments.of("{\"a\":1}\n, {\"a\":2}", List.of("1 {\"a\":1}", "2 {\"a\":2}")),
        Arguments.of("[]", List.of()),
        Arguments.of(
            "[1,\"a,]\",[2,{\"b\":[3]}]]", List.of("1 1", "1 \"a,]\"", "1 [2,{\"b\":[3]}]")),
        Arguments.of("\uFEFF{\"a\":1}", List.of("1 {\"a\":1}")),
        Arguments.of("{\"a\":\"}{\\\"\\\\\"}", List.of("1 {\"a\":\"}{\\\"\\\\\"}")));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void jsonIsReadInWhateverFormItStandsThere(String text, List<String> expected)
      throws IOException {
    List<String> compact = new ArrayList<>();
    for (JsonDocuments.Document document : documents(text)) {
      compact.add(document.line() + " " + JSON.readTree(document.bytes()));
    }
    assertThat(compact).isEqualTo(expected);
  }

  static List<Arguments> broken() {
    return List.of(
        Arguments.of("{\"a\":1}}\n{\"a\":2}", List.of("{\"a\":1}}", "{\"a\":2}")),
        Arguments.of("{\"a\":\n{\"a\":2}", List.of("{\"a\":", "{\"a\":2}")),
        Arguments.of("{\"a\":\"x\n{\"a\":2}", List.of("{\"a\":\"x", "{\"a\":2}")),
        Arguments.of("no json\n{\"a\":2}\n7", List.of("no json", "{\"a\":2}", "7")),
        Arguments.of("{\"a\":1} x\n{}", List.of("{\"a\":1} x", "{}")),
        Arguments.of("[{\"a\":1}\n{\"a\":2}", List.of("[{\"a\":1}", "{\"a\":2}")));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBrokenLineIsHandedOnAndTheRestIsRead(String text, List<String> expected)
      throws IOException {
    assertThat(documents(text))
        .extracting(document -> new String(document.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n \n", "a,b\n1,2", "<html></html>", "{\"a\":1} x", "{\"a\":"})
  void anInputWithoutAnyJsonIsSaidOnce(String text) {
    assertThatThrownBy(() -> documents(text))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("stdin: it holds no JSON");
  }

  /** Line by line, pretty-printed or as one list: the same events. */
  @Test
  void theBundledDayIsTheSameInAnyForm() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : BundledDay.lines().subList(0, 300)) {
      if (line.startsWith("{") && line.endsWith("}")) {
        events.add(JSON.readTree(line));
      }
    }
    StringBuilder pretty = new StringBuilder();
    for (JsonNode event : events) {
      pretty.append(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(event)).append('\n');
    }
    String list = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(events);

    for (String text : List.of(pretty.toString(), list)) {
      List<JsonNode> read = new ArrayList<>();
      for (JsonDocuments.Document document : documents(text)) {
        read.add(JSON.readTree(document.bytes()));
      }
      assertThat(read).isEqualTo(events);
    }
  }

  private static List<JsonDocuments.Document> documents(String text) throws IOException {
    List<JsonDocuments.Document> documents = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (JsonDocuments found =
        new JsonDocuments(new LineSplitter(new ByteArrayInputStream(bytes)), "stdin")) {
      for (var document = found.next(); document != null; document = found.next()) {
        documents.add(document);
      }
    }
    return documents;
  }
}

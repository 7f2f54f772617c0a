package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Properties;
import javax.annotation.Nullable;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** conf/logging/json.properties writes one JSON object a line, whatever is logged. */
class JsonLoggingTest {

  private static final Path FILE = Path.of("conf/logging/json.properties");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "a \"quoted\" word",
        "two\nlines\r\n\tand a tab",
        "back\\slash",
        "ä 🎈",
        "{}",
        "%m ${x}",
        ""
      })
  void aMessageIsOneObjectOnOneLine(String message) throws IOException {
    JsonNode line = line(message, null);

    assertThat(line.path("message").asText()).isEqualTo(message);
    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("logger").asText()).isEqualTo("io.segmentinsider.Test");
    assertThat(line.path("exception").asText()).isEmpty();
    assertThat(OffsetDateTime.parse(line.path("time").asText())).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"it failed", "it \"failed\"\nover lines"})
  void anExceptionStandsInItsOwnMember(String message) throws IOException {
    JsonNode line = line("look", new IllegalStateException(message));

    assertThat(line.path("message").asText()).isEqualTo("look");
    assertThat(line.path("exception").asText())
        .contains("IllegalStateException: " + message)
        .contains("JsonLoggingTest");
  }

  private static JsonNode line(String message, @Nullable Throwable thrown) throws IOException {
    String text =
        layout()
            .toSerializable(
                Log4jLogEvent.newBuilder()
                    .setLoggerName("io.segmentinsider.Test")
                    .setLevel(Level.WARN)
                    .setThreadName("task \"1\"")
                    .setMessage(new SimpleMessage(message))
                    .setThrown(thrown)
                    .build());
    assertThat(text).endsWith("\n");
    assertThat(text.strip().lines()).hasSize(1);
    return new ObjectMapper().readTree(text);
  }

  private static PatternLayout layout() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(FILE)) {
      properties.load(in);
    }
    return PatternLayout.newBuilder()
        .withPattern(properties.getProperty("appender.console.layout.pattern"))
        .withAlwaysWriteExceptions(false)
        .build();
  }
}

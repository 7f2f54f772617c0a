package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;
import org.junit.jupiter.api.Test;

/**
 * The reference page is made from the options. {@code mvn test -Dtest=OptionReferenceTest
 * -Ddocs.update=true} writes it anew.
 */
class OptionReferenceTest {

  private static final Path PAGE = Path.of("docs/configuration.md");
  private static final String HEAD =
      """
      # Configuration

      Options stand in a YAML file (`--config conf/job.yaml`); `-D option=value` on the command line wins \
      over the file. A wrong or unknown option stops the job at start, with its name, its value and what \
      would be right.

      - Every key under `kafka.` is handed to all Kafka clients as it is (`kafka.bootstrap.servers` is \
      required; SASL and TLS go here).
      - Flink's own options (`execution.*`, `state.*`, `restart-strategy.*`, `metrics.*`, …) are handed to \
      Flink. Fixed by the job, because its guarantees rest on them: exactly-once checkpoints, no generic \
      types (no Kryo), no generated uids, object reuse.
      - The API key is no option: it stands in the file that `delivery.token-file` names, or in the \
      environment variable `INSIDER_REQUEST_TOKEN` of every TaskManager.

      This page is made from the options beside each stage (`JobOptions.java` lists them), and a test holds the two together.

      | option | default | what it does |
      | --- | --- | --- |
      """;

  private static String page() {
    return HEAD
        + JobOptions.ALL.stream().map(OptionReferenceTest::row).collect(Collectors.joining());
  }

  private static String row(ConfigOption<?> option) {
    String description = new HtmlFormatter().format(option.description());
    return "| `%s` | %s | %s |%n".formatted(option.key(), defaultOf(option), description);
  }

  private static String defaultOf(ConfigOption<?> option) {
    Object value = option.defaultValue();
    if (value == null) {
      return "none";
    }
    if (value instanceof Duration duration) {
      return "`" + TimeUtils.formatWithHighestUnit(duration) + "`";
    }
    if (value instanceof List<?> list) {
      return list.isEmpty()
          ? "none"
          : "`" + list.stream().map(String::valueOf).collect(Collectors.joining(";")) + "`";
    }
    if (value instanceof Map<?, ?> map && map.isEmpty()) {
      return "none";
    }
    return "`" + value + "`";
  }

  @Test
  void thePageIsWhatTheOptionsSay() throws IOException {
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page());
  }
}

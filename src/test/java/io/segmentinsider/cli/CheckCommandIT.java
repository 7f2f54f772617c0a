package io.segmentinsider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.local.kafka.EmbeddedKafka;
import io.segmentinsider.local.kafka.EmbeddedKafkaSettings;
import io.segmentinsider.local.sandbox.Sandbox;
import io.segmentinsider.local.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckCommandIT {

  private static final String TOKEN = "right-token-1";

  private EmbeddedKafka kafka;
  private Sandbox sandbox;
  private Path token;
  private Path wrongToken;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    kafka =
        EmbeddedKafka.start(
            EmbeddedKafkaSettings.temporary().withTransactionMaxTimeout(Duration.ofMinutes(15)));
    kafka.createMissingTopics(
        Map.of(
            "segment-events", 4, "segment-insider-receipts", 1, "segment-insider-dead-letters", 1));
    sandbox = Sandbox.start(SandboxSettings.defaults().withCredentials("shop", TOKEN));
    token = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    wrongToken = Files.writeString(folder.resolve("wrong"), "wrong-token-2");
  }

  @AfterAll
  void stop() throws IOException {
    sandbox.close();
    kafka.close();
  }

  @Test
  void nothingIsWrong() {
    Run run = check();

    assertThat(run.out()).doesNotContain("wrong").contains("4 partition(s)", "The job can start.");
    assertThat(run.exitCode()).isZero();
    assertThat(sandbox.statistics().users()).as("users sent").isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          delivery.token-file=WRONG                | wrong  Insider at        | status 401: partner name and API key
          delivery.token-file=/no/such/file        | wrong  Insider at        | delivery.token-file
          delivery.partner-name=other              | wrong  Insider at        | speaks of access, partner or key
          delivery.endpoint=http://127.0.0.1:9     | wrong  Insider at        | Check delivery.endpoint
          source.topics=none                       | wrong  topic none        | does not exist. Create it
          outcome.receipts-topic=no-receipts       | wrong  topic no-receipts | does not exist. Create it
          forget.control-topic=no-control          | wrong  topic no-control  | does not exist. Create it
          source.topic-pattern=none-.*             | wrong  topics none-.*    | Check source.topic-pattern
          outcome.transaction-timeout=16 min       | wrong  transactions      | at most 900000 ms
          mapping.file=/no/such/mapping.json       | wrong  mapping           | /no/such/mapping.json
          delivery.lanes=0                         | wrong  configuration     | delivery.lanes
          """)
  void eachWrongThingIsNamedWithWhatToDo(String option, String line, String text) {
    Run run = check(option.replace("WRONG", wrongToken.toString()));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines().filter(found -> found.startsWith("wrong")))
        .singleElement()
        .asString()
        .startsWith(line)
        .contains(text);
    assertThat(run.out()).doesNotContain(TOKEN).doesNotContain("wrong-token-2");
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNamedAndTheRestIsLookedAt() {
    Run run =
        check(
            "kafka.bootstrap.servers=127.0.0.1:9",
            "kafka.request.timeout.ms=300",
            "kafka.default.api.timeout.ms=600");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains("wrong  Kafka at 127.0.0.1:9: does not answer (TimeoutException)")
        .contains("ok     Insider at");
  }

  private record Run(int exitCode, String out) {}

  private Run check(String... options) {
    List<String> words = new ArrayList<>(List.of("check", "--config", "conf/job.yaml"));
    for (String option :
        List.of(
            "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
            "delivery.endpoint=" + sandbox.uri(),
            "delivery.partner-name=shop",
            "delivery.token-file=" + token)) {
      words.addAll(List.of("-D", option));
    }
    for (String option : options) {
      words.addAll(List.of("-D", option));
    }
    CommandLine commandLine = Main.commandLine();
    StringWriter out = new StringWriter();
    commandLine.setOut(new PrintWriter(out, true));
    int exitCode = commandLine.execute(words.toArray(String[]::new));
    return new Run(exitCode, out.toString());
  }
}

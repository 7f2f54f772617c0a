package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.EmbeddedKafkaSettings;
import io.segmentinsider.sandbox.Sandbox;
import io.segmentinsider.sandbox.SandboxSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
    kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
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

    assertThat(run.out())
        .doesNotContain("wrong")
        .contains("4 partition(s)", "trust: in no topic", "The job can start.");
    assertThat(run.exitCode()).isZero();
    assertThat(sandbox.statistics().users()).as("users sent").isZero();
  }

  @Test
  void whatIsTrustedIsSaid() {
    assertThat(check("source.trusted-topics=segment-events").out())
        .contains("ok     trust: who writes to segment-events can delete or suppress a user");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          delivery.token-file=WRONG                | wrong  Insider at        | refuses partner name or API key
          delivery.token-file=/no/such/file        | wrong  Insider at        | delivery.token-file
          delivery.partner-name=other              | wrong  Insider at        | refuses partner name or API key
          delivery.endpoint=http://127.0.0.1:9     | wrong  Insider at        | Check delivery.endpoint
          http.trusted-certificates=WRONG          | wrong  certificates,     | certificates in PEM (BEGIN CERTIFICATE)
          http.trusted-certificates=/no/such/file  | wrong  certificates,     | /no/such/file
          http.client-key=/no/such/file            | wrong  configuration     | http.client-certificate
          source.topics=none                       | wrong  topic none        | does not exist. Create it
          outcome.receipts-topic=no-receipts       | wrong  topic no-receipts | does not exist. Create it
          forget.control-topic=no-control          | wrong  topic no-control  | does not exist. Create it
          source.topic-pattern=none-.*             | wrong  topics none-.*    | Check source.topic-pattern
          outcome.transaction-timeout=16 min       | wrong  transactions      | at most 900000 ms
          mapping.file=/no/such/mapping.json       | wrong  mapping           | /no/such/mapping.json
          source.trusted-topics=other              | wrong  configuration     | source.trusted-topics
          delivery.max-in-flight=0                         | wrong  configuration     | delivery.max-in-flight
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
  void whatIsKeptForTooShortAndHasNoKeyIsAWarning() throws Exception {
    try (Admin admin =
            Admin.create(
                Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    (Object) kafka.bootstrapServers()));
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      for (String topic : List.of("short", "keyed")) {
        NewTopic created = new NewTopic(topic, 2, (short) 1);
        if (topic.equals("short")) {
          created.configs(Map.of("retention.ms", "60000"));
        }
        admin.createTopics(List.of(created)).all().get();
        for (int i = 0; i < 6; i++) {
          byte[] key = topic.equals("short") && i % 2 == 0 ? null : new byte[] {(byte) i};
          producer.send(new ProducerRecord<>(topic, key, new byte[] {'x'})).get();
        }
      }
    }

    assertThat(check("source.topics=short").out())
        .contains("warn   retention of topic short: 60 s, less than outcome.transaction-timeout")
        .contains("warn   keys of topic short: 3 of the last 6 events have none")
        .contains("ok     consumer group segment-insider-stream: ")
        .contains("The job can start.");
    assertThat(check("source.topics=keyed").out())
        .contains("ok     keys of topic keyed: the last 6 events have one")
        .contains("ok     retention of topic segment-insider-receipts: without end");
    assertThat(check("source.topic-pattern=short|keyed").out())
        .contains("warn   retention of topic short: 60 s, less than outcome.transaction-timeout")
        .contains("warn   keys of topic short: 3 of the last 6 events have none")
        .contains("ok     keys of topic keyed: the last 6 events have one");
  }

  @Test
  void aCompactedTopicOfEventsIsWrong() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      NewTopic created = new NewTopic("compacted", 1, (short) 1);
      created.configs(Map.of("cleanup.policy", "compact", "retention.bytes", "1000"));
      admin.createTopics(List.of(created)).all().get();
    }

    Run run = check("source.topics=compacted");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "wrong  retention of topic compacted: cleanup.policy is compact: Kafka deletes all",
            "--alter --topic compacted --add-config cleanup.policy=delete",
            "warn   retention of topic compacted: retention.bytes is 1000 a partition");
  }

  @Test
  void theLadderIsSaidAndAnIdentifierThatNoMappingNamesIsAWarning() {
    assertThat(check().out())
        .contains("ok     ladder of identifiers: device < phone < email < user id")
        .doesNotContain("identity.custom-identifiers");
    assertThat(check("identity.custom-identifiers=loyalty_id").out())
        .contains("device < phone < email < loyalty_id < user id")
        .contains("warn   identity.custom-identifiers: no mapping names loyalty_id")
        .contains("The job can start.");
  }

  @Test
  void whereCheckpointsGoIsSaid() {
    assertThat(check().out())
        .contains("warn   checkpoints: execution.checkpointing.dir is not set");
    assertThat(check("execution.checkpointing.dir=" + token.getParent().toUri()).out())
        .contains("ok     checkpoints: in file:///", "which can be written");
    assertThat(check("execution.checkpointing.dir=" + token.toUri()).out())
        .contains("wrong  checkpoints: execution.checkpointing.dir", "is no directory");
  }

  @Test
  void aTriggerThatCanNeverMatchIsAWarning(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("mappings.json");
    Files.writeString(
        file,
        """
        [{"name":"n","action":"insiderUser","trigger":"type = 'identify'",
          "mapping":{"identifiers":{"uuid":{"@path":"$.userId"}}}}]
        """);
    Run run = check("mapping.file=" + file);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("(?m)^warn   mapping .*/0/trigger of n can never match")
        .contains("The job can start.");
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

  @ParameterizedTest
  @CsvSource({"earliest, 0, warn", "none, 1, wrong"})
  void aCommittedPositionThatIsNotThereIsNamed(String policy, int exitCode, String word)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .alterConsumerGroupOffsets(
              "stopped", Map.of(new TopicPartition("segment-events", 2), new OffsetAndMetadata(17)))
          .all()
          .get();
    }

    Run run = check("source.group-id=stopped", "kafka.auto.offset.reset=" + policy);

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.out())
        .contains(
            word + " ", "positions of group stopped: segment-events-2: position 17 was to be");
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

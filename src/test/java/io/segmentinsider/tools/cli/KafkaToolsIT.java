package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.KafkaLogin;
import io.segmentinsider.outcome.DeadLetterJson;
import io.segmentinsider.outcome.ReceiptJson;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Repairs;
import io.segmentinsider.record.SourcePosition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The tools that read and write Kafka, on a broker that asks for a login, without a sandbox. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaToolsIT {

  private static final KafkaLogin LOGIN = new KafkaLogin("operator", "hunter2-secret");
  private static final ObjectMapper JSON = new ObjectMapper();

  private EmbeddedKafka kafka;
  private int number;
  private String prefix;

  @BeforeAll
  void start() {
    kafka = LOGIN.startBroker();
  }

  @AfterAll
  void stop() {
    kafka.close();
  }

  @BeforeEach
  void topics() {
    prefix = "t" + ++number;
    kafka.createTopic(prefix + "-events", 1);
    kafka.createTopic(prefix + "-receipts", 1);
    kafka.createTopic(prefix + "-dead-letters", 1);
  }

  @Test
  void peopleOfATableAreIdentifiedOnceHoweverOftenItIsPublished(@TempDir Path folder)
      throws IOException {
    Path table = folder.resolve("people.csv");
    Files.writeString(
        table, "User ID;email;first name\nu1;ann@shop.sg;\"Ann; the first\"\nu2;bob@shop.sg;\n");

    assertThat(run("publish", table.toString()).out()).isEqualTo("2 events\n");
    run("publish", table.toString());
    Run found = run("trace", "--user", "ann@shop.sg", "--show-values", "--json");

    List<JsonNode> traces = found.lines();
    assertThat(traces).hasSize(2);
    assertThat(traces.get(0).path("event").path("type").asText()).isEqualTo("identify");
    assertThat(traces.get(0).at("/event/traits/first name").asText()).isEqualTo("Ann; the first");
    assertThat(traces.get(0).at("/updates/0/user/identifiers/uuid").asText()).isEqualTo("u1");
    assertThat(traces.get(1).path("messageId")).isEqualTo(traces.get(0).path("messageId"));
    assertThat(traces.get(0).path("state").asText()).isEqualTo("NOT_READ");
  }

  @Test
  void eventsComeFromStandardInputInAnyForm() {
    String events =
        "[{\"type\":\"identify\",\n \"userId\":\"u1\"},{\"type\":\"identify\",\"userId\":\"u2\"}]";
    assertThat(runWith(events, "publish", "-").out()).isEqualTo("2 events\n");
    assertThat(run("publish", "-", "--repeat", "2").err()).contains("--repeat needs a file");
  }

  @Test
  void aTableThatNamesNobodyIsRefused(@TempDir Path folder) throws IOException {
    Path table = Files.writeString(folder.resolve("people.csv"), "mail,age\na@b.sg,3\n");
    Run run = run("publish", table.toString());
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("people.csv").contains("userId or anonymousId");
  }

  @Test
  void aReportNamesWhatIsLostAndWhy() throws Exception {
    publish(4, true);
    commit(4);
    receipt(0, Receipt.Status.DELIVERED);
    refusal(1);
    receipt(3, Receipt.Status.SUPPRESSED);

    Run report = run("report", "--settle", "0s");

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.out())
        .contains("NOT accounted:")
        .contains("  LOST: 1 published positions have no outcome, first: " + prefix + "-events-0@2")
        .contains("no outcome: " + prefix + "-events-0@2 of ")
        .contains("schema-mismatch at " + prefix + "-events-0@1: field age")
        .contains("shadow at " + prefix + "-events-0@3")
        .contains("Merges and order were not looked at");
    JsonNode json = run("report", "--settle", "0s", "--json").lines(1).get(0);
    assertThat(json.at("/reasons/schema-mismatch/count").asInt()).isEqualTo(1);
    assertThat(json.path("unaccounted")).hasSize(1);
    assertThat(json.path("requests").isNull()).isTrue();
  }

  @Test
  void whatHasJustComeIsUnderWayAndWhatIsNotReadIsNotLost() throws Exception {
    publish(5, true);
    commit(3);
    receipt(0, Receipt.Status.DELIVERED);

    Run report = run("report");

    assertThat(report.out())
        .contains("2  events under way")
        .contains("2  events not read yet")
        .contains("accounted: every event ended once");
    assertThat(report.exitCode()).isZero();
    Run waited = run("report", "--wait", "1s");
    assertThat(waited.out()).contains("LOST: 2 published").contains("NOT READ: ");
    assertThat(waited.exitCode()).isEqualTo(1);
  }

  @Test
  void theMarksOfTransactionsAreNoLostEvents() throws Exception {
    publish(2, true);
    publish(1, false);
    publish(1, true);
    commit(8);
    for (long offset : new long[] {0, 1, 5}) {
      receipt(offset, Receipt.Status.DELIVERED);
    }

    Run report = run("report", "--settle", "0s");

    assertThat(report.out()).contains("3  events read").contains("accounted: every event");
    assertThat(report.exitCode()).isZero();
  }

  @Test
  void somethingThatEndedTwiceIsSaidLoudly() throws Exception {
    publish(1, true);
    commit(1);
    receipt(0, Receipt.Status.DELIVERED);
    receipt(0, Receipt.Status.DELIVERED);

    Run report = run("report");

    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.out()).contains("  DOUBLED: 1 updates have more than one outcome");
  }

  @Test
  void aWindowLeavesTheRestOut() throws Exception {
    publish(1, true);
    commit(1);
    assertThat(run("report", "--to", "2020-01-01T00:00:00Z", "--settle", "0s").out())
        .contains("0  events read");
    assertThat(run("report", "--from", "2020-01-01T00:00:00Z", "--settle", "0s").out())
        .contains("LOST: 1");
  }

  @Test
  void aGroupThatNeverReadIsNoGoodNews() throws Exception {
    publish(1, true);
    Run report = run("report", "-D", "source.group-id=other");
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.out()).contains("NOT READ: the group other has committed nothing");
  }

  @Test
  void aTraceHidesValuesUnlessAsked() throws Exception {
    publish(2, true);
    commit(2);
    receipt(1, Receipt.Status.DELIVERED);
    String position = prefix + "-events-0@1";

    Run hidden = run("trace", "--position", position);
    Run shown = run("trace", "--position", position, "--show-values");
    Run byMessage = run("trace", "--message", "m-1");
    Run json = run("trace", "--message", "m-1", "--json");

    assertThat(hidden.exitCode()).isZero();
    assertThat(hidden.out())
        .contains("\"messageId\":\"m-1\"", "\"email\":\"text of 13\"", "\"status\":\"delivered\"")
        .doesNotContain("ann1@shop.com");
    assertThat(shown.out()).contains("ann1@shop.com");
    assertThat(byMessage.out()).isEqualTo(hidden.out());
    assertThat(json.out()).doesNotContain("ann1@shop.com");
    assertThat(json.lines().get(0).path("state").asText()).isEqualTo("ENDED");
    assertThat(run("trace", "--message", "none").exitCode()).isEqualTo(1);
    assertThat(run("trace", "--position", "nowhere").err()).contains("segment-events-0@17");
    assertThat(run("trace", "--position", prefix + "-events-0@77").err()).contains("no record");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kafka.bootstrap.servers=127.0.0.1:9              | nobody answers
          kafka.bootstrap.servers=no.such.host.invalid:9   | no host of kafka.bootstrap.servers
          kafka.sasl.jaas.config=WRONG                     | the broker refuses the login
          kafka.sasl.jaas.config=                          | there is no login for SASL
          kafka.ssl.truststore.location=/no/such/file.jks  | a keystore or truststore can't be read
          """)
  void whatKeepsAToolFromKafkaIsOneSentence(String option, String sentence) {
    List<String> options = new ArrayList<>(List.of("-D", option));
    if (option.contains("WRONG")) {
      options.set(1, "kafka.sasl.jaas.config=" + new KafkaLogin("operator", "no").ofClient());
    }
    if (option.contains("ssl")) {
      options.addAll(List.of("-D", "kafka.security.protocol=SASL_SSL"));
    }
    for (List<String> command :
        List.of(List.of("report"), List.of("trace", "--message", "m"), List.of("publish"))) {
      List<String> words = new ArrayList<>(command);
      words.addAll(options);
      long start = System.nanoTime();
      Run run = run(words.toArray(String[]::new));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().lines()).singleElement().asString().contains(sentence);
      assertThat(run.err()).doesNotContain("hunter2");
    }
  }

  @Test
  void aTopicThatIsNotThereIsOneSentence() {
    Run run = run("publish", "--topic", "none");
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err().lines().count()).isEqualTo(1);
    assertThat(run.err()).contains("Topic none");
  }

  private void publish(int events, boolean committed) {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < events; i++) {
        send(
            producer,
            "events",
            ("{\"type\":\"identify\",\"messageId\":\"m-"
                    + i
                    + "\",\"userId\":\"u\",\"traits\":{\"email\":\"ann"
                    + i
                    + "@shop.com\"}}")
                .getBytes(StandardCharsets.UTF_8));
      }
      end(producer, committed);
    }
  }

  private void receipt(long offset, Receipt.Status status) {
    outcome(
        "receipts",
        new ReceiptJson()
            .serialize(
                new Receipt(
                    new SourcePosition(prefix + "-events", 0, offset),
                    "m-" + offset,
                    "Identify",
                    status,
                    status == Receipt.Status.SUPPRESSED ? "shadow" : null,
                    0,
                    1,
                    7,
                    Repairs.NONE)));
  }

  private void refusal(long offset) {
    outcome(
        "dead-letters",
        new DeadLetterJson(100_000)
            .serialize(
                new DeadLetter(
                    Reason.SCHEMA_MISMATCH,
                    DeadLetter.Scope.UPDATE,
                    "field age",
                    new SourcePosition(prefix + "-events", 0, offset),
                    "m-" + offset,
                    "Identify",
                    null,
                    null)));
  }

  private void outcome(String topic, byte[] value) {
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      producer.initTransactions();
      producer.beginTransaction();
      send(producer, topic, value);
      end(producer, true);
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String topic, byte[] value) {
    var unused = producer.send(new ProducerRecord<>(prefix + "-" + topic, value));
  }

  private static void end(KafkaProducer<byte[], byte[]> producer, boolean committed) {
    producer.flush();
    if (committed) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            prefix),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private void commit(long offset) throws Exception {
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) kafka.bootstrapServers()))) {
      admin
          .alterConsumerGroupOffsets(
              prefix,
              Map.of(new TopicPartition(prefix + "-events", 0), new OffsetAndMetadata(offset)))
          .all()
          .get();
    }
  }

  private record Run(int exitCode, String out, String err) {

    private List<JsonNode> lines() {
      return lines(Integer.MAX_VALUE);
    }

    /** One value a line, or one value over all lines. */
    private List<JsonNode> lines(int documents) {
      try {
        if (documents == 1) {
          return List.of(JSON.readTree(out));
        }
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : out.split("\n", -1)) {
          if (!line.isEmpty()) {
            nodes.add(JSON.readTree(line));
          }
        }
        return nodes;
      } catch (IOException e) {
        throw new AssertionError(out, e);
      }
    }
  }

  private Run run(String... arguments) {
    return runWith(null, arguments);
  }

  private Run runWith(@Nullable String input, String... arguments) {
    List<String> words = new ArrayList<>(List.of(arguments[0], "--config", "conf/job.yaml"));
    for (String option :
        List.of(
            "kafka.bootstrap.servers=" + KafkaLogin.bootstrapServers(kafka),
            "kafka.security.protocol=SASL_PLAINTEXT",
            "kafka.sasl.mechanism=PLAIN",
            "kafka.sasl.jaas.config=" + LOGIN.ofClient(),
            "source.topics=" + prefix + "-events",
            "source.group-id=" + prefix,
            "outcome.receipts-topic=" + prefix + "-receipts",
            "outcome.dead-letters-topic=" + prefix + "-dead-letters")) {
      words.addAll(List.of("-D", option));
    }
    words.addAll(List.of(arguments).subList(1, arguments.length));
    CommandLine commandLine = Main.commandLine();
    if (input != null) {
      commandLine.getCommandSpec().removeSubcommand("publish");
      commandLine.addSubcommand(
          "publish",
          new PublishCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    int exitCode = commandLine.execute(words.toArray(String[]::new));
    return new Run(exitCode, out.toString(), err.toString());
  }
}

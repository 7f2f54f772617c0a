package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.KafkaAdmin;
import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.EmbeddedKafkaSettings;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.EventPublisher;
import io.segmentinsider.lab.publish.Progress;
import io.segmentinsider.lab.report.Effort;
import io.segmentinsider.lab.report.Offsets;
import io.segmentinsider.lab.report.OutcomeTopics;
import io.segmentinsider.lab.report.Report;
import io.segmentinsider.lab.report.ReportWriter;
import io.segmentinsider.lab.report.SourceRange;
import io.segmentinsider.outcome.TopicLimits;
import io.segmentinsider.sandbox.Sandbox;
import io.segmentinsider.sandbox.SandboxSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records that a topic does not take as they are: the job writes what it takes, and goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class TopicLimitsIT {

  private static final int LIMIT = 30_000;

  /** Above what producers send by default, too. */
  private static final int HUGE = 2_000_000;

  @TempDir private Path folder;
  private EmbeddedKafka kafka;

  @BeforeAll
  void startBroker() throws Exception {
    kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
    try (Admin admin = admin()) {
      admin
          .createTopics(
              List.of(
                  topic("events", 16 * 1024 * 1024),
                  topic("orders", 16 * 1024 * 1024),
                  topic("events-receipts", LIMIT),
                  topic("orders-receipts", LIMIT),
                  topic("letters", LIMIT),
                  topic("calls", LIMIT),
                  topic("tiny", 5_000)))
          .all()
          .get();
    }
  }

  @AfterAll
  void stopBroker() {
    kafka.close();
  }

  @Test
  void whatIsLargerThanItsTopicTakesIsCutAndStopsNothing() throws Exception {
    List<String> lines =
        List.of(
            identify("\"u-1\"", "m-1", "x"),
            "{\"type\":\"track\",\"userId\":true,\"messageId\":\"m-2\",\"event\":\"Opened\","
                + "\"properties\":{\"text\":\""
                + "x".repeat(HUGE)
                + "\"}}",
            identify("\"u-3\"", "m".repeat(HUGE), "x"),
            identify("\"" + "u".repeat(HUGE) + "\"", "m-4", "x"),
            "\"" + "\\u0000".repeat(HUGE / 6) + "\"",
            "{\"type\":\"" + "t".repeat(HUGE) + "\",\"messageId\":\"m-6\",\"userId\":\"u-6\"}",
            identify("\"u-7\"", "m-7", "y"));

    Report report = run("events", lines);

    assertThat(report.problems()).isEmpty();
    assertThat(report.accounted()).isTrue();
    assertThat(read("events-receipts"))
        .isNotEmpty()
        .allSatisfy(json -> assertThat(json.path("messageId").asText()).hasSizeLessThan(200));
    List<JsonNode> letters = read("letters");
    assertThat(letters)
        .filteredOn(json -> json.path("messageId").asText().equals("m-6"))
        .singleElement()
        .satisfies(
            json -> {
              assertThat(json.path("original").asText()).startsWith("{\"type\":\"ttt");
              assertThat(json.path("originalBytes").asInt()).isGreaterThan(HUGE);
            });
  }

  @Test
  void aCallOfTheShadowThatTheTopicDoesNotTakeGoesInParts() throws Exception {
    List<String> properties = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      properties.add(
          "{\"product_id\":\"p"
              + i
              + "\",\"name\":\""
              + "n".repeat(100)
              + "\",\"price\":"
              + i
              + "}");
    }
    String order =
        "{\"type\":\"track\",\"userId\":\"u-1\",\"messageId\":\"o-1\",\"event\":\"Order"
            + " Completed\","
            + "\"timestamp\":\"2026-05-01T00:00:00Z\",\"properties\":{\"order_id\":\"o\",\"currency\":\"EUR\",\"products\":"
            + properties
            + "}}";

    Report report =
        run("orders", List.of(order), "delivery.mode=shadow", "delivery.shadow-topic=calls");

    assertThat(report.accounted()).isTrue();
    List<JsonNode> calls = read("calls");
    assertThat(calls).hasSizeGreaterThan(2);
    assertThat(
            calls.stream().mapToInt(call -> call.path("users").path(0).path("events").size()).sum())
        .isEqualTo(400);
  }

  @Test
  void aTopicThatDoesNotTakeReceiptsStopsTheSubmit() {
    JobSettings settings = JobSettings.from(configuration("outcome.receipts-topic=tiny"));

    assertThatThrownBy(() -> ask(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("max.message.bytes of topic tiny")
        .hasMessageContaining("5000")
        .hasMessageContaining("at least 21");
  }

  @Test
  void aProducerThatDoesNotSendReceiptsStopsTheSubmit() {
    JobSettings settings =
        JobSettings.from(
            configuration("outcome.receipts-topic=events-receipts", "kafka.max.request.size=2000"));

    assertThatThrownBy(() -> ask(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("kafka.max.request.size");
  }

  private Report run(String topic, List<String> lines, String... more) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "token");
    Path file = Files.write(folder.resolve("events.ndjson"), lines);
    new EventPublisher(kafka.bootstrapServers(), topic)
        .publish(EventInput.file(file), 1, Progress.NONE);
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults());
        Offsets offsets = new Offsets(kafka.bootstrapServers())) {
      List<String> options = new ArrayList<>();
      options.addAll(
          List.of(
              "source.topics=" + topic,
              "source.start=earliest",
              "source.stop=end-offsets",
              "outcome.receipts-topic=" + topic + "-receipts",
              "outcome.dead-letters-topic=letters",
              "delivery.endpoint=" + sandbox.uri(),
              "delivery.token-file=" + token,
              "parallelism.default=1",
              "execution.checkpointing.interval=300 ms",
              "execution.checkpointing.dir=" + folder.resolve("checkpoints").toUri()));
      options.addAll(List.of(more));
      Configuration configuration = configuration(options.toArray(String[]::new));
      configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
      JobSettings settings = JobSettings.from(configuration);
      MiniCluster cluster = cluster();
      try {
        cluster.start();
        JobGraph graph =
            SegmentInsiderJob.environment(configuration, settings, ask(settings))
                .getStreamGraph()
                .getJobGraph();
        cluster.executeJobBlocking(graph);
      } finally {
        cluster.closeAsync().join();
      }
      List<SourceRange> published = offsets.ranges(topic);
      return new ReportWriter(
              kafka.bootstrapServers(),
              new OutcomeTopics(topic + "-receipts", "letters"),
              sandbox.uri())
          .write(published, Effort.UNKNOWN, false, folder);
    }
  }

  private static MiniCluster cluster() {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    return new MiniCluster(
        new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(1)
            .build());
  }

  private List<JsonNode> read(String topic) throws Exception {
    List<JsonNode> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          records.add(new ObjectMapper().readTree(record.value()));
        }
      }
    }
    return records;
  }

  private static String identify(String userId, String messageId, String plan) {
    return "{\"type\":\"identify\",\"userId\":"
        + userId
        + ",\"messageId\":\""
        + messageId
        + "\",\"timestamp\":\"2026-05-01T00:00:00Z\",\"traits\":{\"plan\":\""
        + plan
        + "\"}}";
  }

  private static NewTopic topic(String name, int maxMessageBytes) {
    return new NewTopic(name, 1, (short) 1)
        .configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes)));
  }

  private static TopicLimits ask(JobSettings settings) throws InterruptedException {
    try (Admin admin = KafkaAdmin.connect(settings.kafka(), Duration.ofSeconds(10))) {
      return TopicLimits.ask(admin, settings.outcome(), settings.kafka());
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private Configuration configuration(String... options) {
    List<String> overrides = new ArrayList<>();
    overrides.add("kafka.bootstrap.servers=" + kafka.bootstrapServers());
    overrides.addAll(List.of(options));
    return JobConfiguration.load(Path.of("conf/job.yaml"), overrides);
  }
}

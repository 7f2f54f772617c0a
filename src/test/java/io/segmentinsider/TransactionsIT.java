package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
import io.segmentinsider.outcome.TransactionLimit;
import io.segmentinsider.outcome.TransactionalIds;
import io.segmentinsider.sandbox.Sandbox;
import io.segmentinsider.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The transactions of receipts and dead letters, and what the broker does to them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class TransactionsIT {

  private static final Duration BROKER_LIMIT = Duration.ofMinutes(2);
  private static final int EVENTS = 60;

  @TempDir private Path folder;
  private EmbeddedKafka kafka;

  @BeforeAll
  void startBroker() {
    kafka =
        EmbeddedKafka.start(
            new EmbeddedKafkaSettings(
                "127.0.0.1",
                0,
                null,
                Map.of("transaction.max.timeout.ms", Long.toString(BROKER_LIMIT.toMillis()))));
    kafka.createTopic("of-others", 1);
  }

  @AfterAll
  void stopBroker() {
    kafka.close();
  }

  @Test
  void aTimeOutAboveTheBrokersLimitStopsTheSubmit() {
    assertThatThrownBy(
            () ->
                SegmentInsiderJob.main(
                    new String[] {
                      "--config",
                      "conf/job.yaml",
                      "-D",
                      "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                      "-D",
                      "outcome.transaction-timeout=121 s"
                    }))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'outcome.transaction-timeout' is '121000 ms'")
        .hasMessageContaining("at most 120000 ms")
        .hasMessageContaining("transaction.max.timeout.ms");
  }

  @Test
  void aTimeOutThatTheBrokerAllowsPasses() {
    JobSettings settings = JobSettings.from(configuration("outcome.transaction-timeout=2 min"));

    assertThatCode(() -> checkLimit(settings)).doesNotThrowAnyException();
  }

  @Test
  void withoutTransactionsThereIsNoLimit() {
    JobSettings settings =
        JobSettings.from(
            configuration("outcome.transaction-timeout=1 h", "outcome.guarantee=at-least-once"));

    assertThatCode(() -> checkLimit(settings)).doesNotThrowAnyException();
  }

  @Test
  void aBrokerThatDoesNotSayItsLimitIsNoError() {
    JobSettings settings =
        JobSettings.from(
            configuration(
                "kafka.bootstrap.servers=127.0.0.1:9",
                "kafka.request.timeout.ms=300",
                "kafka.default.api.timeout.ms=600",
                "outcome.transaction-timeout=1 h"));

    assertThatCode(() -> checkLimit(settings)).doesNotThrowAnyException();
  }

  @Test
  void theJobRestartsWithoutAnEnd() {
    Configuration configuration = configuration();
    Configuration used =
        (Configuration)
            SegmentInsiderJob.environment(
                    configuration, JobSettings.from(configuration), TopicLimits.usual())
                .getConfiguration();

    assertThat(used.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("exponential-delay");
    assertThat(used.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS))
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void aRunningJobOfTheSameNameStopsTheSubmit() throws Exception {
    JobSettings settings = JobSettings.from(configuration("job.name=twin"));
    AtomicBoolean end = new AtomicBoolean();
    Thread other =
        new Thread(
            () -> {
              try (KafkaProducer<String, String> producer = producer("twin-receipts-0-1")) {
                while (!end.get()) {
                  producer.beginTransaction();
                  write(producer);
                  producer.commitTransaction();
                }
              }
            });
    other.start();
    try {
      assertThatThrownBy(
              () -> {
                // One look may fall between two transactions of the other job.
                while (true) {
                  checkIds(settings, Duration.ofSeconds(1));
                }
              })
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("outcome.transactional-id-prefix")
          .hasMessageContaining("twin-receipts-0-1")
          .hasMessageContaining("job.name");
    } finally {
      end.set(true);
      other.join();
    }
  }

  @Test
  void theTransactionOfAKilledJobAndThoseOfOthersDoNot() throws Exception {
    JobSettings settings = JobSettings.from(configuration("job.name=dead"));
    try (KafkaProducer<String, String> killed = producer("dead-receipts-0-1");
        KafkaProducer<String, String> longer = producer("dead-letters-receipts-0-1")) {
      for (KafkaProducer<String, String> producer : List.of(killed, longer)) {
        producer.beginTransaction();
        write(producer);
      }

      assertThatCode(() -> checkIds(settings, Duration.ofMillis(100))).doesNotThrowAnyException();
    }
  }

  private static void checkLimit(JobSettings settings) throws InterruptedException {
    try (Admin admin = KafkaAdmin.connect(settings.kafka(), Duration.ofSeconds(10))) {
      TransactionLimit.check(admin, settings.outcome());
    }
  }

  private static void checkIds(JobSettings settings, Duration checkpointInterval)
      throws InterruptedException {
    try (Admin admin = KafkaAdmin.connect(settings.kafka(), Duration.ofSeconds(10))) {
      TransactionalIds.check(admin, settings.outcome(), checkpointInterval);
    }
  }

  private KafkaProducer<String, String> producer(String transactionalId) {
    KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "transactional.id", transactionalId),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    return producer;
  }

  private static void write(KafkaProducer<String, String> producer) {
    try {
      producer.send(new ProducerRecord<>("of-others", "x")).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The transaction of a checkpoint ends at the broker before the checkpoint does. What was
   * delivered stays delivered; its receipts are lost, which the metric counts; the job goes on.
   */
  @Test
  void anOutageLongerThanTheTimeOutLosesReceiptsAndNoDelivery() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "token");
    for (String topic : List.of("events", "receipts", "letters")) {
      kafka.createTopic(topic, 1);
    }
    Path lines = Files.write(folder.resolve("events.ndjson"), lines());
    MiniCluster cluster = cluster();
    try (Sandbox sandbox = Sandbox.start(SandboxSettings.defaults())) {
      cluster.start();
      Configuration configuration =
          configuration(
              "source.topics=events",
              "source.start=earliest",
              "outcome.receipts-topic=receipts",
              "outcome.dead-letters-topic=letters",
              "outcome.transaction-timeout=1 s",
              "delivery.endpoint=" + sandbox.uri(),
              "delivery.token-file=" + token,
              "parallelism.default=1",
              "execution.checkpointing.interval=6 s",
              "execution.checkpointing.min-pause=6 s",
              "execution.checkpointing.dir=" + folder.resolve("checkpoints").toUri());
      JobGraph graph =
          SegmentInsiderJob.environment(
                  configuration, JobSettings.from(configuration), TopicLimits.usual())
              .getStreamGraph()
              .getJobGraph();
      JobID job = cluster.submitJob(graph).get().getJobID();
      WebInterface web = new WebInterface(cluster.getRestAddress().get());
      long checkpoints = 0;
      while (failedCommittables(web) == 0) {
        assertThat(cluster.getJobStatus(job).get()).isNotEqualTo(JobStatus.FAILED);
        // Right after a checkpoint, so that the transaction is long over when the next one comes.
        long completed = completedCheckpoints(cluster, job);
        if (completed > checkpoints) {
          checkpoints = completed;
          new EventPublisher(kafka.bootstrapServers(), "events")
              .publish(EventInput.file(lines), 1, Progress.NONE);
        }
      }

      assertThat(sandbox.statistics().eventsStored()).isEqualTo(EVENTS);
      assertThat(cluster.getJobStatus(job).get()).isEqualTo(JobStatus.RUNNING);
      cluster.cancelJob(job).get();
      List<SourceRange> published;
      try (Offsets offsets = new Offsets(kafka.bootstrapServers())) {
        published = offsets.ranges("events");
      }
      Report report =
          new ReportWriter(
                  kafka.bootstrapServers(), new OutcomeTopics("receipts", "letters"), sandbox.uri())
              .write(published, Effort.UNKNOWN, false, folder);
      assertThat(report.accounted()).isFalse();
      assertThat(report.problems()).isNotEmpty();
    } finally {
      cluster.closeAsync().join();
    }
  }

  private static MiniCluster cluster() {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(200));
    return new MiniCluster(
        new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration)
            .setNumTaskManagers(1)
            .setNumSlotsPerTaskManager(1)
            .build());
  }

  private static long completedCheckpoints(MiniCluster cluster, JobID job) throws Exception {
    CheckpointStatsSnapshot checkpoints =
        cluster.getArchivedExecutionGraph(job).get().getCheckpointStatsSnapshot();
    return checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfCompletedCheckpoints();
  }

  private static long failedCommittables(WebInterface web)
      throws IOException, InterruptedException {
    long failed = 0;
    for (Map.Entry<String, String> answer : web.answers().entrySet()) {
      if (answer.getKey().contains("failedCommittables")) {
        for (JsonNode metric : new ObjectMapper().readTree(answer.getValue())) {
          if (metric.path("id").asText().endsWith("failedCommittables")) {
            failed += metric.path("value").asLong();
          }
        }
      }
    }
    return failed;
  }

  private static List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      lines.add(
          "{\"type\":\"track\",\"messageId\":\"m"
              + i
              + "\",\"userId\":\"u"
              + i % 7
              + "\",\"timestamp\":\"2026-05-01T00:00:00Z\",\"event\":\"Product Viewed\","
              + "\"properties\":{\"product_id\":\"p"
              + i
              + "\",\"name\":\"Cup\",\"price\":9.5,\"category\":\"Cups\"}}");
    }
    return lines;
  }

  private Configuration configuration(String... options) {
    List<String> overrides = new ArrayList<>();
    overrides.add("kafka.bootstrap.servers=" + kafka.bootstrapServers());
    overrides.addAll(List.of(options));
    return JobConfiguration.load(Path.of("conf/job.yaml"), overrides);
  }
}

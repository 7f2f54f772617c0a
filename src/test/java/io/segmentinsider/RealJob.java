package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.lab.kafka.TopicReader;
import io.segmentinsider.lab.report.Effort;
import io.segmentinsider.lab.report.Offsets;
import io.segmentinsider.lab.report.OutcomeTopics;
import io.segmentinsider.lab.report.Report;
import io.segmentinsider.lab.report.ReportWriter;
import io.segmentinsider.outcome.TopicLimits;
import io.segmentinsider.sandbox.Fault;
import io.segmentinsider.sandbox.Sandbox;
import io.segmentinsider.sandbox.SandboxSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.annotation.Nullable;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.executiongraph.ArchivedExecutionGraph;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The job with its real ends, on a Flink and a sandbox in this JVM, reading the topics of a broker
 * that belongs to the test. Its topics are {@code events}, {@code receipts} and {@code letters},
 * with a prefix.
 */
final class RealJob implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int SLOTS = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String bootstrapServers;
  private final String prefix;
  private final Path folder;
  private final Path token;
  private final Sandbox sandbox;
  private final MiniCluster cluster;
  private JobID job;

  private RealJob(
      String bootstrapServers, String prefix, Path folder, Sandbox sandbox, MiniCluster cluster)
      throws IOException {
    this.bootstrapServers = bootstrapServers;
    this.prefix = prefix;
    this.folder = Files.createDirectories(folder.resolve(prefix));
    this.token = Files.writeString(this.folder.resolve("token"), "token\n");
    this.sandbox = sandbox;
    this.cluster = cluster;
  }

  /** Everything that the job needs, with its topics, and no job yet. */
  static RealJob on(EmbeddedKafka kafka, String prefix, int partitions, Path folder)
      throws Exception {
    kafka.createMissingTopics(
        Map.of(prefix + "-events", partitions, prefix + "-receipts", 1, prefix + "-letters", 1));
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(200));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
    cluster.start();
    return new RealJob(
        kafka.bootstrapServers(),
        prefix,
        folder,
        Sandbox.start(SandboxSettings.defaults()),
        cluster);
  }

  /** Starts the job. */
  void submit(@Nullable String checkpoint, String... options) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "job.name=" + prefix,
                "kafka.bootstrap.servers=" + bootstrapServers,
                "source.topics=" + prefix + "-events",
                "source.group-id=" + prefix,
                "source.partition-discovery=1 s",
                "outcome.receipts-topic=" + prefix + "-receipts",
                "outcome.dead-letters-topic=" + prefix + "-letters",
                "delivery.endpoint=" + sandbox.uri(),
                "delivery.token-file=" + token,
                "parallelism.default=1",
                "restart-strategy.exponential-delay.initial-backoff=200 ms",
                "execution.checkpointing.interval=300 ms",
                "execution.checkpointing.dir=file://" + checkpointFolder()));
    all.addAll(List.of(options));
    Configuration configuration = JobConfiguration.load(Path.of("conf/job.yaml"), all);
    JobGraph graph =
        SegmentInsiderJob.environment(
                configuration, JobSettings.from(configuration), TopicLimits.usual())
            .getStreamGraph()
            .getJobGraph();
    if (checkpoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(checkpoint));
    }
    job = cluster.submitJob(graph).get().getJobID();
  }

  /** Cancels the job; its last checkpoint stays. */
  String cancel() throws Exception {
    cluster.cancelJob(job).get();
    await("the job's end", () -> status().isGloballyTerminalState());
    CheckpointStatsSnapshot checkpoints = graph().getCheckpointStatsSnapshot();
    CompletedCheckpointStats last = checkpoints.getHistory().getLatestCompletedCheckpoint();
    return last.getExternalPath();
  }

  /** Stops the job with a savepoint; what it has written until then is committed. */
  void stop(SavepointFormatType format, Path directory) throws Exception {
    cluster.stopWithSavepoint(job, directory.toUri().toString(), false, format).get();
  }

  /** Lets Insider take nothing from now on. */
  void holdInsider() {
    sandbox.faults().order(Fault.always(new Fault.Outage(false)));
  }

  JobStatus status() throws Exception {
    return cluster.getJobStatus(job).get();
  }

  /** Checkpoints that the job has completed. */
  long checkpoints() throws Exception {
    CheckpointStatsSnapshot checkpoints = graph().getCheckpointStatsSnapshot();
    return checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfCompletedCheckpoints();
  }

  /** Checkpoints of the job that failed. */
  long failedCheckpoints() throws Exception {
    CheckpointStatsSnapshot checkpoints = graph().getCheckpointStatsSnapshot();
    return checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfFailedCheckpoints();
  }

  /** Where checkpoints go. */
  Path checkpointFolder() {
    return folder.resolve("checkpoints");
  }

  /** Where its Insider is. */
  URI insider() {
    return sandbox.uri();
  }

  /** How many people Insider knows. */
  long people() {
    return sandbox.statistics().profiles();
  }

  /** The messages of all failures of the job, with their causes. */
  String failures() throws Exception {
    return new WebInterface(cluster.getRestAddress().get())
        .answers()
        .get("/jobs/" + job + "/exceptions?maxExceptions=100");
  }

  /** A metric of the job, added up over its subtasks; 0 if there is none (yet). */
  long metric(String name) throws Exception {
    long sum = 0;
    for (Map.Entry<String, String> answer :
        new WebInterface(cluster.getRestAddress().get()).answers().entrySet()) {
      if (answer.getKey().contains(name)) {
        for (JsonNode metric : JSON.readTree(answer.getValue())) {
          if (metric.path("id").asText().endsWith("." + name)) {
            sum += metric.path("value").asLong();
          }
        }
      }
    }
    return sum;
  }

  /** Publishes one identify call for each of these users. */
  void publish(int partition, int from, int to) throws Exception {
    publish(partition, IntStream.range(from, to).mapToObj(RealJob::identify).toList());
  }

  /** Publishes these records. */
  void publish(int partition, List<String> events) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new StringSerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (String event : events) {
        sent.add(producer.send(new ProducerRecord<>(prefix + "-events", partition, null, event)));
      }
      for (Future<RecordMetadata> record : sent) {
        record.get();
      }
    }
  }

  private static String identify(int user) {
    return "{\"type\":\"identify\",\"userId\":\"u"
        + user
        + "\",\"messageId\":\"m"
        + user
        + "\",\"timestamp\":\"2026-05-01T00:00:00Z\",\"traits\":{\"city\":\"Rome\"}}";
  }

  /** What the outcomes say. */
  Report report() throws Exception {
    try (Offsets offsets = new Offsets(bootstrapServers)) {
      return new ReportWriter(
              bootstrapServers,
              new OutcomeTopics(prefix + "-receipts", prefix + "-letters"),
              sandbox.uri())
          .write(offsets.ranges(prefix + "-events"), Effort.UNKNOWN, false, folder);
    }
  }

  /** The committed records of a topic. */
  List<String> records(String topic) throws IOException {
    List<String> records = new ArrayList<>();
    try (TopicReader reader =
        new TopicReader(KafkaClients.at(bootstrapServers), ReadProgress.NONE)) {
      List<TopicPartition> partitions = reader.partitions(prefix + "-" + topic);
      reader.read(
          topic,
          reader.begins(partitions),
          reader.ends(partitions),
          read -> records.add(new String(read.value(), StandardCharsets.UTF_8)));
    }
    return records;
  }

  /** What Insider knows of people, one a line. */
  List<String> profiles() throws IOException {
    Path file = folder.resolve("profiles.ndjson");
    sandbox.writeProfiles(file);
    return Files.readAllLines(file);
  }

  /** The dead letters that the last report found, one a line. */
  String deadLetters() throws IOException {
    return Files.readString(folder.resolve("dead-letters.ndjson"));
  }

  /** Waits until Insider knows so many people, and a checkpoint has come after that. */
  void awaitPeople(int people) throws Exception {
    await(people + " people", () -> people() >= people);
    awaitCheckpoint();
  }

  /** Waits for a checkpoint that begins after now. */
  void awaitCheckpoint() throws Exception {
    long before = checkpoints();
    await("two checkpoints", () -> checkpoints() >= before + 2);
  }

  /** Waits until something is so. */
  void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.isMet()) {
      assertThat(System.nanoTime()).as(() -> "waiting for " + what).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  private ArchivedExecutionGraph graph() throws Exception {
    return cluster.getArchivedExecutionGraph(job).get();
  }

  /** Something that becomes so. */
  @FunctionalInterface
  interface Condition {
    boolean isMet() throws Exception;
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
    sandbox.close();
  }
}

package io.segmentinsider.lab.demo;

import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import io.segmentinsider.SegmentInsiderJob;
import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.EmbeddedKafkaSettings;
import io.segmentinsider.lab.publish.EventPublisher;
import io.segmentinsider.lab.publish.Progress;
import io.segmentinsider.lab.publish.Published;
import io.segmentinsider.lab.report.Effort;
import io.segmentinsider.lab.report.Offsets;
import io.segmentinsider.lab.report.OutcomeTopics;
import io.segmentinsider.lab.report.Report;
import io.segmentinsider.lab.report.ReportWriter;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.outcome.TopicLimits;
import io.segmentinsider.sandbox.Sandbox;
import io.segmentinsider.sandbox.SandboxSettings;
import io.segmentinsider.segment.SourceOptions;
import io.segmentinsider.segment.SourceOptions.StopPosition;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.kafka.common.utils.Utils;

/**
 * A broker, a sandbox and a Flink cluster in this JVM. The events are published first; the job then
 * reads to the end offsets and ends by itself. If its parallelism is to change, it reads on and is
 * drained at the end: a bounded source that goes on with fewer readers does not end.
 */
public final class Demo implements AutoCloseable {

  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");
  private static final Duration WATCH_INTERVAL = Duration.ofMillis(20);
  private static final long PROGRESS_INTERVAL_NANOS = Duration.ofMillis(200).toNanos();

  private final DemoSettings settings;
  private final Resources resources;
  private final EmbeddedKafka kafka;
  private final Sandbox sandbox;
  private final LocalFlink flink;
  private final Configuration configuration;
  private final JobSettings job;
  private final Path savepoints;
  private final Disturber disturber;

  private Demo(DemoSettings settings, Resources resources, Runnable starting) throws IOException {
    this.settings = settings;
    this.resources = resources;
    Path directory = Files.createTempDirectory("segment-insider-demo");
    resources.add(() -> Utils.delete(directory.toFile()));
    check(configuration(settings, directory, NOWHERE.getAuthority(), NOWHERE));
    starting.run();
    this.kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.keptIn(directory.resolve("kafka")));
    resources.add(kafka::close);
    this.sandbox = Sandbox.start(SandboxSettings.defaults().withRecording(settings.recording()));
    resources.add(sandbox::close);
    this.savepoints = directory.resolve("savepoints");
    this.configuration =
        configuration(settings, directory, kafka.bootstrapServers(), sandbox.uri());
    this.job = JobSettings.from(configuration);
    createTopics();
    this.flink =
        LocalFlink.start(
            settings.disturbance().rescales().stream().reduce(settings.parallelism(), Math::max));
    resources.add(flink::close);
    this.disturber = new Disturber(settings.disturbance(), sandbox, flink, token(directory));
  }

  /**
   * Starts everything but the job, and says so before.
   *
   * @param starting is called when the options are known to be right, before the first part starts
   * @throws ConfigurationException if an option is wrong
   */
  public static Demo start(DemoSettings settings, Runnable starting) throws IOException {
    Resources resources = new Resources();
    try {
      return new Demo(settings, resources, starting);
    } catch (IOException | RuntimeException e) {
      try {
        resources.close();
      } catch (IOException stopping) {
        e.addSuppressed(stopping);
      }
      throw e;
    }
  }

  private static Configuration configuration(
      DemoSettings settings, Path directory, String bootstrapServers, URI sandbox)
      throws IOException {
    Path token = token(directory);
    Files.writeString(token, "demo");
    List<String> overrides =
        new ArrayList<>(
            List.of(
                "kafka.bootstrap.servers=" + bootstrapServers,
                "source.start=earliest",
                "source.stop=" + (disturbsTheJob(settings.disturbance()) ? "never" : "end-offsets"),
                "delivery.endpoint=" + sandbox,
                "delivery.partner-name=demo",
                "delivery.token-file=" + token,
                "delivery.trace=true",
                "parallelism.default=" + settings.parallelism(),
                "execution.checkpointing.interval=2 s",
                "restart-strategy.exponential-delay.initial-backoff=200 ms",
                "execution.checkpointing.dir=" + directory.resolve("checkpoints").toUri()));
    if (settings.auditing()) {
      Path salt = directory.resolve("audit-salt");
      Files.writeString(salt, UUID.randomUUID().toString());
      overrides.add("identity.audit=true");
      overrides.add("identity.audit-salt-file=" + salt);
    }
    overrides.addAll(settings.overrides());
    return JobConfiguration.load(settings.configFile(), overrides);
  }

  /** A job whose input has ended makes no checkpoint to come back to until all is delivered. */
  private static boolean disturbsTheJob(Disturbance disturbance) {
    return disturbance.crashes() > 0 || !disturbance.rescales().isEmpty();
  }

  private static Path token(Path directory) {
    return directory.resolve("token");
  }

  /** What is wrong is said before anything starts. */
  private static void check(Configuration configuration) {
    JobSettings job = JobSettings.from(configuration);
    MapperFactory.of(job.mapping());
    if (job.source().topics().size() != 1) {
      throw new ConfigurationException(
          SourceOptions.TOPICS,
          String.join(";", job.source().topics()),
          "one topic and no pattern, as the demo publishes to it");
    }
  }

  private void createTopics() {
    kafka.createTopic(eventsTopic(), settings.partitions());
    kafka.createTopic(job.outcome().receiptsTopic(), 1);
    kafka.createTopic(job.outcome().deadLettersTopic(), 1);
    if (job.outcome().audit() != null) {
      kafka.createTopic(job.outcome().audit().topic(), 1);
    }
    if (job.outcome().shadowTopic() != null) {
      kafka.createTopic(job.outcome().shadowTopic(), settings.partitions());
    }
  }

  private String eventsTopic() {
    return job.source().topics().get(0);
  }

  /** Where Flink's web UI is. */
  public URI webInterface() {
    return flink.webInterface();
  }

  /** Where the broker is. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** The settings that the job runs with. */
  public JobSettings job() {
    return job;
  }

  /** Where the sandbox is. */
  public URI sandbox() {
    return sandbox.uri();
  }

  /** Publishes the events. */
  public Published publish(Progress progress) throws IOException {
    return new EventPublisher(kafka.bootstrapServers(), eventsTopic())
        .publish(settings.input(), settings.repeat(), progress);
  }

  /**
   * Runs the job until it has delivered what was published. A job that has no end of its own
   * ({@code source.stop: never}) is drained once a checkpoint has committed all of it.
   *
   * @throws JobFailedException if it ended before
   */
  public Effort run(Published published, JobProgress progress)
      throws IOException, InterruptedException, JobFailedException {
    EffortWatch effort = new EffortWatch(published.events());
    LoadWatch load = new LoadWatch(flink);
    disturber.begin();
    boolean isEndless = job.source().stop() == StopPosition.NEVER;
    LocalFlink.RunningJob running = flink.submit(graph(settings.parallelism()));
    try (Offsets offsets = new Offsets(kafka.bootstrapServers())) {
      long toldAt = System.nanoTime();
      Optional<CompletableFuture<String>> drain = Optional.empty();
      while (!running.hasEndedAfter(WATCH_INTERVAL)) {
        disturber.run();
        OptionalInt parallelism = disturber.nextParallelism(running);
        if (parallelism.isPresent() && drain.isEmpty()) {
          running = flink.replace(running, graph(parallelism.getAsInt()));
        }
        if (System.nanoTime() - toldAt >= PROGRESS_INTERVAL_NANOS) {
          toldAt = System.nanoTime();
          long read = offsets.committed(job.source().groupId(), published.ranges());
          effort.at(read);
          load.at(running);
          progress.at(read, sandbox.statistics());
          boolean isDue = drain.map(CompletableFuture::isCompletedExceptionally).orElse(true);
          if (isEndless && read == published.events() && isDue) {
            drain = Optional.of(flink.drain(running, savepoints));
          }
        }
      }
    }
    Effort taken = effort.end(load.end(running));
    progress.at(published.events(), sandbox.statistics());
    return taken;
  }

  private JobGraph graph(int parallelism) {
    Configuration scaled = new Configuration(configuration);
    scaled.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
    StreamGraph graph =
        SegmentInsiderJob.environment(scaled, job, TopicLimits.usual()).getStreamGraph();
    graph.setJobName(job.jobName());
    return graph.getJobGraph();
  }

  /** Writes what became of the events into a directory. */
  public Report report(Published published, Effort effort, Path directory)
      throws IOException, InterruptedException {
    return new ReportWriter(
            kafka.bootstrapServers(),
            new OutcomeTopics(job.outcome().receiptsTopic(), job.outcome().deadLettersTopic()),
            sandbox.uri())
        .write(published.ranges(), effort, settings.recording(), directory);
  }

  /** Ends the TaskManager without warning, and starts another one. */
  public void replaceTaskManager() {
    flink.replaceTaskManager();
  }

  /** How often the parallelism changed. */
  public int rescales() {
    return disturber.rescales();
  }

  /** How often the disturbance ended the TaskManager. */
  public int crashes() {
    return disturber.crashes();
  }

  /**
   * From a crash to the next user object that the sandbox accepted, for each crash that was not
   * followed by another one before that.
   */
  public List<Duration> recoveries() {
    return disturber.recoveries();
  }

  /** How often each fault struck, by its kind. */
  public Map<String, Long> strikes() {
    return sandbox.statistics().faults();
  }

  /** How often the job was restored from a checkpoint. */
  public long restores() {
    return flink.restores();
  }

  /** How many checkpoints the job completed. */
  public long completedCheckpoints() {
    return flink.completedCheckpoints();
  }

  /** Stops everything and deletes what it stored. */
  @Override
  public void close() throws IOException {
    resources.close();
  }
}

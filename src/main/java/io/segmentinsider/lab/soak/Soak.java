package io.segmentinsider.lab.soak;

import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.ClusterFiles;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.lab.publish.EventPublisher;
import io.segmentinsider.lab.publish.Pace;
import io.segmentinsider.lab.publish.Progress;
import io.segmentinsider.lab.report.JobReport;
import io.segmentinsider.lab.report.Report;
import io.segmentinsider.sandbox.FaultScenario;
import io.segmentinsider.sandbox.SandboxClient;
import io.segmentinsider.segment.SourceOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Runs one soak from its start to its report. */
public final class Soak {

  /** What waits for a user in the end may take so long. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final Duration THREADS_END = Duration.ofMinutes(5);

  /** Waits that are short enough for a soak, and the time-out that the fault {@code late} needs. */
  private static final List<String> OPTIONS =
      List.of(
          "execution.checkpointing.interval=5 s",
          "delivery.request-timeout="
              + FaultScenario.LATE_REQUEST_TIMEOUT.multipliedBy(2).toMillis()
              + " ms",
          "delivery.backoff-max=5 s",
          "delivery.retry-budget=30 s");

  private final ClusterFiles files;
  private final SoakSettings settings;
  private final Consumer<String> terminal;

  /**
   * A soak.
   *
   * @param files where its cluster keeps what it does; nothing may run there
   * @param terminal is told each mishap
   */
  public Soak(ClusterFiles files, SoakSettings settings, Consumer<String> terminal) {
    this.files = files;
    this.settings = settings;
    this.terminal = terminal;
  }

  /** Runs it, and writes its files. */
  public SoakReport run() throws IOException, InterruptedException, ClusterException {
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(settings.options());
    SoakCluster cluster = SoakCluster.start(files, options);
    try {
      return run(cluster);
    } finally {
      cluster.stop();
    }
  }

  private SoakReport run(SoakCluster cluster)
      throws IOException, InterruptedException, ClusterException {
    SandboxClient insider = new SandboxClient(cluster.state().sandbox());
    SoakLog log = new SoakLog(System::nanoTime, terminal);
    AtomicLong published = new AtomicLong();
    Mishaps mishaps = new Mishaps(cluster, insider, settings.every(), settings.seed(), log);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      threads.execute(new Sampler(cluster, insider, published::get, settings.sampleEvery(), log));
      threads.execute(mishaps);
      publish(cluster, published);
    } finally {
      threads.shutdownNow();
      if (!threads.awaitTermination(THREADS_END.toSeconds(), TimeUnit.SECONDS)) {
        log.note("a mishap does not end");
      }
      mishaps.end();
    }
    log.note("published; waiting for the end");
    SoakReport report =
        new SoakReport(published.get(), log.samples(), log.marks(), account(cluster));
    report.write(settings.out());
    return report;
  }

  private void publish(SoakCluster cluster, AtomicLong published) throws IOException {
    EventPublisher publisher =
        new EventPublisher(
            KafkaClients.at(cluster.state().bootstrapServers()),
            SourceOptions.TOPICS.defaultValue().get(0),
            counting(
                new DailyCurve(
                    settings.length(), settings.eventsPerSecond(), System::nanoTime, Soak::sleep),
                published));
    publisher.publish(settings.input(), Integer.MAX_VALUE, Progress.NONE);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Pace counting(DailyCurve curve, AtomicLong published) {
    return () -> {
      boolean next = curve.next();
      if (next) {
        published.incrementAndGet();
      }
      return next;
    };
  }

  private Report account(SoakCluster cluster)
      throws IOException, InterruptedException, ClusterException {
    JobSettings job =
        JobSettings.from(
            JobConfiguration.load(
                files.jobConfiguration(),
                List.of("kafka.bootstrap.servers=" + cluster.state().bootstrapServers())));
    return new JobReport(job, InstantSource.system(), ReadProgress.NONE)
        .make(
            new JobReport.Question(
                null,
                null,
                Duration.ofMinutes(5),
                PATIENCE,
                cluster.state().sandbox(),
                false,
                settings.out()));
  }
}

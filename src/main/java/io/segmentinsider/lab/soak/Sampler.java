package io.segmentinsider.lab.soak;

import io.segmentinsider.lab.cluster.ClusterProcess;
import io.segmentinsider.lab.cluster.FlinkRest;
import io.segmentinsider.lab.report.RecentLatencies;
import io.segmentinsider.outcome.OutcomeOptions;
import io.segmentinsider.sandbox.SandboxClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import javax.annotation.Nullable;
import org.apache.kafka.common.KafkaException;

/** Looks at everything that must stay level, again and again, until interrupted. */
final class Sampler implements Runnable {

  private static final double MB = 1 << 20;
  private static final String HEAP = "Status.JVM.Memory.Heap.Used";
  private static final String METASPACE = "Status.JVM.Memory.Metaspace.Used";

  private final SoakCluster cluster;
  private final SandboxClient insider;
  private final LongSupplier published;
  private final Duration every;
  private final SoakLog log;
  private final RecentLatencies latencies;

  Sampler(
      SoakCluster cluster,
      SandboxClient insider,
      LongSupplier published,
      Duration every,
      SoakLog log) {
    this.cluster = cluster;
    this.insider = insider;
    this.published = published;
    this.every = every;
    this.log = log;
    this.latencies =
        new RecentLatencies(
            cluster.state().bootstrapServers(), OutcomeOptions.RECEIPTS_TOPIC.defaultValue());
  }

  @Override
  public void run() {
    try {
      while (true) {
        log.sample(sample());
        Thread.sleep(every.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SoakSample sample() throws InterruptedException {
    ProcessFigures processes =
        cluster.flinkProcesses().stream()
            .map(process -> ProcessFigures.of(process.pid()))
            .filter(Objects::nonNull)
            .reduce(ProcessFigures::plus)
            .orElse(null);
    FlinkRest flink = cluster.flink();
    List<Double> metaspaces = taskManagers(flink, METASPACE);
    List<Double> heaps = taskManagers(flink, HEAP);
    RecentLatencies.Percentiles recent = asked(latencies::next);
    return new SoakSample(
        log.seconds(),
        (double) published.getAsLong(),
        asked(() -> (double) insider.statistics().profiles()),
        recent == null || recent.p50() == null ? null : (double) recent.p50(),
        recent == null || recent.p99() == null ? null : (double) recent.p99(),
        processes == null ? null : processes.residentMb(),
        heaps.isEmpty() ? null : heaps.stream().mapToDouble(each -> each).sum() / MB,
        metaspaces.isEmpty()
            ? null
            : metaspaces.stream().mapToDouble(each -> each).max().orElse(0) / MB,
        processes == null ? null : processes.threads(),
        processes == null ? null : processes.openFiles(),
        asked(() -> mb(flink.stateBytes(cluster.job()))));
  }

  private List<Double> taskManagers(FlinkRest flink, String metric) throws InterruptedException {
    return cluster.flinkProcesses().stream()
        .filter(ClusterProcess::isTaskManager)
        .map(process -> asked(() -> flink.taskManagerMetric(process.role(), metric)))
        .filter(Objects::nonNull)
        .toList();
  }

  @Nullable
  private static Double mb(@Nullable Long bytes) {
    return bytes == null ? null : bytes / MB;
  }

  /** What is asked for; null if nobody answers, as a process was just killed. */
  @Nullable
  private static <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (IOException | KafkaException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** Asks somebody who may not answer. */
  private interface Question<T> {
    @Nullable
    T ask() throws IOException, InterruptedException;
  }
}

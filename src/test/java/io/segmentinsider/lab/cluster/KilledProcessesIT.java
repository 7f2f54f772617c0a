package io.segmentinsider.lab.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.Await;
import io.segmentinsider.BundledDay;
import io.segmentinsider.DeliveryWatch;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.EventPublisher;
import io.segmentinsider.lab.publish.Progress;
import io.segmentinsider.lab.publish.Published;
import io.segmentinsider.lab.report.Accounting;
import io.segmentinsider.lab.report.Effort;
import io.segmentinsider.lab.report.OutcomeTopics;
import io.segmentinsider.lab.report.Outcomes;
import io.segmentinsider.lab.report.Report;
import io.segmentinsider.lab.report.ReportWriter;
import io.segmentinsider.lab.report.Totals;
import io.segmentinsider.sandbox.Fault;
import io.segmentinsider.sandbox.SandboxClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker, and a host with JobManager and TaskManager, end without a word. */
@Timeout(480)
class KilledProcessesIT {

  private static final String EVENTS = "segment-events";
  private static final int PARTITIONS = 4;
  private static final OutcomeTopics OUTCOMES =
      new OutcomeTopics("segment-insider-receipts", "segment-insider-dead-letters");
  private static final Map<String, Integer> TOPICS =
      Map.of(EVENTS, PARTITIONS, OUTCOMES.receipts(), 1, OUTCOMES.deadLetters(), 1);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Many times what two processors take. */
  private static final Duration LONGEST_GAP = Duration.ofMinutes(2);

  private static final List<String> OPTIONS =
      List.of(
          "execution.checkpointing.interval=500 ms",
          "delivery.max-in-flight=2",
          "delivery.max-users=20");

  @TempDir private Path directory;
  private ClusterFiles files;
  private LocalCluster cluster;
  private ClusterState state;
  private DeliveryWatch watch;

  @BeforeEach
  void start() throws Exception {
    files = new ClusterFiles(Path.of(""), directory.resolve("run"));
    cluster = new LocalCluster(files);
    state = cluster.start(TOPICS, 2, false);
    watch = DeliveryWatch.of(state.sandbox());
  }

  @AfterEach
  void stop() throws Exception {
    if (watch != null) {
      watch.close();
    }
    cluster.stop();
    assertThat(state.processes()).noneMatch(ClusterProcess::isAlive);
  }

  /** Without high availability a new JobManager knows no job: it starts from what the disk has. */
  @Test
  void afterBothEveryEventHasOneOutcomeAndInsiderHasTheSamePeople() throws Exception {
    EventInput part =
        EventInput.file(BundledDay.writePeopleWithOneDevice(directory.resolve("part.ndjson")));
    SandboxClient sandbox = new SandboxClient(state.sandbox());
    Duration latency = Duration.ofMillis(300);
    sandbox.order(List.of(Fault.always(new Fault.Latency(latency, latency))));
    String job = new JobSubmission(files, state).submit(OPTIONS, null);
    Published published =
        new EventPublisher(state.bootstrapServers(), EVENTS).publish(part, 1, Progress.NONE);
    Await.until(PATIENCE, "some outcomes", () -> withOutcome(published) > 0);

    watch.begin();
    state = cluster.restartBroker(TOPICS, Duration.ZERO);
    long atRestart = withOutcome(published);
    Await.until(
        PATIENCE,
        "more outcomes after the broker's",
        () -> withOutcome(published) > atRestart || withOutcome(published) == published.events());
    told("SIGKILL of the broker");

    watch.begin();
    taskManager().kill();
    state = cluster.restartJobManager();
    state = cluster.addTaskManager();
    FlinkRest flink = new FlinkRest(state.webInterface());
    Await.until(
        PATIENCE,
        "the end of the old tasks",
        () -> flink.taskManagers().stream().mapToInt(FlinkRest.TaskManager::freeSlots).sum() == 4);
    new JobSubmission(files, state).submit(OPTIONS, cluster.latestCheckpoint(job));
    sandbox.clearFaults();
    Await.until(PATIENCE, "all outcomes", () -> withOutcome(published) == published.events());
    told("SIGKILL of the JobManager");

    Path disturbed = directory.resolve("disturbed");
    Report report =
        new ReportWriter(state.bootstrapServers(), OUTCOMES, state.sandbox())
            .write(published.ranges(), Effort.UNKNOWN, false, disturbed);
    assertThat(report.accounted()).as(report.problems().toString()).isTrue();
    assertThat(report.brokenPromises()).isEmpty();
    Path undisturbed = directory.resolve("undisturbed");
    UndisturbedRun.of(files.jobConfiguration(), part, PARTITIONS, undisturbed);
    assertThat(BundledDay.people(disturbed)).isEqualTo(BundledDay.people(undisturbed));
  }

  private void told(String what) throws IOException {
    DeliveryWatch.Gap gap = watch.longest();
    gap.tell(what);
    assertThat(gap.end()).as("delivery after the %s", what).isPositive().isLessThan(LONGEST_GAP);
  }

  private ClusterProcess taskManager() {
    return state.processes().stream()
        .filter(ClusterProcess::isTaskManager)
        .findFirst()
        .orElseThrow();
  }

  /** How many records have an outcome that a reader sees. */
  private long withOutcome(Published published) throws IOException {
    Accounting accounting = new Accounting(published.ranges());
    Outcomes.read(state.bootstrapServers(), OUTCOMES, accounting);
    Totals totals = accounting.totals();
    return totals.accepted() + totals.repeats() + totals.unmatched() + totals.refused();
  }
}

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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The slim jar on processes that have Flink and nothing else on their class path. */
class ClusterIT {

  private static final String EVENTS = "segment-events";
  private static final OutcomeTopics OUTCOMES =
      new OutcomeTopics("segment-insider-receipts", "segment-insider-dead-letters");
  private static final int PARTITIONS = 4;
  private static final int TASK_MANAGERS = 2;

  /** Many times what two processors take. */
  private static final Duration LONGEST_GAP = Duration.ofMinutes(2);

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path directory;

  private ClusterFiles files;
  private LocalCluster cluster;
  private ClusterState state;
  private FlinkRest flink;

  @BeforeEach
  void start() throws Exception {
    files = new ClusterFiles(Path.of(""), directory.resolve("run"));
    cluster = new LocalCluster(files);
    state =
        cluster.start(
            Map.of(EVENTS, PARTITIONS, OUTCOMES.receipts(), 1, OUTCOMES.deadLetters(), 1),
            TASK_MANAGERS,
            false);
    flink = new FlinkRest(state.webInterface());
  }

  @AfterEach
  void stop() throws Exception {
    cluster.stop();
    assertThat(state.processes()).noneMatch(ClusterProcess::isAlive);
  }

  @Test
  void aTaskManagerThatIsKilledInTheMiddleChangesNothing() throws Exception {
    EventInput part =
        EventInput.file(BundledDay.writePeopleWithOneDevice(directory.resolve("part.ndjson")));
    SandboxClient sandbox = new SandboxClient(state.sandbox());
    // So slow that the kill comes in the middle, and so fast that no call of a dead process lands
    // after its successor's.
    Duration latency = Duration.ofMillis(100);
    sandbox.order(List.of(Fault.always(new Fault.Latency(latency, latency))));

    String job =
        new JobSubmission(files, state)
            .submit(
                List.of(
                    "execution.checkpointing.interval=500 ms",
                    "execution.checkpointing.data-inline-threshold=0 b",
                    "delivery.max-in-flight=2",
                    "delivery.max-users=20"),
                null);
    Published published =
        new EventPublisher(state.bootstrapServers(), EVENTS).publish(part, 1, Progress.NONE);
    Await.until(PATIENCE, "some outcomes", () -> withOutcome(published) > 0);
    Await.until(PATIENCE, "state of a TaskManager in a file", this::hasStateInFiles);
    try (DeliveryWatch watch = DeliveryWatch.of(state.sandbox())) {
      killATaskManagerAtWork();
      watch.begin();
      assertThat(withOutcome(published)).as("outcomes at the kill").isLessThan(published.events());
      Await.until(PATIENCE, "a restore", () -> flink.restores(job) > 0);
      sandbox.clearFaults();
      Await.until(PATIENCE, "all outcomes", () -> withOutcome(published) == published.events());
      watch.longest().tell("SIGKILL of a TaskManager");
      assertThat(watch.longest().end()).isPositive().isLessThan(LONGEST_GAP);
    }

    Path disturbed = directory.resolve("disturbed");
    Report report =
        new ReportWriter(state.bootstrapServers(), OUTCOMES, state.sandbox())
            .write(published.ranges(), Effort.UNKNOWN, false, disturbed);
    assertThat(report.problems()).isEmpty();
    assertThat(report.accounted()).isTrue();
    assertThat(report.storedTwice()).isZero();
    assertThat(report.uuidMerges()).isZero();
    assertThat(report.outOfOrder()).isZero();
    Path undisturbed = directory.resolve("undisturbed");
    UndisturbedRun.of(files.jobConfiguration(), part, PARTITIONS, undisturbed);
    assertThat(BundledDay.people(disturbed)).isEqualTo(BundledDay.people(undisturbed));
  }

  @Test
  void theSandboxLetsInItsOwnAccountAndKey() throws Exception {
    String key = Files.readString(files.token());
    assertThat(statusOf(LocalCluster.PARTNER, key)).isEqualTo(200);
    assertThat(statusOf(LocalCluster.PARTNER, key + "x")).isEqualTo(401);
    assertThat(statusOf("other", key)).isEqualTo(400);
  }

  private int statusOf(String partner, String key) throws IOException, InterruptedException {
    String user =
        """
        {"users":[{"identifiers":{"uuid":"u1"},"attributes":{"city":"Rome"}}]}
        """;
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(state.sandbox().resolve("/api/user/v1/upsert"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-PARTNER-NAME", partner)
                .header("X-REQUEST-TOKEN", key)
                .POST(HttpRequest.BodyPublishers.ofString(user))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /** SIGKILL, as when its machine fails: nothing of it is closed, nothing is written any more. */
  private void killATaskManagerAtWork() throws IOException, InterruptedException {
    String atWork =
        flink.taskManagers().stream()
            .filter(taskManager -> taskManager.freeSlots() < taskManager.slots())
            .findFirst()
            .orElseThrow()
            .id();
    ClusterProcess victim =
        state.processes().stream()
            .filter(process -> process.role().equals(atWork))
            .findFirst()
            .orElseThrow();
    victim.kill();
    assertThat(victim.isAlive()).isFalse();
  }

  /** How many records have an outcome that a reader sees. */
  private long withOutcome(Published published) throws IOException {
    Accounting accounting = new Accounting(published.ranges());
    Outcomes.read(state.bootstrapServers(), OUTCOMES, accounting);
    Totals totals = accounting.totals();
    return totals.accepted() + totals.repeats() + totals.unmatched() + totals.refused();
  }

  /** Whether a TaskManager has written state itself: the JobManager writes metadata alone. */
  private boolean hasStateInFiles() throws IOException {
    boolean[] found = {false};
    Files.walkFileTree(
        files.checkpoints(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found[0] |= !file.endsWith("_metadata");
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException replacedMeanwhile) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found[0];
  }
}

package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.lab.cluster.FreePorts;
import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.EmbeddedKafkaSettings;
import io.segmentinsider.lab.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker and a disk that fail for a while: the job goes on by itself, and nothing is missing. */
@Timeout(180)
class BadDaysIT {

  /** So short that the broker is away for longer. */
  private static final String[] IMPATIENT = {
    "kafka.request.timeout.ms=1000",
    "kafka.default.api.timeout.ms=2000",
    "kafka.max.block.ms=2000",
    "kafka.delivery.timeout.ms=2000",
    "kafka.linger.ms=0"
  };

  @TempDir private Path folder;
  private EmbeddedKafkaSettings settings;
  private EmbeddedKafka kafka;

  @BeforeEach
  void startBroker() throws IOException {
    int port = FreePorts.find(1)[0];
    settings = new EmbeddedKafkaSettings("127.0.0.1", port, folder.resolve("kafka"), Map.of());
    kafka = EmbeddedKafka.start(settings);
  }

  @AfterEach
  void stopBroker() {
    kafka.close();
  }

  /** One partition is quiet until the end. */
  @Test
  void aBrokerThatIsAwayForLongerThanItsClientsWaitLosesNothing() throws Exception {
    try (RealJob job = RealJob.on(kafka, "away", 2, folder)) {
      job.submit(null, IMPATIENT);
      job.publish(0, 0, 50);
      job.awaitPeople(50);

      kafka.close();
      job.await("a failure", () -> job.failures().contains("TimeoutException"));
      kafka = EmbeddedKafka.start(settings);
      job.publish(0, 50, 100);
      job.publish(1, 100, 101);
      job.awaitPeople(101);

      assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
      assertNothingIsMissing(job, 101);
    }
  }

  @Test
  void aBrokerThatRestartsLosesNothing() throws Exception {
    try (RealJob job = RealJob.on(kafka, "restarts", 1, folder)) {
      job.submit(null);
      for (int time = 0; time < 3; time++) {
        job.publish(0, 20 * time, 20 * time + 20);
        kafka.close();
        kafka = EmbeddedKafka.start(settings);
      }
      job.awaitPeople(60);

      assertNothingIsMissing(job, 60);
    }
  }

  /**
   * What is written where no directory is fails as on a full disk. People still reach Insider;
   * their receipts come with the next checkpoint that completes.
   */
  @Test
  void checkpointsThatCanNotBeWritten() throws Exception {
    try (RealJob job = RealJob.on(kafka, "disk", 1, folder)) {
      Path disk = Files.createDirectory(folder.resolve("disk-of-checkpoints"));
      point(job.checkpointFolder(), disk);
      job.submit(null, "execution.checkpointing.data-inline-threshold=0 b");
      job.publish(0, 0, 20);
      job.awaitPeople(20);

      point(job.checkpointFolder(), Path.of("/dev/null"));
      long failed = job.failedCheckpoints();
      job.publish(0, 20, 40);
      job.await("40 people", () -> job.people() == 40);
      job.await("failed checkpoints", () -> job.failedCheckpoints() > failed + 3);
      assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
      point(job.checkpointFolder(), disk);
      job.publish(0, 40, 60);
      job.awaitPeople(60);

      assertNothingIsMissing(job, 60);
    }
  }

  /** At once, so that nobody makes a directory in between. */
  private static void point(Path link, Path target) throws Exception {
    Path next = Files.createSymbolicLink(link.resolveSibling("next"), target);
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void assertNothingIsMissing(RealJob job, int people) throws Exception {
    Report report = job.report();
    assertThat(report.brokenPromises()).isEmpty();
    assertThat(report.deadLetters()).isEmpty();
    assertThat(report.delivered()).isEqualTo(people);
    assertThat(report.profiles()).isEqualTo(people);
  }
}

package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.EmbeddedKafkaSettings;
import io.segmentinsider.lab.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events that Kafka no longer has when the job comes for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class OffsetGapIT {

  @TempDir private Path folder;
  private EmbeddedKafka kafka;

  @BeforeAll
  void startBroker() {
    kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
  }

  @AfterAll
  void stopBroker() {
    kafka.close();
  }

  @Test
  void whatWasDeletedWhileTheJobWasStoppedIsNamedAndTheJobGoesOn() throws Exception {
    try (RealJob job = RealJob.on(kafka, "late", 2, folder)) {
      job.submit(null);
      job.publish(0, 0, 10);
      job.awaitPeople(10);
      String checkpoint = job.cancel();
      assertThat(job.report().problems()).isEmpty();
      job.publish(0, 10, 20);
      deleteBefore("late-events", 15);

      job.submit(checkpoint);
      job.awaitPeople(15);

      job.await("the gap in the metrics", () -> job.metric("offsetGaps") == 1);
      Report report = job.report();
      assertThat(report.problems())
          .singleElement()
          .asString()
          .startsWith("GAP: 1 gaps in the offsets")
          .endsWith("first: late-events-0@10");
      assertThat(report.deadLetters()).isEqualTo(Map.of("offset-gap", 1L));
      assertThat(job.deadLetters()).contains("positions 10 to 14 were deleted", "goes on at 15");

      // Told once: the next restore finds the position behind the gap.
      String after = job.cancel();
      job.submit(after);
      job.awaitCheckpoint();
      assertThat(job.report().deadLetters()).isEqualTo(Map.of("offset-gap", 1L));
    }
  }

  @Test
  void aTopicThatIsMadeAgainUnderTheRunningJobIsNamedAndReadFromItsBeginning() throws Exception {
    try (RealJob job = RealJob.on(kafka, "again", 1, folder);
        Admin admin = admin()) {
      job.submit(null);
      job.publish(0, 0, 10);
      job.awaitPeople(10);
      admin.deleteTopics(List.of("again-events")).all().get();
      job.await(
          "the topic's end", () -> !admin.listTopics().names().get().contains("again-events"));
      kafka.createTopic("again-events", 1);
      job.publish(0, 100, 105);

      job.awaitPeople(15);

      assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
      assertThat(job.report().problems())
          .first()
          .asString()
          .startsWith("GAP: 1 gaps in the offsets");
      assertThat(job.deadLetters())
          .contains("position 10 was to be read next", "made again", "goes on at 0");
    }
  }

  @Test
  void theJobStopsForGoodIfThatIsAskedFor() throws Exception {
    try (RealJob job = RealJob.on(kafka, "strict", 1, folder)) {
      job.submit(null, "source.start=earliest", "kafka.auto.offset.reset=none");
      job.publish(0, 0, 10);
      job.awaitPeople(10);
      String checkpoint = job.cancel();
      job.publish(0, 10, 20);
      deleteBefore("strict-events", 15);

      job.submit(checkpoint, "source.start=earliest", "kafka.auto.offset.reset=none");
      job.await("the job's end", () -> job.status().isGloballyTerminalState());

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.failures())
          .contains("strict-events-0: positions 10 to 14 were deleted", "auto.offset.reset");

      job.submit(checkpoint);
      job.awaitPeople(15);
      assertThat(job.report().deadLetters()).isEqualTo(Map.of("offset-gap", 1L));
    }
  }

  @Test
  void withoutAnythingCommittedAndWithoutAPolicyTheJobDoesNotStart() throws Exception {
    try (RealJob job = RealJob.on(kafka, "unknown", 1, folder)) {
      job.submit(null, "kafka.auto.offset.reset=none");
      job.await("the job's end", () -> job.status().isGloballyTerminalState());

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.failures()).contains("has committed nothing", "source.group-id");
    }
  }

  private void deleteBefore(String topic, long offset) throws Exception {
    try (Admin admin = admin()) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }
}

package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.lab.cluster.ClusterFiles;
import io.segmentinsider.lab.cluster.ClusterState;
import io.segmentinsider.lab.cluster.FlinkRest;
import io.segmentinsider.lab.cluster.JobControl;
import io.segmentinsider.lab.cluster.JobSubmission;
import io.segmentinsider.lab.cluster.LocalCluster;
import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.InputSelection;
import io.segmentinsider.lab.report.Effort;
import io.segmentinsider.lab.report.EndState;
import io.segmentinsider.lab.report.JobReport;
import io.segmentinsider.lab.report.Offsets;
import io.segmentinsider.lab.report.OutcomeTopics;
import io.segmentinsider.lab.report.Report;
import io.segmentinsider.lab.report.ReportWriter;
import io.segmentinsider.lab.report.SourceRange;
import io.segmentinsider.sandbox.Fault;
import io.segmentinsider.sandbox.Sandbox;
import io.segmentinsider.sandbox.SandboxClient;
import io.segmentinsider.sandbox.SandboxSettings;
import io.segmentinsider.sandbox.SandboxStatistics;
import io.segmentinsider.tools.compare.Compared;
import io.segmentinsider.tools.compare.Comparer;
import io.segmentinsider.tools.compare.Difference;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import javax.annotation.Nullable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * From Segment's own destination to the job, and back, as docs/cut-over.md says, on a cluster of
 * processes.
 */
@Timeout(300)
class CutOverIT {

  private static final int EVENTS = 600;
  private static final int PUBLISHED_FIRST = 400;
  private static final int CUT_OVER = 200;

  /** From which event on Segment's destination delivers again, while the job still runs. */
  private static final int WAY_BACK = 370;

  /** Events that both deliver, at the switch; {@link #WAY_BACK} has as many. */
  private static final int OVERLAP = 30;

  /** Insider refuses it as an identifier, and the job does not always send it as one. */
  private static final Pattern PHONE_OF_ANOTHER_FORM =
      Pattern.compile("\"phone\":\\s*\"(?!\\+[1-9][0-9]{6,14}\")");

  private static final OutcomeTopics OUTCOMES = new OutcomeTopics("cut-receipts", "cut-letters");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Instant start =
      Instant.now().minus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);

  /** As job/cluster lets them in. */
  private final SegmentDestination segment = new SegmentDestination("local", "local");

  @TempDir private Path folder;
  private ClusterFiles files;
  private LocalCluster cluster;
  private ClusterState state;

  @BeforeEach
  void start() throws Exception {
    files = new ClusterFiles(Path.of(""), folder.resolve("run"));
    cluster = new LocalCluster(files);
    state =
        cluster.start(
            Map.of(
                "cut-events", 2,
                "cut-receipts", 1,
                "cut-letters", 1,
                "shadow-calls", 2,
                "shadow-receipts", 1,
                "shadow-letters", 1),
            1,
            false);
  }

  @AfterEach
  void stop() throws Exception {
    cluster.stop();
  }

  @Test
  void nothingIsLostOrDoubledOnTheWayToTheJobAndBack() throws Exception {
    Path part = folder.resolve("part.ndjson");
    InputSelection.peopleWithOneDevice(EventInput.bundledDay(), 2 * EVENTS, part);
    List<String> events =
        Files.readAllLines(part).stream()
            .filter(event -> !PHONE_OF_ANOTHER_FORM.matcher(event).find())
            .limit(EVENTS)
            .toList();
    try (Sandbox truth = Sandbox.start(SandboxSettings.defaults())) {
      segment.deliver(events, start, truth.uri());
      publish(events, 0, PUBLISHED_FIRST);

      // A week in the shadow, beside Segment's destination.
      List<String> shadow =
          List.of(
              "job.name=shadow",
              "source.topics=cut-events",
              "source.group-id=shadow",
              "mapping.preset=segment-actions",
              "delivery.mode=shadow",
              "delivery.shadow-topic=shadow-calls",
              "outcome.receipts-topic=shadow-receipts",
              "outcome.dead-letters-topic=shadow-letters");
      String inTheShadow = submit(shadow);
      Await.until(PATIENCE, "the shadow", () -> committed("shadow") == PUBLISHED_FIRST);
      FlinkRest flink = new FlinkRest(state.webInterface());
      long before = flink.completedCheckpoints(inTheShadow);
      Await.until(
          PATIENCE, "two checkpoints", () -> flink.completedCheckpoints(inTheShadow) >= before + 2);
      JobControl control = new JobControl(state.webInterface());
      control.cancel(inTheShadow);
      Compared compared = compare(shadow);
      assertThat(compared.events()).isEqualTo(PUBLISHED_FIRST);
      assertThat(compared.differences()).filteredOn(Compared.Found::grave).isEmpty();
      assertThat(compared.isSame()).isTrue();
      assertThat(compared.shadow().orders()).isPositive();
      assertThat(compared.differences())
          .extracting(Compared.Found::kind)
          .doesNotContain(Difference.REFUSED_IN_SHADOW, Difference.REFUSED_AT_SEGMENT);

      // Segment's destination is switched off a little after the time from which the job reads.
      segment.deliver(events.subList(0, CUT_OVER + OVERLAP), start, state.sandbox());
      List<String> options =
          List.of(
              "job.name=live",
              "source.topics=cut-events",
              "source.group-id=cut",
              "mapping.preset=segment-actions",
              "source.start=timestamp",
              "source.start-timestamp=" + at(CUT_OVER),
              "outcome.receipts-topic=" + OUTCOMES.receipts(),
              "outcome.dead-letters-topic=" + OUTCOMES.deadLetters());
      String live = submit(options);

      // The way back: Segment's is on again, and both deliver. Nothing of what came before may be
      // under way when the job is stopped.
      segment.deliver(events.subList(WAY_BACK, PUBLISHED_FIRST), start, state.sandbox());
      assertThat(report(options, at(CUT_OVER), at(PUBLISHED_FIRST)).brokenPromises()).isEmpty();

      // What comes later is under way at the stop, and stays in the savepoint.
      SandboxClient insider = new SandboxClient(state.sandbox());
      insider.order(List.of(Fault.always(new Fault.Outage(false))));
      publish(events, PUBLISHED_FIRST, events.size());
      Await.until(
          PATIENCE,
          "events under way",
          () -> report(options, at(PUBLISHED_FIRST), null).underWay() > 0);
      control.stop(live, folder.resolve("savepoints").toUri().toString(), PATIENCE);
      assertThat(control.isAlive(live)).isFalse();
      insider.clearFaults();
      assertThat(report(options, at(PUBLISHED_FIRST), null).underWay())
          .as("what nobody delivers but Segment's destination")
          .isPositive();
      segment.deliver(events.subList(PUBLISHED_FIRST, events.size()), start, state.sandbox());

      SandboxStatistics ours = insider.statistics();
      assertThat(ours.eventsStored()).isEqualTo(truth.statistics().eventsStored());
      assertThat(ours.uuidMerges()).isEqualTo(truth.statistics().uuidMerges());
      assertThat(ours.profiles()).isEqualTo(truth.statistics().profiles());
      assertThat(ofTheJob().differencesFrom(endState(truth.uri()))).isEmpty();
    }
  }

  private String submit(List<String> options) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "delivery.trace=false",
                "parallelism.default=1",
                "execution.checkpointing.interval=300 ms"));
    all.addAll(options);
    return new JobSubmission(files, state).submit(all, null);
  }

  /** As job/report makes it: with a window that has an end, it waits until all in it has ended. */
  private Report report(List<String> options, Instant from, @Nullable Instant to) throws Exception {
    return new JobReport(settings(options), InstantSource.system(), ReadProgress.NONE)
        .make(
            new JobReport.Question(
                from,
                to,
                Duration.ofDays(1),
                to == null ? Duration.ZERO : PATIENCE,
                null,
                false,
                null));
  }

  private EndState ofTheJob() throws Exception {
    Path directory = folder.resolve("cut");
    try (Offsets offsets = new Offsets(state.bootstrapServers())) {
      new ReportWriter(state.bootstrapServers(), OUTCOMES, state.sandbox())
          .write(offsets.ranges("cut-events"), Effort.UNKNOWN, false, directory);
    }
    return EndState.read(directory);
  }

  private Instant at(int event) {
    return start.plusSeconds(event);
  }

  private void publish(List<String> events, int from, int to) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", state.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = from; i < to; i++) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    "cut-events",
                    null,
                    at(i).toEpochMilli(),
                    keyOf(events.get(i)),
                    events.get(i))));
      }
      for (Future<RecordMetadata> record : sent) {
        record.get();
      }
    }
  }

  /** Events that a group has read. */
  private long committed(String group) throws Exception {
    try (Offsets offsets = new Offsets(state.bootstrapServers())) {
      return offsets.committedOf(group, offsets.ranges("cut-events")).stream()
          .mapToLong(SourceRange::size)
          .sum();
    }
  }

  private static String keyOf(String event) throws IOException {
    JsonNode node = JSON.readTree(event);
    return node.path("anonymousId").asText(node.path("userId").asText("none"));
  }

  private Compared compare(List<String> options) throws Exception {
    JobSettings settings = settings(options);
    return new Comparer(settings, settings, ReadProgress.NONE)
        .compare(new Comparer.Question(null, null, 3, false));
  }

  private JobSettings settings(List<String> options) {
    Map<String, String> all = new HashMap<>();
    for (String option : options) {
      all.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
    }
    all.put("kafka.bootstrap.servers", state.bootstrapServers());
    all.put("delivery.partner-name", "shop");
    return JobSettings.from(JobConfiguration.of(all));
  }

  private EndState endState(URI insider) throws Exception {
    Path directory = Files.createDirectories(folder.resolve("truth"));
    new SandboxClient(insider).writeProfiles(directory.resolve("profiles.ndjson"));
    Files.writeString(directory.resolve("dead-letters.ndjson"), "");
    return EndState.read(directory);
  }
}

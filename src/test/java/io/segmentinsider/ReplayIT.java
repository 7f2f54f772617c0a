package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.lab.demo.Demo;
import io.segmentinsider.lab.demo.DemoSettings;
import io.segmentinsider.lab.demo.Disturbance;
import io.segmentinsider.lab.demo.JobProgress;
import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.Progress;
import io.segmentinsider.lab.publish.Published;
import io.segmentinsider.lab.report.Offsets;
import io.segmentinsider.lab.report.Report;
import io.segmentinsider.lab.report.SourceRange;
import io.segmentinsider.sandbox.Fault;
import io.segmentinsider.sandbox.Fault.Level;
import io.segmentinsider.sandbox.SandboxClient;
import io.segmentinsider.sandbox.UserMatch;
import io.segmentinsider.tools.replay.Replayer;
import io.segmentinsider.tools.replay.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dead letters come to a good end once their cause is gone. Each run starts without state and
 * numbers updates anew, so that the sandbox can't judge their order here; the newest value must
 * stay.
 */
@Timeout(300)
class ReplayIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path MAPPING = Path.of("conf/mappings/default.json");
  private static final int RATE = 10_000;

  private static final String EVENTS =
      """
      {"type":"identify","messageId":"1","userId":"ann","timestamp":"2026-05-01T12:00:00Z","traits":{"address":{"city":"Bern"}}}
      {"type":"identify","messageId":"2","userId":"bad","timestamp":"2026-05-01T12:00:01Z","traits":{"address":{"city":"Oslo"}}}
      {"type":"track","messageId":"3","userId":"bad","timestamp":"2026-05-01T12:00:02Z","event":"Looked"}
      {"type":"identify","messageId":"4","userId":"bad","timestamp":"2026-05-01T12:00:03Z","traits":{"address":{"city":"Rome"}}}
      {"type":"track","messageId":"5","userId":"cid","timestamp":"2026-05-01T12:00:04Z","event":"Odd Event","context":{"locale":"de-DE"}}
      {"type":"screen","messageId":"6","userId":"eve","timestamp":"2026-05-01T12:00:05Z","name":"Start"}
      {"type":"track","messageId":"7","userId":"ann","timestamp":"2026-05-01T12:00:06Z","event":"Looked"}
      {"type":"unheard-of","messageId":"8","userId":"ann"}
      """;

  @TempDir private Path folder;

  @Test
  void deadLettersAreDeliveredOnceTheirCauseIsGone() throws Exception {
    Path mapping = folder.resolve("mapping.json");
    Files.writeString(mapping, mappingThatMissesTheUserOfScreens());
    try (Demo demo = Demo.start(settings(mapping), () -> {})) {
      SandboxClient sandbox = new SandboxClient(demo.sandbox());
      Replayer replayer = new Replayer(jobSettings(demo), ReadProgress.NONE);
      sandbox.order(
          List.of(
              Fault.always(
                  new Fault.Refused(new UserMatch.WithIdentifier("uuid", "bad"), Level.USER)),
              Fault.always(new Fault.Refused(new UserMatch.WithEvent("odd_event"), Level.EVENT))));

      demo.publish(Progress.NONE);
      Run refused = run(demo, "refused");
      assertThat(refused.report.deadLetters())
          .isEqualTo(Map.of("rejected", 4L, "no-identifier", 1L, "unknown-type", 1L));
      assertThat(refused.scopes()).containsOnlyOnce("event").contains("update", "record");

      sandbox.clearFaults();
      long before = records(demo);
      Instant later = Instant.now().plusSeconds(3_600);
      assertThat(replay(replayer, select(Set.of("rejected"), null), manner(false, false, true)))
          .isEqualTo(new Replayer.Result(4, 0, 4, 0, 0));
      assertThat(replay(replayer, select(Set.of(), "bad"), manner(false, false, true)))
          .isEqualTo(new Replayer.Result(3, 0, 3, 0, 0));
      assertThat(
              replay(
                  replayer, new Selection(Set.of(), later, null, null), manner(false, false, true)))
          .isEqualTo(new Replayer.Result(0, 0, 0, 0, 0));
      assertThat(
              replay(replayer, select(Set.of("no-identifier"), null), manner(false, false, true)))
          .as("there is no update to send again")
          .isEqualTo(new Replayer.Result(1, 0, 0, 0, 1));
      assertThat(records(demo)).as("a dry run sends nothing").isEqualTo(before);

      assertThat(
              replay(replayer, select(Set.of("rejected"), null), manner(false, false, false))
                  .sent())
          .isEqualTo(4);
      assertThat(records(demo)).isEqualTo(before + 4);
      assertThat(replay(replayer, select(Set.of("rejected"), null), manner(false, false, false)))
          .as("a second call passes over them")
          .isEqualTo(new Replayer.Result(4, 4, 0, 0, 0));
      assertThat(replay(replayer, select(Set.of("rejected"), null), manner(false, true, true)))
          .as("unless it is told to")
          .isEqualTo(new Replayer.Result(4, 0, 4, 0, 0));
      assertThat(records(demo)).isEqualTo(before + 4);
      Run stored = run(demo, "stored");
      assertThat(stored.replayed("delivered")).isEqualTo(4);
      assertThat(stored.report.deadLetters()).isEqualTo(refused.report.deadLetters());
      assertThat(stored.profile("bad").at("/attributes/city").asText()).isEqualTo("Rome");
      assertThat(stored.profile("bad").path("events")).hasSize(1);
      assertThat(stored.profile("cid").path("events")).hasSize(1);

      Files.copy(MAPPING, mapping, StandardCopyOption.REPLACE_EXISTING);
      assertThat(
              replay(replayer, select(Set.of("no-identifier"), null), manner(true, false, false)))
          .isEqualTo(new Replayer.Result(1, 0, 1, 0, 0));
      assertThat(
              replay(replayer, select(Set.of("no-identifier"), null), manner(false, false, true)))
          .as("also by another manner")
          .isEqualTo(new Replayer.Result(1, 1, 0, 0, 0));
      Run mappedAnew = run(demo, "mapped-anew");
      assertThat(mappedAnew.replayed("delivered")).isEqualTo(5);
      assertThat(mappedAnew.profile("eve").path("events")).hasSize(1);
      assertThat(mappedAnew.report.storedTwice()).isZero();
    }
  }

  private static Replayer.Manner manner(boolean originals, boolean again, boolean dryRun) {
    return new Replayer.Manner(originals, again, dryRun, RATE);
  }

  private static Replayer.Result replay(
      Replayer replayer, Selection selection, Replayer.Manner manner) throws Exception {
    return replayer.replay(selection, manner, Replayer.Listener.NONE);
  }

  private static Selection select(Set<String> reasons, String user) {
    return new Selection(reasons, null, null, user);
  }

  private static DemoSettings settings(Path mapping) throws IOException {
    Path events = Files.writeString(mapping.resolveSibling("events.ndjson"), EVENTS);
    return new DemoSettings(
        Path.of("conf/job.yaml"),
        List.of(
            "source.start=committed",
            "source.stop=never",
            "mapping.file=" + mapping,
            "execution.checkpointing.interval=300 ms",
            "delivery.max-users=1",
            "delivery.linger=5 ms"),
        EventInput.file(events),
        1,
        2,
        2,
        false,
        Disturbance.NONE,
        false);
  }

  private static JobSettings jobSettings(Demo demo) {
    return JobSettings.from(
        JobConfiguration.load(
            Path.of("conf/job.yaml"),
            List.of("kafka.bootstrap.servers=" + demo.bootstrapServers())));
  }

  private static String mappingThatMissesTheUserOfScreens() throws IOException {
    JsonNode file = JSON.readTree(Files.readString(MAPPING));
    for (JsonNode entry : file.path("mappings")) {
      if (entry.path("name").asText().equals("Screen")) {
        ((ObjectNode) entry.path("mapping"))
            .putObject("identifiers")
            .putObject("uuid")
            .put("@path", "$.user_id");
      }
    }
    return file.toString();
  }

  private static List<SourceRange> ranges(Demo demo) throws IOException, InterruptedException {
    try (Offsets offsets = new Offsets(demo.bootstrapServers())) {
      return offsets.ranges("segment-events");
    }
  }

  private static long records(Demo demo) throws IOException, InterruptedException {
    return ranges(demo).stream().mapToLong(SourceRange::size).sum();
  }

  /** Runs the job to the end of the topic; everything in it, replays too, must be accounted for. */
  private Run run(Demo demo, String name) throws Exception {
    Published published = new Published(ranges(demo), records(demo), 0, Duration.ZERO);
    Path out = folder.resolve(name);
    Report report = demo.report(published, demo.run(published, JobProgress.NONE), out);
    assertThat(report.problems()).isEmpty();
    assertThat(report.accounted()).isTrue();
    assertThat(report.read()).isEqualTo(published.events());
    return new Run(report, out);
  }

  private record Run(Report report, Path out) {

    private long replayed(String status) throws IOException {
      return BundledDay.read(out.resolve("receipts.ndjson")).stream()
          .filter(receipt -> receipt.path("reason").asText().equals("replay"))
          .filter(receipt -> receipt.path("status").asText().equals(status))
          .count();
    }

    private List<String> scopes() throws IOException {
      return BundledDay.read(out.resolve("dead-letters.ndjson")).stream()
          .map(letter -> letter.path("scope").asText())
          .toList();
    }

    private JsonNode profile(String user) throws IOException {
      return BundledDay.read(out.resolve("profiles.ndjson")).stream()
          .filter(profile -> profile.at("/identifiers/uuid/0").asText().equals(user))
          .findFirst()
          .orElseThrow();
    }
  }
}

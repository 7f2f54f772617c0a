package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.lab.demo.Demo;
import io.segmentinsider.lab.demo.DemoSettings;
import io.segmentinsider.lab.demo.Disturbance;
import io.segmentinsider.lab.demo.JobProgress;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.Progress;
import io.segmentinsider.lab.publish.Published;
import io.segmentinsider.lab.report.Effort;
import io.segmentinsider.lab.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole road with a real broker, a real Flink, and the sandbox as Insider. */
class EndToEndIT {

  /** What the corpus calls a malformed line, and the reason with which it must end. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("json-array", "not-an-object"),
          Map.entry("json-scalar", "not-an-object"),
          Map.entry("not-json", "invalid-json"),
          Map.entry("truncated-json", "invalid-json"),
          Map.entry("trailing-garbage", "invalid-json"),
          Map.entry("single-quotes", "invalid-json"),
          Map.entry("empty-ids", "no-identifier"),
          Map.entry("no-ids", "no-identifier"),
          Map.entry("user-id-object", "no-identifier"),
          Map.entry("empty-object", "missing-type"),
          Map.entry("no-type", "missing-type"),
          Map.entry("unknown-type", "unknown-type"));

  /** Longer than the job takes to its next checkpoint, so that the crash meets calls under way. */
  private static final Duration ANSWER_DELAY = Duration.ofMillis(500);

  @TempDir private Path folder;

  @Test
  void theBundledDayArrivesAsItsTruthSays() throws Exception {
    Path out = folder.resolve("out");
    Report report = run(EventInput.bundledDay(), out, Disturbance.NONE).report();

    assertThat(report.problems()).isEmpty();
    assertThat(report.accounted()).isTrue();
    assertThat(report.read()).isEqualTo(20_000);
    assertThat(report.repeats()).isEqualTo(200);
    assertThat(report.uuidMerges()).isZero();
    assertThat(report.outOfOrder()).isZero();
    assertThat(report.storedTwice()).isZero();

    JsonNode truth = BundledDay.truth();
    assertDeadLettersAreThoseOf(truth, out);
    assertOrdersStandOnceAs(truth, out);
  }

  @Test
  void aTaskManagerThatDiesInTheMiddleChangesNothing() throws Exception {
    Path part = BundledDay.writePeopleWithOneDevice(folder.resolve("part.ndjson"));
    Path undisturbed = folder.resolve("undisturbed");
    Path disturbed = folder.resolve("disturbed");
    run(EventInput.file(part), undisturbed, Disturbance.NONE);
    Run run =
        run(
            EventInput.file(part),
            disturbed,
            Disturbance.NONE.withCrashes(1).withAnswerDelay(ANSWER_DELAY));
    Report report = run.report();

    assertThat(run.crashes()).isEqualTo(1);
    assertThat(run.restores()).isPositive();
    assertThat(report.problems()).isEmpty();
    assertThat(report.accounted()).isTrue();
    assertThat(report.uuidMerges()).isZero();
    assertThat(report.outOfOrder()).isZero();
    assertThat(report.storedTwice()).isZero();
    assertThat(BundledDay.people(disturbed)).isEqualTo(BundledDay.people(undisturbed));
  }

  /** What a run left. */
  private record Run(Report report, int crashes, long restores) {}

  private Run run(EventInput input, Path out, Disturbance disturbance) throws Exception {
    DemoSettings settings =
        new DemoSettings(
            Path.of("conf/job.yaml"),
            List.of("execution.checkpointing.interval=300 ms", "delivery.linger=5 ms"),
            input,
            1,
            4,
            2,
            false,
            disturbance,
            false);
    Files.createDirectories(out);
    try (Demo demo = Demo.start(settings, () -> {})) {
      Published published = demo.publish(Progress.NONE);
      Effort effort = demo.run(published, JobProgress.NONE);
      Report report = demo.report(published, effort, out);
      return new Run(report, demo.crashes(), demo.restores());
    }
  }

  private static void assertDeadLettersAreThoseOf(JsonNode truth, Path out) throws IOException {
    List<String> lines = BundledDay.lines();
    Map<String, Integer> expected = new TreeMap<>();
    Set<String> mustReject = new HashSet<>();
    for (JsonNode malformed : truth.get("malformed")) {
      if (malformed.get("mustReject").asBoolean()) {
        expected.merge(REASONS.get(malformed.get("reason").asText()), 1, Integer::sum);
        mustReject.add(lines.get(malformed.get("line").asInt() - 1));
      }
    }
    Map<String, Integer> found = new TreeMap<>();
    for (JsonNode letter : BundledDay.read(out.resolve("dead-letters.ndjson"))) {
      found.merge(letter.get("reason").asText(), 1, Integer::sum);
      if (letter.has("original")) {
        assertThat(mustReject).contains(letter.get("original").asText());
      }
    }
    assertThat(found).isEqualTo(expected);
    assertThat(expected.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(76);
  }

  private static void assertOrdersStandOnceAs(JsonNode truth, Path out) throws IOException {
    Map<String, List<String>> expected = new TreeMap<>();
    for (JsonNode person : truth.get("persons")) {
      for (JsonNode order : person.get("orders")) {
        List<String> lines = new ArrayList<>();
        for (JsonNode product : order.get("products")) {
          lines.add(line(product, "price"));
        }
        lines.sort(null);
        expected.put(order.get("order_id").asText(), lines);
      }
    }
    Map<String, List<String>> found = new TreeMap<>();
    for (JsonNode profile : BundledDay.read(out.resolve("profiles.ndjson"))) {
      for (JsonNode event : profile.get("events")) {
        if (event.get("event_name").asText().equals("confirmation_page_view")) {
          JsonNode params = event.get("event_params");
          found
              .computeIfAbsent(params.get("event_group_id").asText(), order -> new ArrayList<>())
              .add(line(params, "unit_sale_price"));
        }
      }
    }
    found.values().forEach(lines -> lines.sort(null));
    assertThat(found).hasSize(322).isEqualTo(expected);
  }

  private static String line(JsonNode product, String price) {
    return product.get("product_id").asText()
        + " x "
        + product.get("quantity").asInt()
        + " at "
        + product.get(price).asDouble();
  }
}

package io.segmentinsider.tools.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.Await;
import io.segmentinsider.BundledDay;
import io.segmentinsider.DeliveryWatch;
import io.segmentinsider.lab.cluster.ClusterFiles;
import io.segmentinsider.lab.cluster.ClusterState;
import io.segmentinsider.lab.cluster.JobControl;
import io.segmentinsider.lab.cluster.JobSubmission;
import io.segmentinsider.lab.cluster.LocalCluster;
import io.segmentinsider.lab.demo.Demo;
import io.segmentinsider.lab.demo.DemoSettings;
import io.segmentinsider.lab.demo.Disturbance;
import io.segmentinsider.lab.demo.JobProgress;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One job on a cluster of processes goes through everything that an operator does to it, while
 * events come; at the end everything is as if nothing had been done.
 */
@Timeout(600)
class UpgradeIT {

  private static final String EVENTS = "segment-events";
  private static final OutcomeTopics OUTCOMES =
      new OutcomeTopics("segment-insider-receipts", "segment-insider-dead-letters");
  private static final int PARTITIONS = 4;
  private static final int EVENTS_PER_SECOND = 20;
  private static final long LINES = 1_500;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Many times what two processors take. */
  private static final Duration LONGEST_GAP = Duration.ofMinutes(2);

  @TempDir private Path directory;

  private ClusterFiles files;
  private LocalCluster cluster;
  private ClusterState state;
  private JobControl control;
  private DeliveryWatch watch;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    files = new ClusterFiles(Path.of(""), directory.resolve("run"));
    cluster = new LocalCluster(files);
    state =
        cluster.start(
            Map.of(EVENTS, PARTITIONS, OUTCOMES.receipts(), 1, OUTCOMES.deadLetters(), 1),
            2,
            false);
    control = new JobControl(rest());
    watch = DeliveryWatch.of(state.sandbox());
  }

  @AfterEach
  void stop() throws Exception {
    if (watch != null) {
      watch.close();
    }
    cluster.stop();
  }

  private URI rest() {
    return state.webInterface();
  }

  @Test
  void aJobIsUpgradedRescaledAndBroughtBackInMidStream() throws Exception {
    EventInput part = EventInput.file(part());
    Deployment old =
        new Deployment(
            files.jobJar(),
            files.jobConfiguration(),
            new JobSubmission(files, state)
                .overrides(List.of("execution.checkpointing.interval=1 s")),
            2);
    String first = new JobID().toHexString();
    assertThat(new JobProgram(old).submit(rest(), first, null, false, Duration.ofMinutes(1)))
        .isTrue();
    CompletableFuture<Published> publishing = CompletableFuture.supplyAsync(() -> publish(part));

    // A jar whose state is another one's is refused before anything is touched.
    Deployment strange =
        old.with(patched("outcome-receipts", "outcome-receiptz"), null, List.of(), null);
    Await.until(PATIENCE, "a checkpoint", () -> control.lastCheckpoint(first) != null);
    assertThatThrownBy(() -> upgrade(old, strange))
        .isInstanceOf(UpgradeException.class)
        .hasMessageContaining("nothing was changed")
        .hasMessageContaining("outcome-receipts");
    assertThat(control.find(null)).isEqualTo(first);

    Deployment renamed = old.with(null, null, List.of("mapping.file=" + otherMapping()), null);
    watch.begin();
    assertThat(upgrade(old, renamed).why()).isNull();
    assertThat(watch.longest().length()).as("the watch sees deliveries").isPositive();
    told("upgrade to another mapping");
    Deployment wide = renamed.with(null, null, List.of(), 4);
    assertThat(upgrade(renamed, wide).why()).isNull();
    told("upgrade to parallelism 4");

    // One that fails after its start: the old one runs again.
    Deployment broken = wide.with(without("delivery/DeliveryMetrics"), null, List.of(), null);
    Upgrade.Outcome back = upgrade(wide, broken);
    assertThat(back.why()).contains("DeliveryMetrics");
    assertThat(control.job(back.job()).state()).isEqualTo("RUNNING");
    assertThat(control.job(back.job()).parallelism()).isEqualTo(4);
    assertThat(said).anyMatch(sentence -> sentence.startsWith("going back, because it fails"));
    told("upgrade to a broken jar and back");

    Deployment narrow = old.with(null, null, List.of(), 1);
    Upgrade.Outcome last = upgrade(wide, narrow);
    assertThat(last.why()).isNull();
    assertThat(control.job(last.job()).parallelism()).isEqualTo(1);
    told("upgrade to parallelism 1");

    Published published = publishing.get();
    Await.until(PATIENCE, "all outcomes", () -> withOutcome(published) == published.events());
    Path upgraded = directory.resolve("upgraded");
    Report report =
        new ReportWriter(state.bootstrapServers(), OUTCOMES, state.sandbox())
            .write(published.ranges(), Effort.UNKNOWN, false, upgraded);
    assertThat(report.brokenPromises()).isEmpty();
    try (Stream<String> receipts = Files.lines(upgraded.resolve("receipts.ndjson"))) {
      assertThat(receipts.filter(line -> line.contains("\"action\":\"Renamed ")).count())
          .as("receipts of the other mapping")
          .isPositive()
          .isLessThan(report.updates());
    }
    assertThat(BundledDay.people(upgraded)).isEqualTo(BundledDay.people(undisturbed(part)));
  }

  /** A gap that no delivery ended is none: on a busy machine the events may be over before. */
  private void told(String what) throws IOException {
    DeliveryWatch.Gap gap = watch.longest();
    if (!gap.length().isZero()) {
      gap.tell(what);
    }
    assertThat(gap.length()).as(what).isLessThan(LONGEST_GAP);
    watch.begin();
  }

  private Path part() throws IOException {
    Path all = BundledDay.writePeopleWithOneDevice(directory.resolve("all.ndjson"));
    try (Stream<String> lines = Files.lines(all)) {
      return Files.write(directory.resolve("part.ndjson"), lines.limit(LINES).toList());
    }
  }

  private Upgrade.Outcome upgrade(Deployment now, Deployment next) throws Exception {
    return new Upgrade(rest(), said::add)
        .run(
            control.find(null),
            now,
            next,
            new Upgrade.How(null, PATIENCE, PATIENCE, false, false, false, false, false));
  }

  private Published publish(EventInput part) {
    try {
      return new EventPublisher(state.bootstrapServers(), EVENTS, EVENTS_PER_SECOND)
          .publish(part, 1, Progress.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The default mapping under other names: what is sent is the same. */
  private Path otherMapping() throws IOException {
    String mapping = Files.readString(Path.of("conf/mappings/default.json"));
    return Files.writeString(
        directory.resolve("renamed.json"), mapping.replace("\"name\": \"", "\"name\": \"Renamed "));
  }

  /** The jar with a text in the class of uids replaced by one as long. */
  private Path patched(String text, String by) throws Exception {
    return copy(
        "patched.jar",
        (name, bytes) ->
            name.endsWith("/OperatorId.class")
                ? new String(bytes, StandardCharsets.ISO_8859_1)
                    .replace(text, by)
                    .getBytes(StandardCharsets.ISO_8859_1)
                : bytes);
  }

  /** The jar without a class that only a TaskManager needs. */
  private Path without(String name) throws Exception {
    return copy("broken.jar", (entry, bytes) -> entry.contains(name) ? new byte[0] : bytes);
  }

  private Path copy(String name, Change change) throws Exception {
    Path copy = directory.resolve(name);
    try (JarFile jar = new JarFile(files.jobJar().toFile());
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(copy), jar.getManifest())) {
      out.setLevel(0);
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        byte[] bytes;
        try (var in = jar.getInputStream(entry)) {
          bytes = change.of(entry.getName(), in.readAllBytes());
        }
        if (!entry.getName().equals(JarFile.MANIFEST_NAME) && bytes.length > 0) {
          out.putNextEntry(new JarEntry(entry.getName()));
          out.write(bytes);
          out.closeEntry();
        }
      }
    }
    return copy;
  }

  /** What becomes of an entry; nothing if it is left out. */
  @FunctionalInterface
  private interface Change {
    byte[] of(String name, byte[] bytes);
  }

  private long withOutcome(Published published) throws IOException {
    Accounting accounting = new Accounting(published.ranges());
    Outcomes.read(state.bootstrapServers(), OUTCOMES, accounting);
    Totals totals = accounting.totals();
    return totals.accepted() + totals.repeats() + totals.unmatched() + totals.refused();
  }

  private Path undisturbed(EventInput part) throws Exception {
    Path out = directory.resolve("undisturbed");
    DemoSettings settings =
        new DemoSettings(
            files.jobConfiguration(),
            List.of(),
            part,
            1,
            PARTITIONS,
            2,
            false,
            Disturbance.NONE,
            false);
    try (Demo demo = Demo.start(settings, () -> {})) {
      Published published = demo.publish(Progress.NONE);
      Effort effort = demo.run(published, JobProgress.NONE);
      assertThat(demo.report(published, effort, out).accounted()).isTrue();
    }
    return out;
  }
}

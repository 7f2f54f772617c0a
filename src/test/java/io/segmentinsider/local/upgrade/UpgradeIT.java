package io.segmentinsider.local.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.Await;
import io.segmentinsider.BundledDay;
import io.segmentinsider.local.cluster.ClusterFiles;
import io.segmentinsider.local.cluster.JobControl;
import io.segmentinsider.local.demo.Demo;
import io.segmentinsider.local.demo.DemoSettings;
import io.segmentinsider.local.demo.JobProgress;
import io.segmentinsider.local.kafka.EmbeddedKafka;
import io.segmentinsider.local.kafka.EmbeddedKafkaSettings;
import io.segmentinsider.local.publish.EventInput;
import io.segmentinsider.local.publish.EventPublisher;
import io.segmentinsider.local.publish.Progress;
import io.segmentinsider.local.publish.Published;
import io.segmentinsider.local.report.Accounting;
import io.segmentinsider.local.report.Effort;
import io.segmentinsider.local.report.OutcomeReader;
import io.segmentinsider.local.report.OutcomeTopics;
import io.segmentinsider.local.report.Report;
import io.segmentinsider.local.report.ReportWriter;
import io.segmentinsider.local.report.Totals;
import io.segmentinsider.local.sandbox.Sandbox;
import io.segmentinsider.local.sandbox.SandboxSettings;
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
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One job on a cluster of Flink goes through everything that an operator does to it, while events
 * come; at the end everything is as if nothing had been done.
 */
class UpgradeIT {

  private static final String EVENTS = "segment-events";
  private static final OutcomeTopics OUTCOMES =
      new OutcomeTopics("segment-insider-receipts", "segment-insider-dead-letters");
  private static final int PARTITIONS = 4;
  private static final int EVENTS_PER_SECOND = 40;
  private static final long LINES = 1_500;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;

  private final ClusterFiles files = new ClusterFiles(Path.of(""), Path.of("target/none"));
  private EmbeddedKafka kafka;
  private Sandbox sandbox;
  private MiniCluster cluster;
  private JobControl control;
  private final List<String> said = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary());
    kafka.createMissingTopics(
        Map.of(EVENTS, PARTITIONS, OUTCOMES.receipts(), 1, OUTCOMES.deadLetters(), 1));
    sandbox = Sandbox.start(SandboxSettings.defaults());
    Configuration flink = new Configuration();
    flink.set(RestOptions.BIND_PORT, "0");
    flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
    flink.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, directory.toUri().toString());
    // Flink's connector is on the class path of this process, and Kafka's client has to be with it.
    flink.set(
        CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL, List.of("org.apache.kafka."));
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumTaskManagers(2)
                .setNumSlotsPerTaskManager(2)
                .build());
    cluster.start();
    control = new JobControl(rest());
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
    sandbox.close();
    kafka.close();
  }

  private URI rest() throws Exception {
    return cluster.getRestAddress().get();
  }

  @Test
  void aJobIsUpgradedRescaledAndBroughtBackInMidStream() throws Exception {
    EventInput part = EventInput.file(part());
    Deployment old =
        new Deployment(
            files.jobJar(),
            files.jobConfiguration(),
            List.of(
                "kafka.bootstrap.servers=" + kafka.bootstrapServers(),
                "delivery.endpoint=" + sandbox.uri(),
                "delivery.token-file=" + Files.writeString(directory.resolve("token"), "t"),
                "delivery.trace=true",
                "execution.checkpointing.interval=1 s"),
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
    assertThat(upgrade(old, renamed).why()).isNull();
    Deployment wide = renamed.with(null, null, List.of(), 4);
    assertThat(upgrade(renamed, wide).why()).isNull();

    // One that fails after its start: the old one runs again.
    Deployment broken = wide.with(without("delivery/DeliveryMetrics"), null, List.of(), null);
    Upgrade.Outcome back = upgrade(wide, broken);
    assertThat(back.why()).contains("DeliveryMetrics");
    assertThat(control.job(back.job()).state()).isEqualTo("RUNNING");
    assertThat(control.job(back.job()).parallelism()).isEqualTo(4);
    assertThat(said).anyMatch(sentence -> sentence.startsWith("going back, because it fails"));

    Deployment narrow = old.with(null, null, List.of(), 1);
    Upgrade.Outcome last = upgrade(wide, narrow);
    assertThat(last.why()).isNull();
    assertThat(control.job(last.job()).parallelism()).isEqualTo(1);

    Published published = publishing.get();
    Await.until(PATIENCE, "all outcomes", () -> withOutcome(published) == published.events());
    // Two jobs in one process can't have the same transactional ids.
    control.cancel(last.job());
    Path upgraded = directory.resolve("upgraded");
    Report report =
        new ReportWriter(kafka.bootstrapServers(), OUTCOMES, sandbox.uri())
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
      return new EventPublisher(kafka.bootstrapServers(), EVENTS, EVENTS_PER_SECOND)
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
    new OutcomeReader(kafka.bootstrapServers(), OUTCOMES).read(accounting);
    Totals totals = accounting.totals();
    return totals.accepted() + totals.repeats() + totals.unmatched() + totals.refused();
  }

  private Path undisturbed(EventInput part) throws Exception {
    Path out = directory.resolve("undisturbed");
    DemoSettings settings =
        new DemoSettings(files.jobConfiguration(), List.of(), part, 1, PARTITIONS, 2, false);
    try (Demo demo = Demo.start(settings)) {
      Published published = demo.publish(Progress.NONE);
      Effort effort = demo.run(published, JobProgress.NONE);
      assertThat(demo.report(published, effort, out).accounted()).isTrue();
    }
    return out;
  }
}

package io.segmentinsider.tools.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.Await;
import io.segmentinsider.BundledDay;
import io.segmentinsider.DeliveryWatch;
import io.segmentinsider.lab.cluster.ClusterFiles;
import io.segmentinsider.lab.cluster.ClusterState;
import io.segmentinsider.lab.cluster.FlinkRest;
import io.segmentinsider.lab.cluster.JobControl;
import io.segmentinsider.lab.cluster.JobSubmission;
import io.segmentinsider.lab.cluster.LocalCluster;
import io.segmentinsider.lab.cluster.RestAddress;
import io.segmentinsider.lab.cluster.UndisturbedRun;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.EventPublisher;
import io.segmentinsider.lab.publish.Progress;
import io.segmentinsider.lab.publish.Published;
import io.segmentinsider.lab.report.Accounting;
import io.segmentinsider.lab.report.Effort;
import io.segmentinsider.lab.report.Offsets;
import io.segmentinsider.lab.report.OutcomeTopics;
import io.segmentinsider.lab.report.Outcomes;
import io.segmentinsider.lab.report.Report;
import io.segmentinsider.lab.report.ReportWriter;
import io.segmentinsider.lab.report.SourceRange;
import io.segmentinsider.lab.report.Totals;
import io.segmentinsider.sandbox.Fault;
import io.segmentinsider.sandbox.SandboxClient;
import java.io.IOException;
import java.io.UncheckedIOException;
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
  private static final String AUDIT = "segment-insider-audit";

  /** More events than the smallest queue there is has room for. */
  private static final long FLOOD = 4_000;

  private static final int BEFORE_THE_OUTAGE = 200;
  private static final long QUEUE_BYTES = 1_000_000;
  private static final Duration SAVEPOINT_PATIENCE = Duration.ofSeconds(3);
  private static final Duration OUTAGE_PATIENCE = Duration.ofSeconds(30);

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
            Map.of(EVENTS, PARTITIONS, OUTCOMES.receipts(), 1, OUTCOMES.deadLetters(), 1, AUDIT, 1),
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

  private RestAddress rest() {
    return RestAddress.of(state.webInterface());
  }

  @Test
  void aJobIsUpgradedRescaledAndBroughtBackInMidStream() throws Exception {
    EventInput part = EventInput.file(part(LINES));
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
    Await.until(
        PATIENCE, "all outcomes", () -> withOutcome(published.ranges()) == published.events());
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
    Path undisturbed = directory.resolve("undisturbed");
    UndisturbedRun.of(files.jobConfiguration(), part, PARTITIONS, undisturbed);
    assertThat(BundledDay.people(upgraded)).isEqualTo(BundledDay.people(undisturbed));
  }

  /** What a savepoint can't do, and what drops state: neither is in the run above. */
  @Test
  void aJobGoesOnInAnOutageAndWithoutStateThatIsGivenUp() throws Exception {
    List<String> lines = Files.readAllLines(part(FLOOD));
    JobSubmission submission = new JobSubmission(files, state);
    List<String> plain =
        List.of(
            "execution.checkpointing.interval=1 s",
            "delivery.max-waiting=1 mb",
            "mapping.file=" + Path.of("conf/mappings/default.json").toAbsolutePath());
    List<String> audited = new ArrayList<>(plain);
    audited.addAll(
        List.of(
            "identity.audit=true",
            "identity.audit-topic=" + AUDIT,
            "identity.audit-salt-file=" + salt(),
            "identity.custom-identifiers=loyalty_id"));
    Deployment old =
        new Deployment(files.jobJar(), files.jobConfiguration(), submission.overrides(audited), 1);
    String first = new JobID().toHexString();
    assertThat(new JobProgram(old).submit(rest(), first, null, false, Duration.ofMinutes(1)))
        .isTrue();
    publish(lines.subList(0, BEFORE_THE_OUTAGE));
    Await.until(PATIENCE, "outcomes before", () -> withOutcome(all()) == BEFORE_THE_OUTAGE);

    // A queue that is full, and gets no answer, takes no barrier.
    SandboxClient insider = new SandboxClient(state.sandbox());
    insider.order(List.of(Fault.always(new Fault.Outage(false))));
    publish(lines.subList(BEFORE_THE_OUTAGE, lines.size()));
    FlinkRest metrics = new FlinkRest(rest());
    Await.until(
        PATIENCE,
        "a full queue",
        () -> metrics.sum(first, "delivery", "unsettledBytes") >= QUEUE_BYTES);
    assertThatThrownBy(() -> control.savepoint(first, savepoints(), SAVEPOINT_PATIENCE))
        .hasMessageContaining("did not come");
    Deployment renamed = old.with(null, null, List.of("mapping.file=" + otherMapping()), null);
    Upgrade.Outcome inTheOutage = upgrade(old, renamed, true, false);
    assertThat(inTheOutage.why()).as(said.toString()).isNull();
    assertThat(said).anyMatch(sentence -> sentence.contains("Calls that were made since"));
    insider.clearFaults();
    Await.until(PATIENCE, "all outcomes", () -> withOutcome(all()) == lines.size());

    // The audit's operators are dropped without a loss, and a rung more begins empty.
    Deployment unaudited =
        renamed.with(
            null,
            null,
            List.of("identity.audit=false", "identity.custom-identifiers=loyalty_id;crm_id"),
            null);
    assertThat(upgrade(renamed, unaudited, false, false).why()).as(said.toString()).isNull();
    assertThat(said).anyMatch(sentence -> sentence.contains("identity.audit is off"));

    // A rung less is a loss, and is one only by name.
    Deployment bare =
        new Deployment(files.jobJar(), files.jobConfiguration(), submission.overrides(plain), 1);
    assertThatThrownBy(() -> upgrade(unaudited, bare, false, false))
        .isInstanceOf(UpgradeException.class)
        .hasMessageContaining("--accept-loss")
        .hasMessageContaining("identity-loyalty_id")
        .hasMessageContaining("identity-crm_id");
    Upgrade.Outcome last = upgrade(unaudited, bare, false, true);
    assertThat(last.why()).as(said.toString()).isNull();
    assertThat(control.job(last.job()).restarts()).isZero();
    Report report =
        new ReportWriter(state.bootstrapServers(), OUTCOMES, state.sandbox())
            .write(all(), Effort.UNKNOWN, false, directory.resolve("dropped"));
    assertThat(report.brokenPromises()).isEmpty();
  }

  private String savepoints() {
    return directory.resolve("savepoints").toUri().toString();
  }

  private Path salt() throws IOException {
    return Files.writeString(directory.resolve("salt"), "sixteen bytes and more");
  }

  private void publish(List<String> lines) throws IOException {
    new EventPublisher(state.bootstrapServers(), EVENTS)
        .publish(
            EventInput.file(Files.write(directory.resolve("some.ndjson"), lines)),
            1,
            Progress.NONE);
  }

  private List<SourceRange> all() throws Exception {
    try (Offsets offsets = new Offsets(state.bootstrapServers())) {
      return offsets.ranges(EVENTS);
    }
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

  private Path part(long size) throws IOException {
    Path all = BundledDay.writePeopleWithOneDevice(directory.resolve("all.ndjson"));
    try (Stream<String> lines = Files.lines(all)) {
      return Files.write(directory.resolve("part.ndjson"), lines.limit(size).toList());
    }
  }

  private Upgrade.Outcome upgrade(Deployment now, Deployment next) throws Exception {
    return upgrade(now, next, false, false);
  }

  private Upgrade.Outcome upgrade(
      Deployment now, Deployment next, boolean fromLastCheckpoint, boolean acceptLoss)
      throws Exception {
    return new Upgrade(rest(), said::add)
        .run(
            control.find(null),
            now,
            next,
            new Upgrade.How(
                null,
                PATIENCE,
                fromLastCheckpoint ? OUTAGE_PATIENCE : PATIENCE,
                fromLastCheckpoint,
                acceptLoss,
                false,
                false,
                false));
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

  private long withOutcome(List<SourceRange> ranges) throws IOException {
    Accounting accounting = new Accounting(ranges);
    Outcomes.read(state.bootstrapServers(), OUTCOMES, accounting);
    Totals totals = accounting.totals();
    return totals.accepted() + totals.repeats() + totals.unmatched() + totals.refused();
  }
}

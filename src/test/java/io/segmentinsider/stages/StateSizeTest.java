package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many bytes a person and a message take in RocksDB; the figures of docs/state.md. */
class StateSizeTest {

  private static final int USERS = 2_000;
  private static final int MESSAGES = 2_000;
  private static final Path REPORT = Path.of("target", "state-size.md");

  private final Random random = new Random(3);

  /** What the state of each stage takes: RocksDB's own files, and a canonical savepoint. */
  private record Size(Map<String, Long> files, Map<String, Long> savepoint) {

    static Size of(Stages job) throws Exception {
      Map<String, OperatorSubtaskState> savepoint = job.canonicalSavepoint();
      // Files that were written anew hold nothing that is outdated.
      try (Stages compacted = Stages.onRocksDb(savepoint)) {
        return new Size(bytes(compacted.savepoint()), bytes(savepoint));
      }
    }

    private static Map<String, Long> bytes(Map<String, OperatorSubtaskState> states) {
      Map<String, Long> bytes = new TreeMap<>();
      states.forEach((stage, state) -> bytes.put(stage, state.getStateSize()));
      return bytes;
    }

    double files(Size before, String stage, int units) {
      return (files.get(stage) - before.files.get(stage)) / (double) units;
    }

    double savepoint(Size before, String stage, int units) {
      return (savepoint.get(stage) - before.savepoint.get(stage)) / (double) units;
    }
  }

  @BeforeAll
  static void startReport() throws Exception {
    Files.createDirectories(REPORT.getParent());
    Files.writeString(
        REPORT, "| what | RocksDB's files | canonical savepoint |\n| --- | ---: | ---: |\n");
  }

  private static void report(String what, double files, double savepoint) throws Exception {
    String line = String.format(Locale.ROOT, "| %s | %.0f | %.0f |%n", what, files, savepoint);
    Files.writeString(REPORT, Files.readString(REPORT) + line);
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** Letters that no compression makes shorter than a name is. */
  private String name(int length) {
    StringBuilder name = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      name.append((char) ('a' + random.nextInt(26)));
    }
    return name.toString();
  }

  @Test
  @Timeout(300)
  void ofAKnownUserWithThreeIdentifiers() throws Exception {
    try (Stages job = Stages.with()) {
      Size empty = Size.of(job);
      for (int i = 0; i < USERS; i++) {
        job.feed(
            identify()
                .device(uuid())
                .user(Integer.toString(10_000_000 + random.nextInt(90_000_000)))
                .trait("email", name(6) + "." + name(7) + "@example.com")
                .trait("phone", "+659" + (1_000_000 + random.nextInt(9_000_000)))
                .trait("firstName", name(6))
                .trait("lastName", name(7))
                .trait("plan", name(3))
                .json());
        if (i % 500 == 0) {
          job.settle();
        }
      }
      job.settle();
      report("a known user while the message is remembered", empty, Size.of(job), USERS);
      job.pass(Duration.ofHours(26));
      Size known = Size.of(job);
      double files = report("a known user with device, e-mail, phone number", empty, known, USERS);
      for (String stage : known.files().keySet()) {
        report(
            "of that in " + stage,
            known.files(empty, stage, USERS),
            known.savepoint(empty, stage, USERS));
      }
      assertThat(files).isLessThan(600);
    }
  }

  private static double report(String what, Size before, Size after, int units) throws Exception {
    double files = 0;
    double savepoint = 0;
    for (String stage : after.files().keySet()) {
      files += after.files(before, stage, units);
      savepoint += after.savepoint(before, stage, units);
    }
    report(what, files, savepoint);
    return files;
  }

  @Test
  @Timeout(300)
  void ofARememberedMessage() throws Exception {
    for (int perDevice : new int[] {1, 10, 100, 1_000}) {
      try (Stages job = Stages.with()) {
        Size empty = Size.of(job);
        String[] devices = new String[MESSAGES / perDevice];
        for (int i = 0; i < devices.length; i++) {
          devices[i] = uuid();
        }
        for (int i = 0; i < MESSAGES; i++) {
          job.feed(
              track("Read")
                  .device(devices[i % devices.length])
                  .with("messageId", "message-" + i)
                  .at(i)
                  .json());
          if (i % 500 == 0) {
            job.settle();
          }
        }
        job.settle();
        Size with = Size.of(job);
        String rung = "identity-device";
        report(
            "a remembered message, " + perDevice + " per device",
            with.files(empty, rung, MESSAGES),
            with.savepoint(empty, rung, MESSAGES));
      }
    }
  }
}

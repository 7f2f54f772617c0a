package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many bytes a person and a message take in RocksDB; the figures of docs/state.md. */
class StateSizeTest {

  private static final int USERS = 2_000;
  private static final int MESSAGES = 2_000;
  private static final Path REPORT = Path.of("target", "state-size.md");

  private final RandomPeople people = new RandomPeople(3);

  @BeforeAll
  static void startReport() throws Exception {
    Files.createDirectories(REPORT.getParent());
    Files.writeString(
        REPORT,
        """
        | what | RocksDB's files | canonical savepoint | checkpoint of the heap |
        | --- | ---: | ---: | ---: |
        """);
  }

  private static void report(String what, StateSize.Bytes bytes) throws Exception {
    String line =
        String.format(
            Locale.ROOT,
            "| %s | %.0f | %.0f | %.0f |%n",
            what,
            bytes.files(),
            bytes.savepoint(),
            bytes.checkpoint());
    Files.writeString(REPORT, Files.readString(REPORT) + line);
  }

  @Test
  @Timeout(300)
  void reportsTheStateOfAKnownUserWithThreeIdentifiers() throws Exception {
    try (Stages job = Stages.with()) {
      StateSize empty = StateSize.of(job);
      for (int i = 0; i < USERS; i++) {
        feed(job, people.user().json(), i);
      }
      job.settle();
      report("a known user while the message is remembered", StateSize.of(job).since(empty, USERS));
      job.pass(Duration.ofHours(26));
      StateSize known = StateSize.of(job);
      StateSize.Bytes bytes = known.since(empty, USERS);
      report("a known user with device, e-mail, phone number", bytes);
      for (String stage : known.files().keySet()) {
        report("of that in " + stage, known.since(empty, stage, USERS));
      }
      assertThat(bytes.files()).isLessThan(330);
    }
  }

  @Test
  @Timeout(300)
  void reportsTheStateOfADeviceThatNobodyLoggedInFrom() throws Exception {
    try (Stages job = Stages.with()) {
      StateSize empty = StateSize.of(job);
      for (int i = 0; i < USERS; i++) {
        feed(job, track("Read").device(people.device()).at(i).json(), i);
      }
      job.settle();
      job.pass(Duration.ofHours(26));
      StateSize.Bytes bytes = StateSize.of(job).since(empty, USERS);
      report("a device that nobody logged in from", bytes);
      assertThat(bytes.files()).isLessThan(100);
    }
  }

  @Test
  @Timeout(300)
  void reportsTheStateOfARememberedMessage() throws Exception {
    for (int perDevice : new int[] {1, 10, 100, 1_000}) {
      try (Stages job = Stages.with()) {
        StateSize empty = StateSize.of(job);
        String[] devices = new String[MESSAGES / perDevice];
        for (int i = 0; i < devices.length; i++) {
          devices[i] = people.device();
        }
        for (int i = 0; i < MESSAGES; i++) {
          feed(
              job,
              track("Read")
                  .device(devices[i % devices.length])
                  .with("messageId", "message-" + i)
                  .at(i)
                  .json(),
              i);
        }
        job.settle();
        report(
            "a remembered message, " + perDevice + " per device",
            StateSize.of(job).since(empty, "identity-device", MESSAGES));
      }
    }
  }

  private static void feed(Stages job, String event, int number) throws Exception {
    job.feed(event);
    if (number % 500 == 0) {
      job.settle();
    }
  }
}

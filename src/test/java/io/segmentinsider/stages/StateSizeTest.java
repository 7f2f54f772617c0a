package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many bytes a person and a message take in RocksDB; the figures of docs/state.md. */
class StateSizeTest {

  private static final int USERS = 2_000;
  private static final Path REPORT = Path.of("target", "state-size.md");

  private static String uuid(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static long bytes(Stages job) throws Exception {
    return job.savepoint().values().stream().mapToLong(state -> state.getStateSize()).sum();
  }

  private static void report(String what, double bytes) throws Exception {
    String line = String.format(Locale.ROOT, "| %s | %.0f |%n", what, bytes);
    Files.writeString(
        REPORT,
        (Files.exists(REPORT) ? Files.readString(REPORT) : "| what | bytes |\n| --- | ---: |\n")
            + line);
  }

  @Test
  @Timeout(300)
  void ofAKnownUserWithThreeIdentifiers() throws Exception {
    Stages job = Stages.onRocksDb();
    try {
      long empty = bytes(job);
      for (int i = 0; i < USERS; i++) {
        job.feed(
            identify()
                .device(uuid("d" + i))
                .user("u" + (100_000 + i))
                .trait("email", "person." + i + "@example.com")
                .trait("phone", "+659" + (1_000_000 + i))
                .trait("firstName", "Person " + i)
                .trait("lastName", "Number " + i)
                .trait("plan", "pro")
                .json());
        if (i % 500 == 0) {
          job.settle();
        }
      }
      job.settle();
      double withMessage = (bytes(job) - empty) / (double) USERS;
      job.pass(Duration.ofHours(26));
      double without = (bytes(job) - empty) / (double) USERS;
      report("a known user with device, e-mail and phone number, five attributes", without);
      report("the same while the message is remembered", withMessage);
      assertThat(without).isLessThan(900);
    } finally {
      job.close();
    }
  }

  @Test
  @Timeout(300)
  void ofARememberedMessage() throws Exception {
    for (int perDevice : new int[] {1, 10, 100, 1_000}) {
      Stages job = Stages.onRocksDb();
      try {
        int devices = 2_000 / perDevice;
        for (int i = 0; i < 2_000; i++) {
          job.feed(
              track("Read")
                  .device(uuid("d" + i % devices))
                  .with("messageId", "message-" + i)
                  .at(i)
                  .json());
          if (i % 500 == 0) {
            job.settle();
          }
        }
        job.settle();
        long with = job.savepoint().get("identity-device").getStateSize();
        job.pass(Duration.ofHours(26));
        long without = job.savepoint().get("identity-device").getStateSize();
        report("a remembered message, " + perDevice + " per device", (with - without) / 2_000.0);
      } finally {
        job.close();
      }
    }
  }
}

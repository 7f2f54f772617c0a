package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;

/**
 * The law of the door that stands open to everybody: whatever bytes come in, nothing throws, every
 * record ends exactly once, and every body is JSON that Insider can read. It runs for two minutes;
 * {@code -Dhostile.seconds=7200 -Dhostile.seed=1} runs it longer, over other inputs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputTest {

  private static final Path FOUND = Path.of("src/test/resources/hostile");
  private static final int BATCH = 20_000;

  /** Which rules are on: each batch takes the next. */
  private static final List<List<String>> OPTIONS =
      List.of(
          List.of(),
          List.of("mapping.preset=segment-actions"),
          List.of("consent.required=gdpr", "identity.stitching=first-known"),
          List.of("mapping.preset=segment-actions", "identity.conflicts=send"),
          List.of("identity.shared-device-users=1", "profile.refresh=0 s"),
          List.of("source.trusted-topics=" + RecordSource.TOPIC, "mapping.nulls=clear"),
          List.of(
              "source.trusted-topics=" + RecordSource.TOPIC,
              "identity.changed-identifiers=update",
              "source.envelope=$"));

  private HostileJob job;

  @BeforeAll
  void start() throws Exception {
    job = new HostileJob();
  }

  @AfterAll
  void stop() {
    job.close();
  }

  /** What was found once, one record a line. */
  @Test
  void whatWasFoundStaysMended() throws Exception {
    List<byte[]> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOUND)) {
      for (Path file : files.sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          found.add(line.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    for (List<String> options : OPTIONS) {
      assertThat(job.problems(new Found(found), 0, found.size() - 1, options)).isEmpty();
    }
  }

  @Test
  void anyBytesEndExactlyOnce(TestReporter reporter) throws Exception {
    long seconds = Long.getLong("hostile.seconds", 120);
    long seed = Long.getLong("hostile.seed", 0);
    HostileInput input = new HostileInput(seed, BundledDay.lines().subList(0, 1_500));
    long start = System.nanoTime();
    long end = start + Duration.ofSeconds(seconds).toNanos();
    long taken = 0;
    for (int batch = 0; System.nanoTime() < end; batch++) {
      List<String> options = OPTIONS.get(batch % OPTIONS.size());
      List<String> problems = job.problems(input::record, taken, taken + BATCH - 1, options);
      if (!problems.isEmpty()) {
        report(input, seed, taken, taken + BATCH - 1, options, problems);
      }
      taken += BATCH;
    }
    double took = (System.nanoTime() - start) / 1e9;
    reporter.publishEntry(
        "hostile inputs", String.format("%d in %.0f s: %.0f a second", taken, took, taken / took));
  }

  /** Halves the batch for as long as a half still fails. */
  private void report(
      HostileInput input,
      long seed,
      long first,
      long last,
      List<String> options,
      List<String> problems)
      throws Exception {
    long from = first;
    long to = last;
    List<String> seen = problems;
    while (from < to) {
      long middle = (from + to) / 2;
      List<String> lower = job.problems(input::record, from, middle, options);
      List<String> upper =
          lower.isEmpty() ? job.problems(input::record, middle + 1, to, options) : List.of();
      if (lower.isEmpty() && upper.isEmpty()) {
        break;
      }
      seen = lower.isEmpty() ? upper : lower;
      to = lower.isEmpty() ? to : middle;
      from = lower.isEmpty() ? middle + 1 : from;
    }
    Path file = Path.of("target/hostile-" + seed + "-" + from + ".ndjson");
    try (var out = Files.newOutputStream(file)) {
      for (long number = from; number <= to; number++) {
        out.write(input.record(number));
        out.write('\n');
      }
    }
    fail(
        "records %d to %d of seed %d with %s, written to %s:%n%s",
        from, to, seed, options, file, String.join("\n", seen));
  }

  /** Records that lie ready. */
  private record Found(List<byte[]> records) implements RecordSource.Records {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] record(long number) {
      return records.get((int) number);
    }
  }
}

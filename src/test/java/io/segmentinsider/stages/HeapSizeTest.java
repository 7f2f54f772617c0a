package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** How many bytes a person and a message take on the heap; the figures of docs/state.md. */
@EnabledIfSystemProperty(named = "figures", matches = "true")
class HeapSizeTest {

  private static final int PEOPLE = 4_000;
  private static final int MESSAGES = 20_000;
  private static final Path REPORT = Path.of("target", "heap-size.md");

  /** Feeds a job one after another. */
  private interface Feeding {
    void feed(Stages job, RandomPeople people, int number) throws Exception;
  }

  /** Writes {@code target/heap-size.md}. */
  @Test
  @Timeout(900)
  void everyKindOfPersonHasItsLine() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("| what | bytes on the heap |\n| --- | ---: |");
    Duration allForgotten = Duration.ofHours(26);
    lines.add(
        line(
            "a known user with device, e-mail, phone number",
            PEOPLE,
            allForgotten,
            (job, people, i) -> job.feed(people.user().json())));
    lines.add(
        line(
            "a device that nobody logged in from",
            PEOPLE,
            allForgotten,
            (job, people, i) -> job.feed(track("Read").device(people.device()).at(i).json())));
    for (int perDevice : new int[] {1, 10, 100}) {
      lines.add(
          line(
              "a remembered message, " + perDevice + " per device, with its device",
              MESSAGES,
              Duration.ZERO,
              (job, people, i) ->
                  job.feed(track("Read").device("device-" + i / perDevice).at(i).json())));
    }
    Files.createDirectories(REPORT.getParent());
    Files.write(REPORT, lines);
    assertThat(lines).hasSize(6);
  }

  private static String line(String what, int units, Duration pass, Feeding feeding)
      throws Exception {
    // The difference of two sizes: what the stages take without any state is in both.
    long less = heap(units / 2, pass, feeding);
    long more = heap(units, pass, feeding);
    return String.format(Locale.ROOT, "| %s | %.0f |", what, (more - less) / (units / 2.0));
  }

  private static long heap(int units, Duration pass, Feeding feeding) throws Exception {
    Map<String, OperatorSubtaskState> state = state(units, pass, feeding);
    long before = usedHeap();
    // Restored: nothing of the test's own hangs on it.
    try (Stages restored = Stages.restored(state)) {
      assertThat(restored.stateEntries()).isPositive();
      return usedHeap() - before;
    } finally {
      Reference.reachabilityFence(state); // It is in both.
    }
  }

  /** In a method of its own, so that nothing of the job that fed it is left on the stack. */
  private static Map<String, OperatorSubtaskState> state(int units, Duration pass, Feeding feeding)
      throws Exception {
    RandomPeople people = new RandomPeople(3);
    try (Stages job = Stages.with()) {
      for (int i = 0; i < units; i++) {
        feeding.feed(job, people, i);
        if (i % 500 == 0) {
          job.settle();
        }
      }
      job.settle();
      job.pass(pass);
      return job.canonicalSavepoint();
    }
  }

  /** Threads of what was closed before may hold something for a moment. */
  private static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      System.gc();
      least =
          Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    return least;
  }
}

package io.segmentinsider.tools.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.lab.cluster.ClusterFiles;
import io.segmentinsider.lab.cluster.ClusterProcess;
import io.segmentinsider.lab.cluster.ClusterState;
import io.segmentinsider.lab.cluster.FlinkRest;
import io.segmentinsider.lab.cluster.JobControl;
import io.segmentinsider.lab.cluster.JobSubmission;
import io.segmentinsider.lab.cluster.LocalCluster;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.EventPublisher;
import io.segmentinsider.lab.publish.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs that come and go on a session cluster leave none of their classes behind in its processes:
 * each delivers a few updates, completes a checkpoint and is cancelled.
 */
@Timeout(600)
class ClassesLetGoIT {

  private static final String EVENTS = "segment-events";
  private static final int SUBMITS = 20;

  /** What Flink and the virtual machine load themselves. */
  private static final int WARM_UP = 5;

  /** A job has some thousands of classes of its own, and each submit would leave as many. */
  private static final long NOISE = 1_000;

  /** A job that has ended may be let go a moment later. */
  private static final long LOADERS_KEPT = 1;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_EVERY_MS = 50;

  @TempDir private Path directory;
  private LocalCluster cluster;

  @AfterEach
  void stop() throws Exception {
    cluster.stop();
  }

  @Test
  void twentySubmitsLeaveAsManyClassesAsFive() throws Exception {
    ClusterFiles files = new ClusterFiles(Path.of(""), directory.resolve("run"));
    cluster = new LocalCluster(files);
    ClusterState state =
        cluster.start(
            Map.of(EVENTS, 1, "segment-insider-receipts", 1, "segment-insider-dead-letters", 1),
            1,
            false);
    URI rest = state.webInterface();
    List<String> options =
        new JobSubmission(files, state)
            .overrides(
                List.of(
                    "execution.checkpointing.interval=200 ms",
                    "source.start=earliest",
                    "delivery.linger=0 s"));
    JobProgram program =
        new JobProgram(new Deployment(files.jobJar(), files.jobConfiguration(), options, 1));
    publish(state);

    FlinkRest flink = new FlinkRest(rest);
    JobControl control = new JobControl(rest);
    Map<String, List<Long>> classes = new TreeMap<>();
    Map<String, List<Long>> loaders = new TreeMap<>();
    for (int submit = 1; submit <= SUBMITS; submit++) {
      String job = new JobID().toHexString();
      assertThat(program.submit(rest, job, null, false, PATIENCE)).isTrue();
      await("a checkpoint", () -> flink.completedCheckpoints(job) > 1);
      control.cancel(job);
      for (ClusterProcess process : state.processes()) {
        if (process.isTaskManager() || process.isJobManager()) {
          String histogram = jcmd(process, "GC.class_histogram");
          add(
              loaders,
              process,
              number(histogram, "\\s(\\d+)\\s+\\d+\\s+\\S*ChildFirstClassLoader"));
          add(classes, process, number(histogram, "\\s(\\d+)\\s+\\d+\\s+java\\.lang\\.Class\\s"));
        }
      }
    }
    assertThat(loaders)
        .allSatisfy(
            (role, alive) -> assertThat(last(alive)).as(role).isLessThanOrEqualTo(LOADERS_KEPT));
    assertThat(classes)
        .allSatisfy(
            (role, loaded) ->
                assertThat(last(loaded) - loaded.get(WARM_UP - 1))
                    .as("%s: classes after each submit: %s", role, loaded)
                    .isLessThan(NOISE));
  }

  private void publish(ClusterState state) throws Exception {
    Path events = directory.resolve("events.ndjson");
    Files.writeString(
        events,
        "{\"type\":\"identify\",\"userId\":\"u\",\"messageId\":\"m\","
            + "\"timestamp\":\"2026-05-01T00:00:00Z\",\"traits\":{\"city\":\"Rome\"}}\n");
    new EventPublisher(state.bootstrapServers(), EVENTS)
        .publish(EventInput.file(events), 1, Progress.NONE);
  }

  /** Something that becomes true. */
  @FunctionalInterface
  private interface Condition {
    boolean isMet() throws Exception;
  }

  private static void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isMet(condition)) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
    }
  }

  private static boolean isMet(Condition condition) throws Exception {
    try {
      return condition.isMet();
    } catch (IOException e) {
      // Flink can't tell of the checkpoints of a job that is about to start.
      return false;
    }
  }

  private static void add(Map<String, List<Long>> all, ClusterProcess process, long number) {
    all.computeIfAbsent(process.role(), role -> new ArrayList<>()).add(number);
  }

  private static long last(List<Long> numbers) {
    return numbers.get(numbers.size() - 1);
  }

  /** What the virtual machine says of itself; a histogram of classes collects garbage first. */
  private static String jcmd(ClusterProcess process, String command) throws Exception {
    Process asked =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(asked.waitFor()).as(said).isZero();
    return said;
  }

  private static long number(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }
}

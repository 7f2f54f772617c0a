package io.segmentinsider.tools.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.Await;
import io.segmentinsider.lab.cluster.ClusterFiles;
import io.segmentinsider.lab.cluster.ClusterProcess;
import io.segmentinsider.lab.cluster.ClusterState;
import io.segmentinsider.lab.cluster.JobControl;
import io.segmentinsider.lab.cluster.JobSubmission;
import io.segmentinsider.lab.cluster.LocalCluster;
import io.segmentinsider.lab.cluster.RestAddress;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.publish.EventPublisher;
import io.segmentinsider.lab.publish.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs that come and go on a session cluster leave none of their classes behind in its processes:
 * each starts all its clients, completes a checkpoint and is cancelled.
 */
@Timeout(600)
class ClassesLetGoIT {

  private static final String EVENTS = "segment-events";
  private static final int SUBMITS = 20;

  /** What Flink and the virtual machine load themselves. */
  private static final int WARM_UP = 5;

  /** A job has some thousands of classes of its own, and each submit would leave as many. */
  private static final long NOISE = 1_000;

  /** Threads of a process may know the last job. */
  private static final long LOADERS_KEPT = 1;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A thread of the client for HTTP ends some seconds after its job. */
  private static final Duration LET_GO = Duration.ofSeconds(30);

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
    RestAddress rest = RestAddress.of(state.webInterface());
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

    JobControl control = new JobControl(rest);
    Map<String, Long> warm = new TreeMap<>();
    for (int submit = 1; submit <= SUBMITS; submit++) {
      String job = new JobID().toHexString();
      assertThat(program.submit(rest, job, null, false, PATIENCE)).isTrue();
      // Flink's REST interface would tell of it some seconds later.
      Await.until(
          PATIENCE, "a checkpoint of job " + submit, () -> cluster.latestCheckpoint(job) != null);
      control.cancel(job);
      if (submit % WARM_UP == 0) {
        for (ClusterProcess process : state.processes()) {
          if (process.isTaskManager() || process.isJobManager()) {
            look(process, submit, warm);
          }
        }
      }
    }
    assertThat(warm).hasSize(2);
  }

  private void look(ClusterProcess process, int submit, Map<String, Long> warm) throws Exception {
    String at = process.role() + " after submit " + submit;
    Await.until(
        LET_GO,
        "the end of the classes of all jobs but the last: " + at,
        () -> classes(process, "\\S*ChildFirstClassLoader") <= LOADERS_KEPT);
    long loaded = classes(process, "java\\.lang\\.Class");
    // The Kafka connector's admin client, in the JobManager, is closed so, which is not ours.
    assertThat(Files.readString(Path.of(process.log())))
        .as("what a thread of the HTTP client misses that outlives its job: " + at)
        .doesNotContainPattern("NoClassDefFoundError: (io/netty|org/asynchttpclient)/");
    Long before = warm.putIfAbsent(process.role(), loaded);
    if (before != null) {
      assertThat(loaded - before).as("classes more: " + at).isLessThan(NOISE);
    }
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

  /** How many objects of a class there are; of {@code Class}, how many classes. */
  private static long classes(ClusterProcess process, String ofClass) throws Exception {
    Matcher found =
        Pattern.compile("\\s(\\d+)\\s+\\d+\\s+" + ofClass + "\\s")
            .matcher(jcmd(process, "GC.class_histogram"));
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }
}

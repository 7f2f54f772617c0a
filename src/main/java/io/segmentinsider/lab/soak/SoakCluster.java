package io.segmentinsider.lab.soak;

import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.ClusterFiles;
import io.segmentinsider.lab.cluster.ClusterProcess;
import io.segmentinsider.lab.cluster.ClusterState;
import io.segmentinsider.lab.cluster.FlinkRest;
import io.segmentinsider.lab.cluster.JobSubmission;
import io.segmentinsider.lab.cluster.LocalCluster;
import io.segmentinsider.outcome.OutcomeOptions;
import io.segmentinsider.segment.SourceOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The cluster of a soak and the job on it, and how their processes are killed. */
final class SoakCluster {

  private static final int TASK_MANAGERS = 2;

  /** Topics by their partitions. */
  private static final Map<String, Integer> TOPICS =
      Map.of(
          SourceOptions.TOPICS.defaultValue().get(0),
          4,
          OutcomeOptions.RECEIPTS_TOPIC.defaultValue(),
          1,
          OutcomeOptions.DEAD_LETTERS_TOPIC.defaultValue(),
          1);

  private final ClusterFiles files;
  private final LocalCluster cluster;
  private final List<String> options;
  private volatile ClusterState state;
  private volatile String job;

  private SoakCluster(ClusterFiles files, List<String> options)
      throws IOException, InterruptedException, ClusterException {
    this.files = files;
    this.cluster = new LocalCluster(files);
    this.options = options;
    this.state = cluster.start(TOPICS, TASK_MANAGERS, false);
    this.job = new JobSubmission(files, state).submit(options, null);
  }

  /** Starts all processes, and the job. */
  static SoakCluster start(ClusterFiles files, List<String> options)
      throws IOException, InterruptedException, ClusterException {
    return new SoakCluster(files, options);
  }

  ClusterState state() {
    return state;
  }

  /** The job's id; another one after each loss of the JobManager. */
  String job() {
    return job;
  }

  FlinkRest flink() {
    return new FlinkRest(state.webInterface());
  }

  /** The processes that are Flink's and run. */
  List<ClusterProcess> flinkProcesses() {
    return state.processes().stream()
        .filter(process -> process.isTaskManager() || process.isJobManager())
        .filter(ClusterProcess::isAlive)
        .toList();
  }

  /** Ends a TaskManager at once; another one takes its place. */
  void killTaskManager(Random random) throws IOException, InterruptedException, ClusterException {
    List<ClusterProcess> alive =
        flinkProcesses().stream().filter(ClusterProcess::isTaskManager).toList();
    alive.get(random.nextInt(alive.size())).kill();
    state = cluster.addTaskManager();
  }

  /** Ends the JobManager at once, and submits the job anew from its last checkpoint. */
  void killJobManager() throws IOException, InterruptedException, ClusterException {
    state = cluster.restartJobManager();
    job = new JobSubmission(files, state).submit(options, cluster.latestCheckpoint(job));
  }

  /** Ends the broker at once; it comes back after a while with what it had. */
  void killBroker(Duration away) throws IOException, InterruptedException, ClusterException {
    state = cluster.restartBroker(TOPICS, away);
  }

  /** Stops all processes; their files stay. */
  void stop() throws IOException, InterruptedException, ClusterException {
    cluster.stop();
  }
}

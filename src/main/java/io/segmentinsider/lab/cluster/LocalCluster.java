package io.segmentinsider.lab.cluster;

import io.segmentinsider.sandbox.SandboxClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.annotation.Nullable;

/**
 * Starts and stops the processes of a cluster. What it starts outlives the process that it is
 * called in; {@code cluster.json} says what runs.
 */
public final class LocalCluster {

  /** Name of the only account that the sandbox lets in, with the key in the token file. */
  static final String PARTNER = "local";

  private static final String HOST = "127.0.0.1";
  private static final Duration START_PATIENCE = Duration.ofMinutes(3);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final long POLL_INTERVAL_MS = 100;

  private final ClusterFiles files;

  /** A cluster that keeps its state there; it may or may not run. */
  public LocalCluster(ClusterFiles files) {
    this.files = files;
  }

  /**
   * Starts everything, and returns when it is ready for a job.
   *
   * @param topics their numbers of partitions by name
   * @param taskManagers how many
   * @param recording whether the sandbox writes down every user object that it receives
   * @throws ClusterException if it runs already, or a process does not come up
   */
  public ClusterState start(Map<String, Integer> topics, int taskManagers, boolean recording)
      throws IOException, InterruptedException, ClusterException {
    if (Files.exists(files.state())
        && state().processes().stream().anyMatch(ClusterProcess::isAlive)) {
      throw new ClusterException(
          "it runs already: see job/cluster status, or run job/cluster stop");
    }
    Files.createDirectories(files.run());
    Files.writeString(files.token(), "local");
    new MetricsTargets(files.metricsTargets()).clear();
    int[] ports = FreePorts.find(4);
    ClusterState state =
        new ClusterState(
            HOST + ":" + ports[0],
            URI.create("http://" + HOST + ":" + ports[1]),
            URI.create("http://" + HOST + ":" + ports[2]),
            ports[3],
            List.of());
    state = remember(state.with(startBroker(ports[0], topics)));
    state = remember(state.with(startSandbox(ports[1], recording)));
    FlinkProcesses flink = new FlinkProcesses(files);
    state = remember(state.with(flink.startJobManager(ports[3], state.webInterface())));
    for (int number = 1; number <= taskManagers; number++) {
      state = remember(state.with(flink.startTaskManager(number, ports[3])));
    }
    awaitReady(state, taskManagers);
    return state;
  }

  /**
   * Starts one more TaskManager, and returns when it has registered.
   *
   * @throws ClusterException if the cluster does not run
   */
  public ClusterState addTaskManager() throws IOException, InterruptedException, ClusterException {
    ClusterState state = state();
    int number =
        1
            + state.processes().stream()
                .filter(ClusterProcess::isTaskManager)
                .mapToInt(ClusterProcess::taskManagerNumber)
                .max()
                .orElse(0);
    state =
        remember(state.with(new FlinkProcesses(files).startTaskManager(number, state.rpcPort())));
    FlinkRest rest = new FlinkRest(state.webInterface());
    String role = ClusterProcess.taskManager(number);
    await(
        state,
        role,
        () -> rest.taskManagers().stream().anyMatch(running -> running.id().equals(role)));
    return state;
  }

  /**
   * Ends the broker at once (SIGKILL), and starts it again where it was.
   *
   * @param topics as at the start
   * @param away how long it is gone
   * @throws ClusterException if the cluster does not run, or the broker does not come up
   */
  public ClusterState restartBroker(Map<String, Integer> topics, Duration away)
      throws IOException, InterruptedException, ClusterException {
    ClusterState state = kill(ClusterProcess.BROKER);
    Thread.sleep(away.toMillis());
    String address = state.bootstrapServers();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    ClusterState restarted = remember(state.with(startBroker(port, topics)));
    await(restarted, ClusterProcess.BROKER, () -> BrokerProbe.isReady(address));
    return restarted;
  }

  /**
   * Ends the JobManager at once (SIGKILL), and starts it again where it was. It knows no jobs then.
   *
   * @throws ClusterException if the cluster does not run, or the JobManager does not come up
   */
  public ClusterState restartJobManager()
      throws IOException, InterruptedException, ClusterException {
    ClusterState state = kill(ClusterProcess.JOB_MANAGER);
    long taskManagers =
        state.processes().stream()
            .filter(process -> process.isTaskManager() && process.isAlive())
            .count();
    ClusterState restarted =
        remember(
            state.with(
                new FlinkProcesses(files).startJobManager(state.rpcPort(), state.webInterface())));
    FlinkRest rest = new FlinkRest(restarted.webInterface());
    await(restarted, ClusterProcess.JOB_MANAGER, () -> rest.taskManagers().size() >= taskManagers);
    return restarted;
  }

  private ClusterState kill(String role)
      throws IOException, InterruptedException, ClusterException {
    ClusterState state = state();
    for (ClusterProcess process : state.processes()) {
      if (process.role().equals(role)) {
        process.kill();
      }
    }
    return remember(state.without(role));
  }

  /**
   * The last checkpoint of a job that is complete.
   *
   * @param job its id
   * @return its path; null if there is none
   */
  @Nullable
  public String latestCheckpoint(String job) throws IOException {
    Path ofJob = files.checkpoints().resolve(job);
    if (!Files.isDirectory(ofJob)) {
      return null;
    }
    try (Stream<Path> checkpoints = Files.list(ofJob)) {
      return checkpoints
          .filter(checkpoint -> Files.exists(checkpoint.resolve("_metadata")))
          .max(Comparator.comparingLong(LocalCluster::number))
          .map(checkpoint -> checkpoint.toUri().toString())
          .orElse(null);
    }
  }

  private static long number(Path checkpoint) {
    String name = checkpoint.getFileName().toString();
    return Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
  }

  /**
   * What runs.
   *
   * @throws ClusterException if no cluster was started
   */
  public ClusterState state() throws ClusterException {
    return ClusterState.read(files.state());
  }

  /** Stops all its processes, the last one first, and forgets them. Its files stay. */
  public void stop() throws IOException, InterruptedException, ClusterException {
    List<ClusterProcess> processes = state().processes();
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).stop(STOP_PATIENCE);
    }
    Files.delete(files.state());
  }

  private ClusterState remember(ClusterState state) throws IOException {
    state.write(files.state());
    return state;
  }

  private ClusterProcess startBroker(int port, Map<String, Integer> topics)
      throws IOException, ClusterException {
    List<String> arguments =
        new ArrayList<>(
            List.of("broker", "--port", Integer.toString(port), "--dir", files.kafka().toString()));
    topics.forEach(
        (name, partitions) -> {
          arguments.add("--topic");
          arguments.add(name + "=" + partitions);
        });
    return startTool(ClusterProcess.BROKER, "-Xmx512m", arguments);
  }

  private ClusterProcess startSandbox(int port, boolean recording)
      throws IOException, ClusterException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "sandbox",
                "--port",
                Integer.toString(port),
                "--partner",
                PARTNER,
                "--token-file",
                files.token().toString()));
    if (recording) {
      arguments.add("--record");
    }
    return startTool("sandbox", "-Xmx1g", arguments);
  }

  private ClusterProcess startTool(String role, String heap, List<String> arguments)
      throws IOException, ClusterException {
    return new JavaCommand(
            files.localJar().toString(),
            List.of(heap, "-Dlog4j2.configurationFile=" + files.logging().toUri()),
            "io.segmentinsider.tools.cli.Main",
            arguments)
        .start(role, files.log(role));
  }

  private void awaitReady(ClusterState state, int taskManagers)
      throws InterruptedException, ClusterException {
    await(state, "broker", () -> BrokerProbe.isReady(state.bootstrapServers()));
    SandboxClient sandbox = new SandboxClient(state.sandbox());
    await(state, "sandbox", sandbox::isUp);
    FlinkRest rest = new FlinkRest(state.webInterface());
    await(state, "jobmanager", () -> rest.taskManagers().size() == taskManagers);
  }

  /** Waits until a process says that it is ready, unless one of them ends before. */
  private void await(ClusterState state, String role, Condition ready)
      throws InterruptedException, ClusterException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!isMet(ready)) {
      for (ClusterProcess process : state.processes()) {
        if (process.role().equals(role) && !process.isAlive()) {
          throw new ClusterException(process.role() + " has ended: " + process.lastWords());
        }
      }
      if (System.nanoTime() > deadline) {
        throw new ClusterException(
            role + " is not ready after " + START_PATIENCE + ": see " + files.log(role));
      }
      Thread.sleep(POLL_INTERVAL_MS);
    }
  }

  private static boolean isMet(Condition ready) throws InterruptedException {
    try {
      return ready.isMet();
    } catch (IOException e) {
      // Nobody answers yet.
      return false;
    }
  }

  /** Something that becomes true. */
  @FunctionalInterface
  private interface Condition {
    boolean isMet() throws IOException, InterruptedException;
  }
}

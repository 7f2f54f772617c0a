package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.ClusterProcess;
import io.segmentinsider.lab.cluster.ClusterState;
import io.segmentinsider.lab.cluster.FlinkRest;
import io.segmentinsider.lab.cluster.LocalCluster;
import io.segmentinsider.outcome.OutcomeOptions;
import io.segmentinsider.segment.SourceOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A real cluster on this machine: every part of it is a process of its own. */
@Command(
    name = "cluster",
    mixinStandardHelpOptions = true,
    description =
        "Runs a Kafka broker, a local Insider, a JobManager and TaskManagers as processes of their"
            + " own.")
public final class ClusterCommand {

  private static final int NOT_RUNNING = 1;

  @Spec private CommandSpec spec;

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = "Starts all processes and waits until they are ready.")
  int start(
      @Mixin ClusterLocation location,
      @Option(
              names = "--partitions",
              paramLabel = "N",
              converter = WholeNumber.FromOne.class,
              defaultValue = "4",
              description = "Partitions of the topic of the events (default: ${DEFAULT-VALUE}).")
          int partitions,
      @Option(
              names = "--task-managers",
              paramLabel = "N",
              converter = WholeNumber.FromOne.class,
              defaultValue = "2",
              description = "How many TaskManagers (default: ${DEFAULT-VALUE}).")
          int taskManagers,
      @Option(
              names = "--record",
              description = "The sandbox records every user object that it receives.")
          boolean recording)
      throws IOException, InterruptedException, ClusterException {
    Map<String, Integer> topics =
        Map.of(
            SourceOptions.TOPICS.defaultValue().get(0),
            partitions,
            OutcomeOptions.RECEIPTS_TOPIC.defaultValue(),
            1,
            OutcomeOptions.DEAD_LETTERS_TOPIC.defaultValue(),
            1);
    print(new LocalCluster(location.files()).start(topics, taskManagers, recording));
    return 0;
  }

  @Command(
      name = "taskmanager",
      mixinStandardHelpOptions = true,
      description = "Starts one more TaskManager.")
  int taskManager(@Mixin ClusterLocation location)
      throws IOException, InterruptedException, ClusterException {
    print(new LocalCluster(location.files()).addTaskManager());
    return 0;
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Says what runs and where; the exit code is 1 if a process has ended.")
  int status(@Mixin ClusterLocation location)
      throws IOException, InterruptedException, ClusterException {
    ClusterState state = new LocalCluster(location.files()).state();
    print(state);
    if (!state.processes().stream().allMatch(ClusterProcess::isAlive)) {
      return NOT_RUNNING;
    }
    PrintWriter out = spec.commandLine().getOut();
    for (FlinkRest.Job job : new FlinkRest(state.webInterface()).jobs()) {
      out.printf("job %s  %-10s %s%n", job.id(), job.state(), job.name());
    }
    out.flush();
    return 0;
  }

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "Stops all processes; their files stay.")
  int stop(@Mixin ClusterLocation location)
      throws IOException, InterruptedException, ClusterException {
    new LocalCluster(location.files()).stop();
    return 0;
  }

  private void print(ClusterState state) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Flink web UI  " + state.webInterface());
    out.println("Kafka broker  " + state.bootstrapServers());
    out.println("Sandbox       " + state.sandbox() + "/sandbox/stats");
    for (ClusterProcess process : state.processes()) {
      out.printf(
          "%-14s pid %-8d %-8s %s%n",
          process.role(), process.pid(), process.isAlive() ? "running" : "ended", process.log());
    }
    out.flush();
  }
}

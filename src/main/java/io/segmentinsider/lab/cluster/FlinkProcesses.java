package io.segmentinsider.lab.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * Starts Flink's own programs the way its scripts do: memory from {@code config.yaml} becomes
 * options of the virtual machine, and addresses go on the command line. On their class path is what
 * a Flink distribution has, and nothing of this product.
 */
final class FlinkProcesses {

  private static final String HOST = "127.0.0.1";

  private final ClusterFiles files;
  private final Configuration configuration;

  FlinkProcesses(ClusterFiles files) {
    this.files = files;
    this.configuration =
        GlobalConfiguration.loadConfiguration(files.flinkConfiguration().toString());
  }

  ClusterProcess startJobManager(int rpcPort, URI webInterface)
      throws IOException, ClusterException {
    JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(configuration);
    String role = "jobmanager";
    List<String> arguments = new ArrayList<>(arguments(role, rpcPort));
    arguments.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
    arguments.addAll(
        options(
            Map.of(
                "rest.address", HOST,
                "rest.bind-address", HOST,
                "rest.port", Integer.toString(webInterface.getPort()))));
    return start(
        role,
        words(JobManagerProcessUtils.generateJvmParametersStr(memory, configuration)),
        StandaloneSessionClusterEntrypoint.class,
        arguments);
  }

  ClusterProcess startTaskManager(int number, int rpcPort) throws IOException, ClusterException {
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    String role = ClusterProcess.taskManager(number);
    List<String> arguments = new ArrayList<>(arguments(role, rpcPort));
    arguments.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
    arguments.addAll(
        options(
            Map.of(
                "taskmanager.resource-id", role,
                "taskmanager.host", HOST,
                "taskmanager.bind-host", HOST)));
    return start(
        role,
        words(ProcessMemoryUtils.generateJvmParametersStr(memory)),
        TaskManagerRunner.class,
        arguments);
  }

  /** The command line client, with the environment that it expects. */
  ProcessBuilder client(List<String> arguments) throws ClusterException {
    ProcessBuilder builder =
        new JavaCommand(
                files.flinkClasspath(),
                jvmOptions(List.of()),
                "org.apache.flink.client.cli.CliFrontend",
                arguments)
            .builder();
    builder.environment().put("FLINK_CONF_DIR", files.flinkConfiguration().toString());
    return builder;
  }

  private ClusterProcess start(
      String role, List<String> memory, Class<?> mainClass, List<String> arguments)
      throws IOException, ClusterException {
    Files.createDirectories(files.temporary(role));
    List<String> options = new ArrayList<>(jvmOptions(memory));
    // Where the web UI looks for it.
    options.add("-Dlog.file=" + files.log(role));
    return new JavaCommand(files.flinkClasspath(), options, mainClass.getName(), arguments)
        .start(role, files.log(role));
  }

  /**
   * What all programs are told. Where checkpoints go belongs to it: a TaskManager that does not
   * know it sends its state to the JobManager's memory, and that takes no more than 5 MB of a task.
   */
  private List<String> arguments(String role, int rpcPort) throws IOException {
    String checkpoints = files.checkpoints().toUri().toString();
    String metricsPort = Integer.toString(FreePorts.find(1)[0]);
    new MetricsTargets(files.metricsTargets()).add(role, HOST + ":" + metricsPort);
    List<String> arguments =
        new ArrayList<>(List.of("--configDir", files.flinkConfiguration().toString()));
    arguments.addAll(
        options(
            Map.of(
                "jobmanager.rpc.address",
                HOST,
                "jobmanager.bind-host",
                HOST,
                "jobmanager.rpc.port",
                Integer.toString(rpcPort),
                "execution.checkpointing.dir",
                checkpoints,
                "execution.checkpointing.savepoint-dir",
                checkpoints,
                "io.tmp.dirs",
                files.temporary(role).toString(),
                "metrics.reporter.prom.port",
                metricsPort)));
    return arguments;
  }

  private List<String> jvmOptions(List<String> memory) {
    List<String> options = new ArrayList<>(memory);
    options.addAll(words(configuration.get(CoreOptions.FLINK_JVM_OPTIONS)));
    options.add("-Dlog4j2.configurationFile=" + files.logging().toUri());
    return options;
  }

  private static List<String> options(Map<String, String> values) {
    return values.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .flatMap(option -> List.of("-D", option.getKey() + "=" + option.getValue()).stream())
        .toList();
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }
}

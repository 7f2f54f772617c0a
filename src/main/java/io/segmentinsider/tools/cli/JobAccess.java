package io.segmentinsider.tools.cli;

import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.ClusterState;
import io.segmentinsider.lab.cluster.LocalCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Which job is meant: its configuration, as the job itself gets it. Without any of these options it
 * is the one on the cluster that {@code job/cluster} started.
 */
final class JobAccess {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private ClusterLocation location;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      converter = ReadableFile.class,
      description =
          "The job's configuration, with all that Kafka asks for (default: conf/job.yaml on the"
              + " cluster that job/cluster started).")
  @Nullable
  private Path config;

  @Option(
      names = "-D",
      paramLabel = "option=value",
      description =
          "Sets an option of the job, such as kafka.security.protocol=SASL_SSL. Repeatable.")
  private List<String> options = List.of();

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "Another Kafka cluster, short for -D kafka.bootstrap.servers.")
  @Nullable
  private String bootstrapServers;

  /** Whether the cluster of this machine is meant. */
  boolean isLocal() {
    return config == null
        && bootstrapServers == null
        && options.stream().noneMatch(option -> option.startsWith("kafka.bootstrap.servers="));
  }

  /** The cluster of this machine; null if another one is meant. */
  @Nullable
  ClusterState cluster() throws ClusterException {
    if (!isLocal()) {
      Misplaced.unless(
          false, spec, "--run-dir", "the cluster of this machine, and another is named");
      return null;
    }
    if (!Files.exists(location.files().run().resolve("cluster.json"))) {
      throw new ClusterException(
          "no job is named, and none runs here: name yours with --config FILE or -D"
              + " kafka.bootstrap.servers=HOST:PORT, or run job/cluster start");
    }
    return new LocalCluster(location.files()).state();
  }

  /** The settings of the job. */
  JobSettings settings() throws ClusterException {
    return JobSettings.from(configuration());
  }

  /** The configuration of the job. */
  Configuration configuration() throws ClusterException {
    return JobConfiguration.load(file(), overrides());
  }

  /** The file that was given, or the one that comes with the product. */
  Path file() {
    return config == null ? Home.resolve("conf/job.yaml") : config;
  }

  /** What was given as {@code -D}, and where Kafka is. */
  List<String> overrides() throws ClusterException {
    List<String> overrides = new ArrayList<>();
    ClusterState cluster = cluster();
    if (cluster != null) {
      overrides.add("kafka.bootstrap.servers=" + cluster.bootstrapServers());
    }
    overrides.addAll(options);
    if (bootstrapServers != null) {
      overrides.add("kafka.bootstrap.servers=" + bootstrapServers);
    }
    return overrides;
  }
}

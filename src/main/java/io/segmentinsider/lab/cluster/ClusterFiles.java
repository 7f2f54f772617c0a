package io.segmentinsider.lab.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where a cluster finds what it runs, and where it keeps what it does.
 *
 * @param home the root of the source tree, after a build
 * @param run the directory of one cluster: state, logs, Kafka's log, checkpoints
 */
public record ClusterFiles(Path home, Path run) {

  private static final String NAME = "segment-insider-stream-";

  /** Both as absolute paths, because they go to other processes. */
  public ClusterFiles {
    home = home.toAbsolutePath().normalize();
    run = run.toAbsolutePath().normalize();
  }

  /** The jar that a cluster gets: the job without Flink. */
  public Path jobJar() throws ClusterException {
    return jar(false);
  }

  /** The jar with everything. */
  public Path localJar() throws ClusterException {
    return jar(true);
  }

  private Path jar(boolean local) throws ClusterException {
    Path target = home.resolve("target");
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(NAME))
          .filter(file -> file.getFileName().toString().endsWith(".jar"))
          .filter(file -> file.getFileName().toString().endsWith("-local.jar") == local)
          // A build leaves the jars of the version before where they are.
          .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
          .orElseThrow(() -> notBuilt(target));
    } catch (IOException e) {
      throw notBuilt(target);
    }
  }

  /** The jars of a Flink distribution, for a class path. */
  public String flinkClasspath() throws ClusterException {
    Path file = home.resolve("target/cluster/flink.classpath");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw notBuilt(file);
    }
  }

  private static ClusterException notBuilt(Path missing) {
    return new ClusterException(
        "nothing is built in " + missing + ": run mvn -B -DskipTests package");
  }

  /** The directory of Flink's {@code config.yaml}. */
  Path flinkConfiguration() {
    return home.resolve("conf/flink");
  }

  /** The configuration of the job. */
  public Path jobConfiguration() {
    return home.resolve("conf/job.yaml");
  }

  /** How the processes log. */
  Path logging() {
    return home.resolve("conf/logging/cluster.properties");
  }

  /** What runs; missing if nothing does. */
  Path state() {
    return run.resolve("cluster.json");
  }

  /** Where the processes of Flink show their metrics, for Prometheus's file discovery. */
  public Path metricsTargets() {
    return run.resolve("metrics-targets.json");
  }

  /** The token that the job shows to the sandbox. */
  public Path token() {
    return run.resolve("token");
  }

  /** What a process printed. */
  Path log(String role) {
    return run.resolve("logs").resolve(role + ".log");
  }

  /** The broker's directory. */
  Path kafka() {
    return run.resolve("kafka");
  }

  /** Where the job's checkpoints and savepoints go. */
  Path checkpoints() {
    return run.resolve("checkpoints");
  }

  /** Where Flink keeps what it needs while it runs. */
  Path temporary(String role) {
    return run.resolve("tmp").resolve(role);
  }
}

package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.cluster.ClusterFiles;
import java.nio.file.Path;
import javax.annotation.Nullable;
import picocli.CommandLine.Option;

/** Which cluster of this machine is meant. */
final class ClusterLocation {

  @Option(
      names = "--run-dir",
      paramLabel = "DIR",
      description = "Where the cluster keeps its state (default: target/cluster/run).")
  @Nullable
  private Path run;

  ClusterFiles files() {
    return new ClusterFiles(
        Home.resolve(""), run == null ? Home.resolve("target/cluster/run") : run);
  }
}

package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.JobControl;
import io.segmentinsider.lab.cluster.LocalCluster;
import java.io.IOException;
import java.net.URI;
import javax.annotation.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which job on which Flink cluster is meant. */
final class FlinkAccess {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private ClusterLocation location;

  @Option(
      names = "--rest",
      paramLabel = "URL",
      description =
          "Flink's REST address, such as http://jobmanager:8081 (default: the cluster that"
              + " job/cluster started).")
  @Nullable
  private URI rest;

  @Option(
      names = "--job",
      paramLabel = "ID",
      description = "The job (default: the only one that runs there).")
  @Nullable
  private String job;

  /** Where the JobManager is. */
  URI address() throws ClusterException {
    Misplaced.beside(spec, "--run-dir", "--rest");
    if (rest == null) {
      return new LocalCluster(location.files()).state().webInterface();
    }
    if (rest.getHost() == null) {
      throw new ClusterException(
          "--rest " + rest + " is no address such as http://jobmanager:8081");
    }
    return rest;
  }

  /** The cluster that was started here. */
  ClusterLocation location() {
    return location;
  }

  /** Whether the cluster of this machine is meant. */
  boolean isLocal() {
    return rest == null;
  }

  /** The id of the job. */
  String job(JobControl control) throws IOException, InterruptedException, ClusterException {
    return control.find(job);
  }
}

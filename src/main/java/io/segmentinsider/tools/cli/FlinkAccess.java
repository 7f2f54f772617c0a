package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.JobControl;
import io.segmentinsider.lab.cluster.LocalCluster;
import io.segmentinsider.lab.cluster.RestAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
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
      names = "--flink-conf",
      paramLabel = "DIR",
      description =
          "Directory of Flink's config.yaml, whose security.ssl.rest.* say whom to trust at an"
              + " https address, and what to show there (default: whom this Java trusts).")
  @Nullable
  private Path conf;

  @Option(
      names = "--job",
      paramLabel = "ID",
      description = "The job (default: the only one that runs there).")
  @Nullable
  private String job;

  /** Where the JobManager is. */
  RestAddress address() throws ClusterException {
    Misplaced.beside(spec, "--run-dir", "--rest");
    Misplaced.unless(rest != null, spec, "--flink-conf", "--rest");
    return rest == null
        ? RestAddress.of(new LocalCluster(location.files()).state().webInterface())
        : RestAddress.of(rest, conf);
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

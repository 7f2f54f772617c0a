package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.ClusterFiles;
import io.segmentinsider.lab.cluster.JobSubmission;
import io.segmentinsider.lab.cluster.LocalCluster;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the slim jar on the cluster of this machine. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = "Submits the job to the cluster that job/cluster started, and prints its id.")
public final class SubmitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ClusterLocation location;

  @Option(
      names = "-D",
      paramLabel = "option=value",
      description = "Sets an option of the job or of Flink. Repeatable.")
  private List<String> options = List.of();

  @Option(
      names = "--from-savepoint",
      paramLabel = "PATH",
      description = "The savepoint or retained checkpoint to start from.")
  @Nullable
  private String savepoint;

  /** Submits the job. */
  @Override
  public Integer call() throws IOException, InterruptedException, ClusterException {
    ClusterFiles files = location.files();
    String job =
        new JobSubmission(files, new LocalCluster(files).state()).submit(options, savepoint);
    spec.commandLine().getOut().println(job);
    spec.commandLine().getOut().flush();
    return 0;
  }
}

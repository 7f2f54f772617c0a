package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.JobControl;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes a savepoint; the job goes on. */
@Command(
    name = "savepoint",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes a savepoint of the job, prints its path, and lets the job go on.")
public final class SavepointCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private FlinkAccess flink;

  @Mixin private SavepointOptions options;

  /** Writes a savepoint; the job goes on. */
  @Override
  public Integer call() throws IOException, InterruptedException, ClusterException {
    JobControl control = new JobControl(flink.address());
    String job = flink.job(control);
    String path = control.savepoint(job, options.directory(), options.patience());
    options.print(spec.commandLine(), job, path, control.lastSavepoint(job));
    return 0;
  }
}

package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.JobControl;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Ends the job with a savepoint. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Ends the job with a savepoint and prints its path. What it has written is committed; job/upgrade or flink run --fromSavepoint goes on from there.")
public final class StopCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private FlinkAccess flink;

  @Mixin private SavepointOptions options;

  /** Ends the job with a savepoint. */
  @Override
  public Integer call() throws IOException, InterruptedException, ClusterException {
    JobControl control = new JobControl(flink.address());
    String job = flink.job(control);
    String path = control.stop(job, options.directory(), options.patience());
    options.print(spec.commandLine(), job, path, control.lastSavepoint(job));
    return 0;
  }
}

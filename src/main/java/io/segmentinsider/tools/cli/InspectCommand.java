package io.segmentinsider.tools.cli;

import io.segmentinsider.tools.inspect.SavepointInspector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints what a savepoint holds of one person. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description =
        "Prints links, profile and waiting updates of a user in a savepoint. The output holds"
            + " personal data.")
public final class InspectCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--user", required = true, paramLabel = "ID", description = "The user id.")
  private String user;

  @Option(
      names = "--savepoint",
      required = true,
      paramLabel = "DIR",
      description = "The directory of a savepoint or retained checkpoint.")
  private Path savepoint;

  @Option(
      names = "--rocksdb",
      description = "The savepoint is in the native format of a job with state in RocksDB.")
  private boolean rocksDb;

  /** Prints. */
  @Override
  public Integer call() throws Exception {
    SavepointInspector inspector;
    try {
      inspector = new SavepointInspector(savepoint.toAbsolutePath().toUri().toString(), rocksDb);
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(),
          "There is no savepoint at " + savepoint + ": expected a directory that holds _metadata",
          e);
    }
    inspector.print(user, spec.commandLine().getOut());
    return 0;
  }
}

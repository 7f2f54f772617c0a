package io.segmentinsider.cli;

import java.io.PrintWriter;
import java.time.Duration;
import javax.annotation.Nullable;
import picocli.CommandLine.Option;

/** Where a savepoint goes, how long it may take, and how its path is printed. */
final class SavepointOptions {

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "Where savepoints go (default: execution.checkpointing.savepoint-dir of the cluster).")
  @Nullable
  private String directory;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "5min",
      description = "How long it may take (default: ${DEFAULT-VALUE}).")
  private Duration patience;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /** Null for the directory of the cluster. */
  @Nullable
  String directory() {
    return directory;
  }

  Duration patience() {
    return patience;
  }

  /** Prints the path of a savepoint, or the same as JSON. */
  void print(PrintWriter out, String job, String path) {
    out.println(json ? "{\"job\":\"" + job + "\",\"savepoint\":\"" + path + "\"}" : path);
    out.flush();
  }
}

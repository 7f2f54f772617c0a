package io.segmentinsider.tools.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.lab.cluster.JobControl;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import javax.annotation.Nullable;
import picocli.CommandLine;
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

  /**
   * Prints the path of a savepoint, or the same as JSON. How large it is and how long it took
   * stands on the error stream, so that a script gets the path alone.
   *
   * @param written what Flink says of it; null if it says nothing
   */
  void print(
      CommandLine command, String job, String path, @Nullable JobControl.Checkpoint written) {
    PrintWriter out = command.getOut();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("job", job).put("savepoint", path);
      if (written != null) {
        node.put("bytes", written.bytes()).put("durationMs", written.durationMs());
      }
      out.println(node);
    } else {
      out.println(path);
      if (written != null) {
        command
            .getErr()
            .printf(Locale.ROOT, "%,d bytes, took %,d ms%n", written.bytes(), written.durationMs());
      }
    }
    out.flush();
    command.getErr().flush();
  }
}

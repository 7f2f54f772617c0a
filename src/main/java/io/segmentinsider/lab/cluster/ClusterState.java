package io.segmentinsider.lab.cluster;

import io.segmentinsider.lab.LabJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs and where, as it stands in {@code cluster.json}.
 *
 * @param bootstrapServers where the broker is
 * @param sandbox where the local Insider is
 * @param webInterface where Flink's web UI and REST interface are
 * @param rpcPort of the JobManager
 * @param processes in the order in which they were started
 */
public record ClusterState(
    String bootstrapServers,
    URI sandbox,
    URI webInterface,
    int rpcPort,
    List<ClusterProcess> processes) {

  /** Copies the processes. */
  public ClusterState {
    processes = List.copyOf(processes);
  }

  ClusterState with(ClusterProcess process) {
    List<ClusterProcess> all = new ArrayList<>(processes);
    all.add(process);
    return new ClusterState(bootstrapServers, sandbox, webInterface, rpcPort, all);
  }

  /** The same without the processes of that role. */
  ClusterState without(String role) {
    return new ClusterState(
        bootstrapServers,
        sandbox,
        webInterface,
        rpcPort,
        processes.stream().filter(process -> !process.role().equals(role)).toList());
  }

  static ClusterState read(Path file) throws ClusterException {
    if (!Files.exists(file)) {
      throw new ClusterException("no cluster is described in " + file + ": run job/cluster start");
    }
    try {
      return LabJson.MAPPER.readValue(file.toFile(), ClusterState.class);
    } catch (IOException e) {
      throw new ClusterException(
          file + " can't be read: end its processes by hand and delete it", e);
    }
  }

  /** A reader sees the old state or the new one, never half of it. */
  void write(Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    LabJson.INDENTED.writeValue(next.toFile(), this);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}

package io.segmentinsider.lab.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.segmentinsider.lab.LabJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where Prometheus finds the processes of a cluster, in the form that its file discovery reads:
 * Flink's reporter says its port in no interface.
 */
final class MetricsTargets {

  private final Path file;

  MetricsTargets(Path file) {
    this.file = file;
  }

  /** Forgets the processes of an earlier cluster. */
  void clear() throws IOException {
    Files.deleteIfExists(file);
  }

  /**
   * Adds a process; Prometheus sees the file as it was or as it is, never half of it.
   *
   * @param role of the process, which becomes the label {@code role}
   * @param address host and port of its reporter
   */
  void add(String role, String address) throws IOException {
    ArrayNode targets = LabJson.MAPPER.createArrayNode();
    if (Files.exists(file)) {
      JsonNode known = LabJson.MAPPER.readTree(file.toFile());
      known.forEach(targets::add);
    }
    var target = targets.addObject();
    target.putArray("targets").add(address);
    target.putObject("labels").put("role", role);
    Path next = file.resolveSibling(file.getFileName() + ".next");
    LabJson.INDENTED.writeValue(next.toFile(), targets);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}

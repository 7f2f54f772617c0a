package io.segmentinsider.lab.report;

import io.segmentinsider.sandbox.SandboxClient;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

/**
 * Writes a directory of results: {@code receipts.ndjson}, {@code dead-letters.ndjson}, {@code
 * profiles.ndjson}, {@code report.json}, and {@code sent.ndjson} if the sandbox records. Everything
 * in them comes from the topics and the sandbox.
 */
public final class ReportWriter {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String bootstrapServers;
  private final OutcomeTopics topics;
  private final URI sandbox;

  /**
   * Reports on what a Kafka cluster and a sandbox hold.
   *
   * @param sandbox scheme, host and port
   */
  public ReportWriter(String bootstrapServers, OutcomeTopics topics, URI sandbox) {
    this.bootstrapServers = bootstrapServers;
    this.topics = topics;
    this.sandbox = sandbox;
  }

  /**
   * Reads everything and writes the files.
   *
   * @param published what there is to account for
   * @param effort what the run took
   * @param recording whether the sandbox recorded what it received
   * @param directory is created if there is none
   * @throws IOException if Kafka or the sandbox can't be read, or a file can't be written
   */
  public Report write(List<SourceRange> published, Effort effort, boolean recording, Path directory)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    Accounting accounting = new Accounting(published);
    try (Offsets offsets = new Offsets(bootstrapServers)) {
      offsets.awaitCommitted(topics, PATIENCE);
      for (String topic : new TreeSet<>(published.stream().map(SourceRange::topic).toList())) {
        for (SourceRange held : offsets.ranges(topic)) {
          accounting.passOverBefore(held.topic(), held.partition(), held.begin());
        }
      }
    }
    Latencies latencies = new Latencies();
    OutcomeReader reader = new OutcomeReader(bootstrapServers, topics);
    try (OutputStream receipts = to(directory.resolve("receipts.ndjson"));
        OutputStream deadLetters = to(directory.resolve("dead-letters.ndjson"))) {
      reader.read(accounting, latencies, receipts, deadLetters);
    }
    SandboxClient client = new SandboxClient(sandbox);
    client.writeProfiles(directory.resolve("profiles.ndjson"));
    if (recording) {
      client.writeSent(directory.resolve("sent.ndjson"));
    }
    Report report =
        Report.of(
            accounting.totals(),
            new Report.Details(0, List.of(), reader.reasons(), reader.repairs()),
            latencies,
            client.statistics(),
            effort);
    Files.writeString(directory.resolve("report.json"), report.toJson());
    return report;
  }

  private static OutputStream to(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file));
  }
}

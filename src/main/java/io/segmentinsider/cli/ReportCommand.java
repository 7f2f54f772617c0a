package io.segmentinsider.cli;

import io.segmentinsider.config.JobOptions;
import io.segmentinsider.local.cluster.ClusterException;
import io.segmentinsider.local.cluster.ClusterState;
import io.segmentinsider.local.cluster.LocalCluster;
import io.segmentinsider.local.report.Effort;
import io.segmentinsider.local.report.Offsets;
import io.segmentinsider.local.report.OutcomeTopics;
import io.segmentinsider.local.report.Report;
import io.segmentinsider.local.report.ReportWriter;
import io.segmentinsider.local.report.SourceRange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what became of all events on the cluster of this machine. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Says what became of everything in the topic of the events, up to the last completed"
          + " checkpoint of the job.",
      "The exit code is 0 only if every event is accounted for."
    })
public final class ReportCommand implements Callable<Integer> {

  private static final int NOT_ACCOUNTED = 1;

  @Spec private CommandSpec spec;

  @Mixin private ClusterLocation location;

  @ArgGroup(exclusive = false)
  @Nullable
  private Addresses addresses;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the results go (default: target/report of the source tree).")
  private Path out = Home.resolve("target/report");

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "0s",
      description =
          "Wait until the job has come to the end of the topic, at most so long"
              + " (default: ${DEFAULT-VALUE}, which reports on what is done by now).")
  private Duration wait;

  @Option(
      names = "--record",
      description = "Write sent.ndjson, too; the cluster must have been started with --record.")
  private boolean record;

  /** Where everything is, if it is not what {@code job/cluster} started. */
  private static final class Addresses {

    @Option(
        names = "--bootstrap-servers",
        paramLabel = "HOST:PORT",
        required = true,
        description = "Another Kafka cluster.")
    private String bootstrapServers;

    @Option(
        names = "--sandbox",
        paramLabel = "URL",
        required = true,
        description = "Another sandbox, such as http://127.0.0.1:8080.")
    private URI sandbox;
  }

  /** Writes the report; 0 if everything is accounted for. */
  @Override
  public Integer call() throws IOException, InterruptedException, ClusterException {
    Addresses from = addresses == null ? addressesOfCluster() : addresses;
    List<SourceRange> published;
    try (Offsets offsets = new Offsets(from.bootstrapServers)) {
      published = offsets.ranges(JobOptions.SOURCE_TOPICS.defaultValue().get(0));
      // The report itself says what is missing if the time was too short.
      offsets.awaitRead(JobOptions.SOURCE_GROUP_ID.defaultValue(), published, wait);
    }
    Report report =
        new ReportWriter(
                from.bootstrapServers,
                new OutcomeTopics(
                    JobOptions.OUTCOME_RECEIPTS_TOPIC.defaultValue(),
                    JobOptions.OUTCOME_DEAD_LETTERS_TOPIC.defaultValue()),
                from.sandbox)
            .write(published, Effort.UNKNOWN, record, out);
    new ReportSummary(report, out, record).print(spec.commandLine().getOut());
    return report.accounted() ? 0 : NOT_ACCOUNTED;
  }

  private Addresses addressesOfCluster() throws ClusterException {
    ClusterState cluster = new LocalCluster(location.files()).state();
    Addresses found = new Addresses();
    found.bootstrapServers = cluster.bootstrapServers();
    found.sandbox = cluster.sandbox();
    return found;
  }
}

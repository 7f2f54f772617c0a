package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.ClusterState;
import io.segmentinsider.lab.report.JobReport;
import io.segmentinsider.lab.report.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what became of all events. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says what became of the events in the job's topics, as far as the job has read them: from"
          + " Kafka alone, while the job runs.",
      "The exit code is 0 only if nothing is lost, doubled, merged or out of order. Merges, order"
          + " and what Insider holds can be looked at only with --sandbox."
    })
public final class ReportCommand implements Callable<Integer> {

  private static final int NOT_ACCOUNTED = 1;

  @Spec private CommandSpec spec;

  @Mixin private JobAccess job;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = InstantText.class,
      description =
          "Only events that Kafka got then or later: 2026-05-01T00:00:00Z (default: all that are"
              + " there).")
  @Nullable
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = InstantText.class,
      description = "Only those that it got before.")
  @Nullable
  private Instant to;

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "5min",
      description =
          "An event without an outcome counts as under way while it is younger, and as lost after"
              + " that (default: ${DEFAULT-VALUE}). While delivery is held, events wait longer.")
  private Duration settle;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "0s",
      description =
          "Wait until the job has come to the end of the topic and all has ended, at most so long;"
              + " what has not ended then counts as lost (default: ${DEFAULT-VALUE}, which reports"
              + " on what is done by now).")
  private Duration wait;

  @Option(names = "--json", description = "Print report.json instead of text.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write receipts.ndjson, dead-letters.ndjson and report.json there; they hold personal"
              + " data (default: target/report for the cluster of this machine, else nowhere).")
  @Nullable
  private Path out;

  @Option(
      names = "--sandbox",
      paramLabel = "URL",
      description = "The local Insider that the job sends to, such as http://127.0.0.1:8080.")
  @Nullable
  private URI sandbox;

  @Option(
      names = "--record",
      description = "Write sent.ndjson, too; the sandbox must have been started with --record.")
  private boolean record;

  /** Reports; 0 if everything is accounted for and no promise is broken. */
  @Override
  public Integer call() throws IOException, InterruptedException, ClusterException {
    Misplaced.unlessBefore(spec, from, to);
    Misplaced.unless(wait.isZero(), spec, "--settle", "--wait 0s: who waits gives all its time");
    ClusterState cluster = job.cluster();
    Path directory = out == null && cluster != null ? Home.resolve("target/report") : out;
    URI insider = sandbox == null && cluster != null ? cluster.sandbox() : sandbox;
    Misplaced.unless(directory != null, spec, "--record", "--out DIR");
    Misplaced.unless(insider != null, spec, "--record", "--sandbox URL");
    PrintWriter terminal = spec.commandLine().getOut();
    Report report =
        new JobReport(
                job.settings(),
                InstantSource.system(),
                new ProgressLine(spec.commandLine().getErr()))
            .make(new JobReport.Question(from, to, settle, wait, insider, record, directory));
    if (json) {
      terminal.print(report.toJson());
    } else {
      new ReportSummary(report, directory, record).print(terminal);
    }
    terminal.flush();
    return report.brokenPromises().isEmpty() ? 0 : NOT_ACCOUNTED;
  }
}

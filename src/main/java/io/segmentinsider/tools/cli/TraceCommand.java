package io.segmentinsider.tools.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.tools.trace.EventTrace;
import io.segmentinsider.tools.trace.Positions;
import io.segmentinsider.tools.trace.Search;
import io.segmentinsider.tools.trace.Tracer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Follows one event, or the events of one user. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says what became of one event, or of the events of one user: the event, what the mapping"
          + " makes of it, what was sent, and its receipts or dead letters. It reads the topics when"
          + " you ask, and keeps nothing.",
      "Values are hidden unless you say --show-values. The exit code is 0 if something was found."
    })
public final class TraceCommand implements Callable<Integer> {

  private static final int NOT_FOUND = 1;
  private static final Duration USUAL_WINDOW = Duration.ofDays(1);

  @Spec private CommandSpec spec;

  @ArgGroup(multiplicity = "1")
  private Choice choice;

  /** What is looked for. */
  private static final class Choice {

    @Option(
        names = "--message",
        required = true,
        paramLabel = "ID",
        description = "The event with this message id.")
    @Nullable
    private String message;

    @Option(
        names = "--position",
        required = true,
        paramLabel = "TOPIC-PARTITION@OFFSET",
        description = "The event that stands there, as job/report and dead letters name it.")
    @Nullable
    private String position;

    @Option(
        names = "--user",
        required = true,
        paramLabel = "ID",
        description =
            "The events with this user id, anonymous id, e-mail address or other identifier.")
    @Nullable
    private String user;
  }

  @Mixin private JobAccess job;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = InstantText.class,
      description =
          "Only events that Kafka got then or later: 2026-05-01T00:00:00Z (default: a day ago).")
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
      names = "--limit",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      defaultValue = "20",
      description = "So many events at most (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--show-values", description = "Show the values; they are personal data.")
  private boolean showValues;

  @Option(names = "--json", description = "Print each event as a line of JSON.")
  private boolean json;

  @Option(
      names = "--sandbox",
      paramLabel = "URL",
      description = "A local Insider that was started with --record: shows what it got.")
  @Nullable
  private URI sandbox;

  /** Looks; 0 if something was found. */
  @Override
  public Integer call() throws IOException, InterruptedException, ClusterException {
    for (String option : List.of("--from", "--to", "--limit")) {
      Misplaced.beside(spec, option, "--position");
    }
    Misplaced.unlessBefore(spec, from, to);
    JobSettings settings = job.settings();
    Search.Wanted wanted = wanted();
    Instant begin = from == null ? InstantSource.system().instant().minus(USUAL_WINDOW) : from;
    List<EventTrace> traces =
        new Tracer(settings, new ProgressLine(spec.commandLine().getErr()))
            .find(new Search(wanted, begin, to, limit, sandbox));
    PrintWriter out = spec.commandLine().getOut();
    for (EventTrace trace : traces) {
      EventTrace shown = showValues ? trace : trace.masked();
      if (json) {
        out.println(shown.toJson());
      } else {
        print(shown, out);
      }
    }
    out.flush();
    if (traces.isEmpty()) {
      spec.commandLine().getErr().println(nothing(wanted, begin));
      return NOT_FOUND;
    }
    if (traces.size() == limit) {
      spec.commandLine()
          .getErr()
          .println("These are the first " + limit + "; there may be more (--limit).");
    }
    return 0;
  }

  private Search.Wanted wanted() {
    if (choice.message != null) {
      return new Search.Wanted.Message(choice.message);
    }
    if (choice.user != null) {
      return new Search.Wanted.User(choice.user);
    }
    try {
      return new Search.Wanted.Position(Positions.parse(choice.position));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private String nothing(Search.Wanted wanted, Instant begin) {
    return wanted instanceof Search.Wanted.Position
        ? "Kafka holds no record there, or no longer."
        : "There is no such event since "
            + begin
            + (to == null ? "" : " before " + to)
            + ". --from looks further back.";
  }

  private void print(EventTrace trace, PrintWriter out) {
    out.println(
        trace.position()
            + "  "
            + trace.kafkaTime()
            + (trace.messageId() == null ? "" : "  " + trace.messageId()));
    out.println("  event    " + trace.event());
    for (JsonNode update : trace.updates()) {
      out.println("  update   " + update.path("action").asText() + " " + update.path("user"));
    }
    trace.refused().forEach(refused -> out.println("  refused  " + refused));
    trace.sent().forEach(sent -> out.println("  sent     " + sent.path("user")));
    trace.outcomes().forEach(outcome -> out.println("  outcome  " + outcome));
    switch (trace.state()) {
      case UNDER_WAY -> out.println("  outcome  none yet: the job has read it");
      case NOT_READ -> out.println("  outcome  none yet: the job has not read it");
      case ENDED -> {
        // The outcomes stand above.
      }
    }
  }
}

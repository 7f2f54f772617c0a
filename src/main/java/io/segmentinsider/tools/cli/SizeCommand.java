package io.segmentinsider.tools.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import io.segmentinsider.tools.ToolJson;
import io.segmentinsider.tools.size.Demand;
import io.segmentinsider.tools.size.Requests;
import io.segmentinsider.tools.size.Sizing;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says how large a job has to be. */
@Command(
    name = "size",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says how large a job has to be for so many events and users: parallelism, partitions, heap or"
          + " RocksDB, memory, checkpoints, and requests a minute. It asks nobody and starts"
          + " nothing. docs/sizing.md says where each constant of the formula comes from.",
      "The exit code is 0 only if the job can carry it."
    })
public final class SizeCommand implements Callable<Integer> {

  private static final int TOO_MUCH = 1;
  private static final Duration USUAL_CHECKPOINT_INTERVAL = Duration.ofSeconds(10);
  private static final double MEGABYTE = 1 << 20;
  private static final double GIGABYTE = 1 << 30;

  /** Nothing is sent, so no account is needed. */
  private static final String NO_ACCOUNT = "delivery.partner-name=none";

  @Spec private CommandSpec spec;

  @Option(
      names = "--events-per-second",
      required = true,
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      description = "Events a second at the busiest time that lasts for minutes.")
  private int peak;

  @Option(
      names = "--average-events-per-second",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      description = "Events a second over a day (default: as at the busiest time).")
  @Nullable
  private Integer average;

  @Option(
      names = "--users",
      required = true,
      paramLabel = "N",
      converter = WholeNumber.FromZero.class,
      description = "Users with a user id that come within profile.ttl, which is a year.")
  private int users;

  @Option(
      names = "--devices",
      paramLabel = "N",
      converter = WholeNumber.FromZero.class,
      description =
          "Browsers and apps from which nobody logged in within that time (default: as many as"
              + " users, as on the bundled day).")
  @Nullable
  private Integer devices;

  @Option(
      names = "--window",
      paramLabel = "TIME",
      converter = DurationText.class,
      description =
          "How long messages are remembered, short for -D identity.repeat-window (default: as the"
              + " configuration says).")
  @Nullable
  private Duration window;

  @Option(
      names = "--events-per-device",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      defaultValue = "10",
      description =
          "Events of one device within the window, if it comes at all (default: ${DEFAULT-VALUE}, as"
              + " on the bundled day).")
  private int eventsPerDevice;

  @Option(
      names = "--answer-time",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "200ms",
      description =
          "How long Insider takes for a request (default: ${DEFAULT-VALUE}, which is a guess).")
  private Duration answerTime;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      converter = ReadableFile.class,
      description = "The job's configuration (default: conf/job.yaml).")
  @Nullable
  private Path config;

  @Option(
      names = "-D",
      paramLabel = "option=value",
      description = "Sets an option of the job. Repeatable.")
  private List<String> options = List.of();

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  /** Sizes; 0 if the job can carry it. */
  @Override
  public Integer call() {
    if (average != null && average > peak) {
      throw new ParameterException(
          spec.commandLine(),
          "--average-events-per-second " + average + " is above --events-per-second " + peak);
    }
    Configuration configuration = configuration();
    JobSettings settings = JobSettings.from(configuration);
    Duration interval =
        configuration
            .getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)
            .orElse(USUAL_CHECKPOINT_INTERVAL);
    Demand demand =
        new Demand(
            peak,
            average == null ? peak : average,
            users,
            devices == null ? users : devices,
            eventsPerDevice,
            settings.identity().repeatWindow(),
            answerTime);
    Sizing sizing = Sizing.of(demand, settings, interval);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(ToolJson.MAPPER.<ObjectNode>valueToTree(sizing));
    } else {
      print(demand, sizing, interval, out);
    }
    out.flush();
    return sizing.problems().isEmpty() ? 0 : TOO_MUCH;
  }

  private Configuration configuration() {
    List<String> overrides = new ArrayList<>();
    overrides.add(NO_ACCOUNT);
    overrides.addAll(options);
    if (window != null) {
      overrides.add("identity.repeat-window=" + window.toMillis() + " ms");
    }
    Path file = config == null ? Home.resolve("conf/job.yaml") : config;
    return JobConfiguration.load(file, overrides);
  }

  private static void print(Demand demand, Sizing sizing, Duration interval, PrintWriter out) {
    boolean rocksDb = sizing.diskBytesPerSubtask() > 0;
    line(out, "parallelism", "%,d, a processor each", sizing.parallelism());
    line(out, "partitions", "%,d of the topic of the events", sizing.partitions());
    line(out, "state.backend.type", "%s", sizing.backend());
    line(
        out,
        "state",
        "%s on the heap, or %s in RocksDB's files; %,d messages in it",
        bytes(sizing.state().heap()),
        bytes(sizing.state().files()),
        sizing.rememberedMessages());
    line(
        out,
        "full checkpoint",
        "%s, so %s a second with one each %d s",
        bytes(sizing.checkpointBytes()),
        bytes(sizing.checkpointBytesPerSecond()),
        interval.toSeconds());
    if (rocksDb) {
      line(out, "", "execution.checkpointing.incremental: true writes only what changed");
    }
    line(out, "in an outage", "up to %s more in each checkpoint", bytes(sizing.queueBytes()));
    line(out, "savepoint", "%s", bytes(sizing.state().savepoint()));
    line(
        out,
        "for each slot",
        "task heap %s%s",
        bytes(sizing.heapBytesPerSubtask()),
        rocksDb
            ? ", managed memory "
                + bytes(sizing.managedBytesPerSubtask())
                + ", disk "
                + bytes(sizing.diskBytesPerSubtask())
            : "");
    Requests requests = sizing.requests();
    line(
        out,
        "requests a minute",
        "%,.0f of %,.0f, with %,.1f users each",
        requests.perMinute(),
        requests.pace(),
        requests.usersPerRequest());
    line(
        out,
        "Insider takes",
        "%,.0f events/s at most; you asked for %,.0f",
        requests.mostEventsPerSecond(),
        demand.peakEventsPerSecond());
    sizing.problems().forEach(problem -> out.println("TOO MUCH: " + problem));
    out.println("docs/sizing.md says which of this was measured, and which is a rule of thumb.");
  }

  private static void line(PrintWriter out, String what, String format, Object... values) {
    out.printf(Locale.ROOT, "%-20s", what);
    out.printf(Locale.ROOT, format + "%n", values);
  }

  private static String bytes(long bytes) {
    return bytes((double) bytes);
  }

  private static String bytes(double bytes) {
    return bytes < GIGABYTE
        ? String.format(Locale.ROOT, "%,.1f MB", bytes / MEGABYTE)
        : String.format(Locale.ROOT, "%,.1f GB", bytes / GIGABYTE);
  }
}

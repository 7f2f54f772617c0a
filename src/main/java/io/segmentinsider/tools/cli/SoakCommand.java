package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.lab.cluster.ClusterFiles;
import io.segmentinsider.lab.publish.EventInput;
import io.segmentinsider.lab.soak.Soak;
import io.segmentinsider.lab.soak.SoakReport;
import io.segmentinsider.lab.soak.SoakSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the job on real processes for hours while things go wrong. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the job on a cluster of processes of its own under a load that rises and falls like a"
          + " day's, while every few minutes something goes wrong at Insider, or a process is"
          + " killed. Writes report.json, soak.json, samples.csv and soak.svg.",
      "The exit code is 0 only if every event is accounted for and no promise is broken."
    })
public final class SoakCommand implements Callable<Integer> {

  private static final int NOT_KEPT = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "2h",
      description = "How long (default: ${DEFAULT-VALUE}).")
  private Duration length;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      defaultValue = "500",
      description = "Events a second at the peak (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "3min",
      description =
          "How often something goes wrong; half of the time it does, half of it is quiet (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration every;

  @Option(
      names = "--sample",
      paramLabel = "TIME",
      converter = DurationText.class,
      defaultValue = "10s",
      description = "How often is looked at memory and the like (default: ${DEFAULT-VALUE}).")
  private Duration sampleEvery;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Gives the order of what goes wrong (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      converter = ReadableFile.OrStandardInput.class,
      description =
          "Events, one a line, published again and again as other people; - is standard input"
              + " (default: the bundled day).")
  @Nullable
  private Path input;

  @Option(
      names = "-D",
      paramLabel = "option=value",
      description = "Sets an option of the job or of Flink. Repeatable.")
  private List<String> options = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the files go (default: target/soak).")
  @Nullable
  private Path out;

  private final InputStream in;

  /** The command on the input of the process. */
  public SoakCommand() {
    this(System.in);
  }

  SoakCommand(InputStream in) {
    this.in = in;
  }

  /** Runs it; 0 if every promise is kept. */
  @Override
  public Integer call() throws IOException, InterruptedException, ClusterException {
    if (every.compareTo(length) > 0) {
      throw new ParameterException(
          spec.commandLine(), "--every " + every + " is longer than --for " + length);
    }
    PrintWriter terminal = spec.commandLine().getOut();
    Path directory = out == null ? Home.resolve("target/soak") : out;
    try (InputFile given = InputFile.of(input, in)) {
      SoakReport report =
          new Soak(
                  new ClusterFiles(Home.resolve(""), directory.resolve("run")),
                  settings(given.path(), directory),
                  line -> {
                    terminal.println(line);
                    terminal.flush();
                  })
              .run();
      report.lines().forEach(terminal::println);
      terminal.println("See " + directory.resolve("soak.svg"));
      terminal.flush();
      return report.isKept() ? 0 : NOT_KEPT;
    }
  }

  private SoakSettings settings(@Nullable Path given, Path directory) {
    return new SoakSettings(
        length,
        rate,
        every,
        sampleEvery,
        seed,
        given == null ? EventInput.bundledDay() : EventInput.file(given),
        options,
        directory);
  }
}

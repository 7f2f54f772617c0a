package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.bench.Bench;
import io.segmentinsider.lab.bench.BenchResult;
import io.segmentinsider.lab.bench.BenchSettings;
import io.segmentinsider.lab.bench.Peers;
import io.segmentinsider.lab.bench.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the job beside its ceilings and a naive job. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the job beside what Kafka and Flink allow at most, and beside a naive job. Broker,"
          + " receiver and each row run in a process of their own; the receiver answers after 50"
          + " ms. Rows take turns, and medians are told.",
      "The peers need the classes of bench/: mvn -f bench/pom.xml compile"
    })
public final class BenchCommand implements Callable<Integer> {

  private static final Duration PACED = Duration.ofSeconds(40);
  private static final Duration QUICK_PACED = Duration.ofSeconds(20);

  @Spec private CommandSpec spec;

  @Option(
      names = "--events",
      paramLabel = "N",
      converter = WholeNumber.FromOne.class,
      defaultValue = "1000000",
      description = "Events of the bundled days, as other people each (default: ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--rows",
      paramLabel = "ROW",
      split = ",",
      description = "Which rows, with commas between (default: all that can run).")
  @Nullable
  private List<String> rows;

  @Option(
      names = "--quick",
      description = "One warm-up pass and one that counts, instead of two and three.")
  private boolean quick;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "3g",
      description = "Heap of each row's process (default: ${DEFAULT-VALUE}).")
  private String heap;

  @Option(
      names = "--peers",
      paramLabel = "DIR",
      description = "Where bench/ is, compiled (default: that of the source tree).")
  private Path peers = Home.resolve("bench");

  @Option(
      names = "--flame",
      paramLabel = "FILE",
      description = "Where a flame graph of the row job goes, as SVG.")
  @Nullable
  private Path flame;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where bench.json and the log go (default: target/bench of the source tree).")
  private Path out = Home.resolve("target/bench");

  /** Measures, prints the table and writes the JSON. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter terminal = spec.commandLine().getOut();
    Files.createDirectories(out);
    Path log = out.resolve("bench.log");
    Files.deleteIfExists(log);
    BenchSettings settings =
        new BenchSettings(
            chosen(),
            events,
            quick ? 1 : 2,
            quick ? 1 : 3,
            quick ? QUICK_PACED : PACED,
            heap,
            peers,
            log,
            Main.class.getName());
    BenchResult result =
        new Bench(
                settings,
                line -> {
                  terminal.println(line);
                  terminal.flush();
                })
            .run();
    List<List<String>> lines = result.table();
    TextTable table = new TextTable(lines.get(0));
    lines.subList(1, lines.size()).forEach(table::add);
    terminal.println();
    terminal.print(table.text());
    result.remarks().forEach(terminal::println);
    Files.writeString(out.resolve("bench.json"), result.toJson());
    if (flame != null && result.profile() != null) {
      Files.writeString(flame, result.profile().flameGraph("Processor time of the job"));
      terminal.println("The flame graph is in " + flame);
    }
    terminal.println("All of it is in " + out.resolve("bench.json"));
    terminal.flush();
    return 0;
  }

  private List<Row> chosen() {
    if (rows == null) {
      return Arrays.stream(Row.values()).filter(this::canRun).toList();
    }
    List<Row> chosen = new ArrayList<>();
    for (String label : rows) {
      Row row;
      try {
        row = Row.of(label);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), "--rows: " + e.getMessage(), e);
      }
      if (!canRun(row)) {
        throw new ParameterException(
            spec.commandLine(),
            "--rows "
                + label
                + " needs its classes in "
                + peers
                + ": mvn -f bench/pom.xml compile");
      }
      chosen.add(row);
    }
    if (chosen.contains(Row.JOB_LATENCY) && !chosen.contains(Row.JOB)) {
      throw new ParameterException(
          spec.commandLine(), "--rows job_latency runs at half the rate of the row job: add job");
    }
    if (flame != null && !chosen.contains(Row.JOB)) {
      throw new ParameterException(
          spec.commandLine(), "--flame shows what the row job does: add job to --rows");
    }
    Collections.sort(chosen);
    return chosen;
  }

  private boolean canRun(Row row) {
    return !row.isPeer() || Peers.has(row, peers);
  }
}

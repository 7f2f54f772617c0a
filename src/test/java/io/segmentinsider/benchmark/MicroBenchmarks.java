package io.segmentinsider.benchmark;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the micro-benchmarks and prints what one event costs, as time, as bytes allocated and as a
 * multiple of reading the same bytes into a tree of Jackson's in the same run.
 */
public final class MicroBenchmarks {

  private MicroBenchmarks() {}

  /**
   * Takes JMH's arguments.
   *
   * @throws RunnerException if a benchmark fails
   * @throws CommandLineOptionException if JMH does not know an argument
   */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    OptionsBuilder options = new OptionsBuilder();
    options.parent(new CommandLineOptions(args)).addProfiler(GCProfiler.class);
    print(new Runner(options.build()).run(), System.out);
  }

  private static void print(Collection<RunResult> results, PrintStream out) {
    double tree = Double.NaN;
    for (RunResult result : results) {
      if (result.getPrimaryResult().getLabel().equals("jacksonTree")) {
        tree = result.getPrimaryResult().getScore();
      }
    }
    out.printf(
        "%n%-14s %-22s %10s %12s %10s %8s%n", "", "", "µs/event", "events/s", "B/event", "of tree");
    for (RunResult result : results) {
      double micros = result.getPrimaryResult().getScore();
      out.printf(
          Locale.ROOT,
          "%-14s %-22s %10.2f %,12.0f %,10.0f %8s%n",
          result.getPrimaryResult().getLabel(),
          parameters(result),
          micros,
          1e6 / micros,
          allocated(result),
          Double.isNaN(tree) ? "" : String.format(Locale.ROOT, "%.2f", micros / tree));
    }
  }

  private static String parameters(RunResult result) {
    StringBuilder values = new StringBuilder();
    for (String name : result.getParams().getParamsKeys()) {
      values.append(result.getParams().getParam(name)).append(' ');
    }
    return values.toString().strip();
  }

  private static double allocated(RunResult result) {
    Result<?> rate = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return rate == null ? Double.NaN : rate.getScore();
  }
}

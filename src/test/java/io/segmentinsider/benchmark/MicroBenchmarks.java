package io.segmentinsider.benchmark;

import java.io.PrintStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the micro-benchmarks and prints what one event costs: time by the clock, processor time, the
 * same in T, which is a tree of Jackson's of the same bytes in the same run, and bytes allocated.
 */
public final class MicroBenchmarks {

  private static final String TREE = "jacksonTree";

  private MicroBenchmarks() {}

  /**
   * Takes JMH's arguments.
   *
   * @throws RunnerException if a benchmark fails
   * @throws CommandLineOptionException if JMH does not know an argument
   */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    OptionsBuilder options = new OptionsBuilder();
    options
        .parent(new CommandLineOptions(args))
        .addProfiler(GCProfiler.class)
        .addProfiler(ProcessorTimeProfiler.class);
    print(new Runner(options.build()).run(), System.out);
  }

  private static void print(Collection<RunResult> results, PrintStream out) {
    Map<String, Double> trees = new HashMap<>();
    for (RunResult result : results) {
      if (result.getPrimaryResult().getLabel().equals(TREE)) {
        trees.put(parameters(result), processorTime(result));
      }
    }
    out.printf(
        "%n%-14s %-22s %10s %14s %8s %10s%n",
        "", "", "µs/event", "CPU µs/event", "in T", "B/event");
    for (RunResult result : results) {
      double cpu = processorTime(result);
      Double tree = trees.get(parameters(result));
      out.printf(
          Locale.ROOT,
          "%-14s %-22s %10.2f %14.2f %8s %,10.0f%n",
          result.getPrimaryResult().getLabel(),
          parameters(result),
          result.getPrimaryResult().getScore(),
          cpu,
          tree == null ? "" : String.format(Locale.ROOT, "%.2f", cpu / tree),
          secondary(result, "gc.alloc.rate.norm"));
    }
  }

  private static String parameters(RunResult result) {
    StringBuilder values = new StringBuilder();
    for (String name : result.getParams().getParamsKeys()) {
      values.append(result.getParams().getParam(name)).append(' ');
    }
    return values.toString().strip();
  }

  private static double processorTime(RunResult result) {
    return secondary(result, ProcessorTimeProfiler.RESULT);
  }

  private static double secondary(RunResult result, String name) {
    Result<?> found = result.getSecondaryResults().get(name);
    return found == null ? Double.NaN : found.getScore();
  }
}

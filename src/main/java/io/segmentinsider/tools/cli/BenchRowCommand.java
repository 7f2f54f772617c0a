package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.bench.Row;
import io.segmentinsider.lab.bench.Worker;
import io.segmentinsider.lab.demo.JobFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * One row of the benchmark in a process of its own. For the line {@code pass} it makes one, for
 * {@code paced} one that the next line ends, and for a path one that is profiled into that file.
 */
@Command(
    name = "bench-row",
    mixinStandardHelpOptions = true,
    hidden = true,
    description = "One row of job/bench.")
public final class BenchRowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", description = "The row.")
  private String row;

  @Parameters(index = "1", description = "The broker.")
  private String bootstrapServers;

  @Parameters(index = "2", description = "The topic of the events.")
  private String topic;

  @Parameters(index = "3", description = "Where calls go.")
  private String receiver;

  @Parameters(index = "4", description = "Events in the topic.")
  private long events;

  /** Works until its input ends. */
  @Override
  public Integer call() throws IOException, InterruptedException, JobFailedException {
    PrintWriter out = spec.commandLine().getOut();
    try (Worker worker =
            new Worker(Row.of(row), new Worker.Place(bootstrapServers, topic, receiver, events));
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        switch (line) {
          case "pass" -> out.println(worker.pass().toLine());
          case "paced" -> {
            Worker.Paced paced = worker.pacedPass();
            // The line that ends it.
            in.readLine();
            paced.end();
            out.println("ENDED");
          }
          default -> out.println(worker.profiledPass(Path.of(line)).toLine());
        }
        out.flush();
        // Other rows need the memory meanwhile.
        System.gc();
      }
    }
    return 0;
  }
}

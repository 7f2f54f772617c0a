package io.segmentinsider.tools.cli;

import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.publish.JsonDocuments;
import io.segmentinsider.mapping.MappingText;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.tools.preview.DifferenceLine;
import io.segmentinsider.tools.preview.EventPlace;
import io.segmentinsider.tools.preview.EventPreview;
import io.segmentinsider.tools.preview.MappingDifference;
import io.segmentinsider.tools.preview.PreviewText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the job would send for events, and sends nothing. */
@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reads Segment events from files or standard input, plain or gzip, in whatever form the JSON stands"
          + " there: one a line, spread over lines as it is copied from Segment's debugger, or a"
          + " list. Writes one line of JSON for each to standard output: the line on which the"
          + " event stands, its name and message id, the updates that the job would make of it,"
          + " dead letters and repairs. Sends nothing.",
      "Order, links between identifiers, what was sent before, and whether a topic is trusted"
          + " (source.trusted-topics) play no part in it."
    })
public final class PreviewCommand implements Callable<Integer> {

  private static final String SOURCE = "stdin";

  @Spec private CommandSpec spec;

  @Mixin private ConfiguredMapping mapping;

  @Option(
      names = "--explain",
      description =
          "Say which triggers matched, which field came from where, and what was left out or"
              + " converted.")
  private boolean explain;

  @Option(names = "--pretty", description = "Write text for people instead of JSON.")
  private boolean pretty;

  @Option(
      names = "--diff",
      paramLabel = "OTHER",
      description =
          "Show only the events of which the mapping makes something else than OTHER does, a"
              + " mapping file or the name of a preset, and in which fields. How many they are"
              + " stands at the end, on standard error if there is no --pretty.")
  @Nullable
  private String other;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Files of events, plain or gzip; - is standard input (default: -).")
  private List<Path> files = List.of();

  private final InputStream in;
  private final OutputStream out;

  /** The command on the streams of the process. */
  public PreviewCommand() {
    this(System.in, System.out);
  }

  PreviewCommand(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** What is done with one event. */
  @FunctionalInterface
  private interface Step {
    void take(RawRecord record, EventPlace place) throws IOException;
  }

  /** Maps all events of the input. */
  @Override
  public Integer call() throws IOException {
    if (explain && other != null) {
      throw new ParameterException(
          spec.commandLine(), "--explain says how one mapping works; it does not go with --diff");
    }
    List<Inputs.Input> inputs = Inputs.of(files, in, spec);
    JobSettings settings = mapping.settingsTrusting(SOURCE);
    EventPreview preview = new EventPreview(settings, SOURCE);
    PrintWriter err = spec.commandLine().getErr();
    preview.warnings().forEach(err::println);
    if (other == null) {
      try (OutputStream results = new BufferedOutputStream(out)) {
        run(inputs, (record, place) -> show(preview.lines(record, place, explain), results));
      }
    } else {
      compare(inputs, settings, preview);
    }
    preview.warningsOfEvents().forEach(err::println);
    err.flush();
    return 0;
  }

  private void run(List<Inputs.Input> inputs, Step step) throws IOException {
    long offset = 0;
    for (Inputs.Input input : inputs) {
      String file = inputs.size() > 1 ? input.name() : null;
      try (JsonDocuments events = input.open()) {
        for (var event = events.next(); event != null; event = events.next()) {
          RawRecord record =
              new RawRecord(new SourcePosition(SOURCE, 0, offset), now(), event.bytes());
          step.take(record, new EventPlace(file, event.line()));
          offset++;
        }
      }
    }
  }

  private void show(List<byte[]> lines, OutputStream results) throws IOException {
    for (byte[] line : lines) {
      results.write(pretty ? PreviewText.of(line).getBytes(StandardCharsets.UTF_8) : line);
    }
  }

  private void compare(List<Inputs.Input> inputs, JobSettings settings, EventPreview preview)
      throws IOException {
    MappingText than = MappingText.named(other);
    MappingDifference difference =
        new MappingDifference(new EventPreview(settings, than, SOURCE), preview);
    try (OutputStream results = new BufferedOutputStream(out)) {
      run(
          inputs,
          (record, place) -> {
            for (MappingDifference.Example changed : difference.add(record, place)) {
              results.write(
                  pretty
                      ? PreviewText.of(changed).getBytes(StandardCharsets.UTF_8)
                      : DifferenceLine.of(changed));
            }
          });
      String summary = PreviewText.of(difference, than.name());
      if (pretty) {
        results.write(summary.getBytes(StandardCharsets.UTF_8));
      } else {
        spec.commandLine().getErr().print(summary);
      }
    }
  }

  /** Kafka would stamp the record with the time of its arrival. */
  private static long now() {
    return System.currentTimeMillis();
  }
}

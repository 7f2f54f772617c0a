package io.segmentinsider.tools.cli;

import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.cluster.ClusterException;
import io.segmentinsider.tools.compare.Compared;
import io.segmentinsider.tools.compare.Comparer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the job in the shadow with Segment's destination. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares what the job in shadow mode would leave at Insider with what Segment's destination"
          + " makes of the same events. It reads the shadow topic and the topics of the events, as"
          + " far as the job has committed them, and writes nothing to either.",
      "Values are hidden unless you say --show-values. The exit code is 0 only if people, orders and"
          + " merges are the same; attributes and parameters may differ, as the mappings do."
    })
public final class CompareCommand implements Callable<Integer> {

  private static final int DIFFERENT = 1;

  @Spec private CommandSpec spec;

  @Mixin private JobAccess job;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = InstantText.class,
      description =
          "Only events and calls that Kafka got then or later: 2026-05-01T00:00:00Z (default:"
              + " source.start-timestamp, else all that are there).")
  @Nullable
  private Instant from;

  @Option(
      names = "--segment-mappings",
      paramLabel = "FILE",
      converter = ReadableFile.class,
      description =
          "The mappings of your destination, as Segment's public API exports them (default: the"
              + " preset segment-actions).")
  @Nullable
  private Path segmentMappings;

  @Option(
      names = "--segment-export",
      paramLabel = "FILE",
      converter = ReadableFile.OrStandardInput.class,
      description =
          "What Segment's destination sent, instead of what it would build: request bodies or user"
              + " objects as JSON, plain or gzip; - is standard input.")
  @Nullable
  private Path segmentExport;

  @Option(
      names = "--examples",
      paramLabel = "N",
      converter = WholeNumber.FromZero.class,
      defaultValue = "3",
      description = "So many examples of each difference at most (default: ${DEFAULT-VALUE}).")
  private int examples;

  @Option(names = "--show-values", description = "Show the values; they are personal data.")
  private boolean showValues;

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  private final InputStream in;

  /** The command on the input of the process. */
  public CompareCommand() {
    this(System.in);
  }

  CompareCommand(InputStream in) {
    this.in = in;
  }

  /** Compares; 0 if people, orders and merges are the same. */
  @Override
  public Integer call() throws IOException, InterruptedException, ClusterException {
    Misplaced.beside(spec, "--segment-mappings", "--segment-export");
    Misplaced.unless(examples > 0, spec, "--show-values", "examples: --examples is 0");
    List<String> overrides = new ArrayList<>(job.overrides());
    overrides.addAll(
        segmentMappings == null
            ? MappingChoice.presetAlone("segment-actions")
            : List.of("mapping.file=" + segmentMappings.toAbsolutePath()));
    JobSettings segment = JobSettings.from(JobConfiguration.load(job.file(), overrides));
    Compared compared;
    try (InputFile export = InputFile.of(segmentExport, in)) {
      compared =
          new Comparer(job.settings(), segment, new ProgressLine(spec.commandLine().getErr()))
              .compare(new Comparer.Question(from, export.path(), examples, showValues));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(compared.toJson());
    } else {
      print(compared, out);
    }
    out.flush();
    return compared.isSame() ? 0 : DIFFERENT;
  }

  private static void print(Compared compared, PrintWriter out) {
    out.printf(Locale.ROOT, "%,d events%n", compared.events());
    out.printf("%-16s%16s%16s%n", "", "the job", "Segment's");
    row(out, "user objects", compared.shadow().userObjects(), compared.segment().userObjects());
    row(out, "people", compared.shadow().people(), compared.segment().people());
    row(out, "merges", compared.shadow().merges(), compared.segment().merges());
    row(out, "orders", compared.shadow().orders(), compared.segment().orders());
    out.printf(Locale.ROOT, "%,d people are the same in all.%n", compared.same());
    for (Compared.Found found : compared.differences()) {
      out.printf(
          Locale.ROOT,
          "%,10d  %s%s %s%n",
          found.count(),
          found.grave() ? "! " : "",
          found.kind(),
          found.field());
      for (Compared.Example example : found.examples()) {
        out.println(
            "            "
                + example.person()
                + (example.shadow() == null ? "" : "; the job: " + example.shadow())
                + (example.segment() == null ? "" : "; Segment's: " + example.segment()));
      }
    }
    out.println(
        compared.isSame()
            ? "People, orders and merges are the same."
            : "People, orders or merges DIFFER: the lines with a !, or the line merges."
                + " docs/cut-over.md says what each kind means.");
  }

  private static void row(PrintWriter out, String what, long ours, long theirs) {
    out.printf(Locale.ROOT, "%-16s%,16d%,16d%n", what, ours, theirs);
  }
}

package io.segmentinsider.tools.cli;

import io.segmentinsider.JobSettings;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.lab.publish.JsonDocuments;
import io.segmentinsider.lab.publish.NoJsonException;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.mapping.MappingText;
import io.segmentinsider.mapping.cases.CaseResult;
import io.segmentinsider.mapping.cases.CaseRunner;
import io.segmentinsider.mapping.cases.PresetActions;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs regression cases for mappings, in a user's own CI as in this build. */
@Command(
    name = "mapping-test",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs cases, one JSON object a line, pretty-printed or in a list: an event through the whole"
          + " mapping file, one or several through one mapping of it, the mapping language alone, or"
          + " a trigger. Prints what differs with file and line, and ends with \"N passed, N"
          + " failed\".",
      "Without --preset or --mappings, actions are those of the preset segment-actions.",
      "The exit code is 0 only if every case passes."
    })
public final class MappingTestCommand implements Callable<Integer> {

  private static final String DEFAULT_PRESET = "segment-actions";

  private static final int SOME_FAILED = 1;

  /** Cases hold events and mappings inside, so they nest deeper than either. */
  private static final JsonReader READER = new JsonReader(1_000);

  @Spec private CommandSpec spec;

  @Mixin private ConfiguredMapping mapping;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Files of cases, plain or gzip; - is standard input (default: -).")
  private List<Path> files = List.of();

  private final InputStream in;

  private int passed;
  private int failed;

  /** The command on the input of the process. */
  public MappingTestCommand() {
    this(System.in);
  }

  MappingTestCommand(InputStream in) {
    this.in = in;
  }

  /** Runs all cases of all files. */
  @Override
  public Integer call() throws IOException {
    JobSettings settings = mapping.settingsTrusting(PresetActions.TOPIC, DEFAULT_PRESET);
    MappingText text = MapperFactory.textOf(settings.mapping());
    CaseRunner runner =
        new CaseRunner(new PresetActions(text, settings.source(), settings.mapping().rules()));
    PrintWriter out = spec.commandLine().getOut();
    for (Inputs.Input cases : Inputs.of(files, in, spec)) {
      run(cases, runner, out);
    }
    out.println(passed + " passed, " + failed + " failed");
    out.flush();
    return failed == 0 ? 0 : SOME_FAILED;
  }

  private void run(Inputs.Input input, CaseRunner runner, PrintWriter out) throws IOException {
    String name = input.name();
    try (JsonDocuments cases = input.open()) {
      for (var next = cases.next(); next != null; next = cases.next()) {
        report(name + ":" + next.line(), result(next.bytes(), runner), out);
      }
    } catch (NoJsonException e) {
      report(name, new CaseResult("", List.of("the file holds no case")), out);
    }
  }

  private static CaseResult result(byte[] json, CaseRunner runner) {
    try {
      return runner.run(READER.read(json));
    } catch (JsonException e) {
      return new CaseResult("", List.of(e.getMessage()));
    }
  }

  private void report(String place, CaseResult result, PrintWriter out) {
    if (result.passed()) {
      passed++;
      return;
    }
    failed++;
    out.println("FAILED " + place + (result.id().isEmpty() ? "" : " " + result.id()));
    result.differences().forEach(difference -> out.println("  " + difference));
  }
}

package io.segmentinsider.cli;

import io.segmentinsider.config.JobSettings;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.local.publish.Lines;
import io.segmentinsider.mapping.MappingText;
import io.segmentinsider.mapping.cases.CaseResult;
import io.segmentinsider.mapping.cases.CaseRunner;
import io.segmentinsider.mapping.cases.PresetActions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
      "Runs cases, one JSON object a line: one event or several through an action, a mapping"
          + " alone, or a trigger. Prints what differs, and ends with \"N passed, N failed\".",
      "Without --preset or --mappings, actions are those of the preset segment-actions.",
      "The exit code is 0 only if every case passes."
    })
public final class MappingTestCommand implements Callable<Integer> {

  private static final String DEFAULT_PRESET = "segment-actions";

  private static final int SOME_FAILED = 1;

  /** Cases hold events and mappings inside, so they nest deeper than either. */
  private static final JsonReader READER = new JsonReader(1_000);

  @Spec private CommandSpec spec;

  @Mixin private MappingOptions mapping;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of cases, plain or gzip.")
  private List<Path> files;

  private int passed;
  private int failed;

  /** Runs all cases of all files. */
  @Override
  public Integer call() throws IOException {
    JobSettings settings = mapping.settings(DEFAULT_PRESET);
    String file = settings.mapping().file();
    MappingText text =
        file == null ? MappingText.preset(settings.mapping().preset()) : MappingText.file(file);
    CaseRunner runner = new CaseRunner(new PresetActions(text, settings));
    for (Path cases : files) {
      if (!ReadableFile.isOne(cases)) {
        spec.commandLine().getErr().println("There is no file to read at " + cases);
        return spec.exitCodeOnInvalidInput();
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    for (Path cases : files) {
      run(cases, runner, out);
    }
    out.println(passed + " passed, " + failed + " failed");
    out.flush();
    return failed == 0 ? 0 : SOME_FAILED;
  }

  private void run(Path file, CaseRunner runner, PrintWriter out) throws IOException {
    int before = passed + failed;
    try (Lines lines = Lines.plainOrGzip(Files.newInputStream(file), file.toString())) {
      int number = 0;
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        number++;
        if (!new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
          report(file + ":" + number, result(line, runner), out);
        }
      }
    }
    if (passed + failed == before) {
      report(file.toString(), new CaseResult("", List.of("the file holds no case")), out);
    }
  }

  private static CaseResult result(byte[] line, CaseRunner runner) {
    try {
      return runner.run(READER.read(line));
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

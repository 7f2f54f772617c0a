package io.segmentinsider.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void everyScriptNamesACommand() throws IOException {
    try (Stream<Path> scripts = Files.list(Path.of("job"))) {
      List<String> names =
          scripts
              .map(script -> script.getFileName().toString())
              .filter(name -> !Set.of("local", "micro-benchmark").contains(name))
              .toList();
      assertThat(names).isNotEmpty();
      assertThat(Main.commandLine().getSubcommands().keySet()).containsAll(names);
      for (String name : names) {
        assertThat(Files.readString(Path.of("job", name))).contains("local\" " + name + " ");
        assertThat(Files.isExecutable(Path.of("job", name))).as(name).isTrue();
      }
    }
  }

  @Test
  void everyCommandSaysWhatItIsFor() {
    assertThat(Main.commandLine().getSubcommands())
        .allSatisfy(
            (name, command) ->
                assertThat(command.getCommandSpec().usageMessage().description())
                    .as(name)
                    .isNotEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "demo --preset a --mappings b, mutually exclusive",
    "demo --repeat often, --repeat",
    "report --sandbox http://127.0.0.1:1, --bootstrap-servers",
    "demo --nonsense, --nonsense"
  })
  void refusesWrongOptions(String line, String named) {
    int exitCode = execute(line.split(" "));

    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(named);
  }

  @ParameterizedTest
  @CsvSource({"submit", "publish", "report", "cluster status", "cluster stop"})
  void saysThatNoClusterRunsInOneLine(String line) {
    String[] words = (line + " --run-dir " + directory).split(" ");

    int exitCode = execute(words);

    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString().strip()).hasLineCount(1).endsWith("run job/cluster start");
  }

  @ParameterizedTest
  @CsvSource({
    "-D delivery.lanes=0, delivery.lanes",
    "-D no.such.option=1, no.such.option",
    "-D source.topics=a;b, source.topics",
    "--preset nonesuch, nonesuch",
    "--mappings no/such/file.json, no/such/file.json"
  })
  void aWrongOptionOfTheJobIsNamedBeforeAnythingStarts(String line, String named) {
    int exitCode = execute(("demo --out " + directory + " " + line).split(" "));

    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(named);
    assertThat(err.toString().strip()).hasLineCount(1);
    assertThat(out.toString()).isEmpty();
    assertThat(directory).isEmptyDirectory();
  }

  private int execute(String... words) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(words);
  }
}

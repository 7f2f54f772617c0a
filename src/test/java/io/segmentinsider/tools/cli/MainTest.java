package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
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

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "demo --preset a --mappings b, mutually exclusive",
        "demo --faults-for 1s, --faults-for does nothing without --faults",
        "demo --faults none --faults-for 1s, --faults-for does nothing without --faults",
        "demo --faults outage --victim u1, --victim does nothing without --faults poison",
        "demo --victim u1, --victim does nothing without --faults poison",
        "demo --answer-delay 1s, --answer-delay does nothing without --crash",
        "demo --faults slow --answer-delay 1s, --answer-delay does nothing without --crash",
        "demo --console-port 1, --console-port does nothing without --keep-running",
        "demo --repeat often, --repeat",
        "trace, --message",
        "demo --nonsense, --nonsense",
        "demo --events -3, '--events': '-3' is no whole number of 1 or more",
        "demo --partitions 0, '--partitions': '0' is no whole number of 1 or more",
        "demo --parallelism 0, '--parallelism': '0' is no whole number of 1 or more",
        "demo --crash -1, '--crash': '-1' is no whole number of 0 or more",
        "demo --rescale 0, '0' is no whole number of 1 or more",
        "demo --input no/such/file, there is no file to read at no/such/file",
        "publish --input no/such/file, there is no file to read at no/such/file",
        "publish --rate 0, '--rate': '0' is no whole number of 1 or more",
        "dictionary no/such/file, there is no file to read at no/such/file",
        "inspect --user u1 --savepoint no/such/savepoint, no/such/savepoint",
        "size --users 5, --events-per-second",
        "size --users -5 --events-per-second 1, '--users': '-5' is no whole number of 0 or more",
        "compare --config conf/job.yaml, delivery.mode",
        "publish --csv a.csv, there is no file to read at a.csv",
        "publish --csv pom.xml, --csv does nothing without standard input",
        "publish - -, standard input can be read once",
        "publish --input - -, standard input can be read once",
        "publish --input - --repeat 2, --repeat needs a file",
        "publish --csv --repeat 2, --repeat needs a file",
        "report --run-dir x --config pom.xml, --run-dir does nothing without the cluster",
        "report --bootstrap-servers a:1 --run-dir x, --run-dir does nothing without the cluster",
        "report --bootstrap-servers a:1 --record, --record does nothing without --out",
        "report --bootstrap-servers a:1 --record --out x, --record does nothing without --sandbox",
        "report --settle 1s --wait 1s, --settle does nothing without --wait 0s",
        "report --from 2026-05-02T00:00:00Z --to 2026-05-01T00:00:00Z, is not before --to",
        "trace --user u --from 2026-05-02T00:00:00Z --to 2026-05-02T00:00:00Z, is not before --to",
        "replay --from 2026-05-02T00:00:00Z --to 2026-05-01T00:00:00Z, is not before --to",
        "replay --rate 5 --dry-run, --rate does nothing beside --dry-run",
        "trace --position a-0@1 --limit 3, --limit does nothing beside --position",
        "trace --to 2026-05-02T00:00:00Z --position a-0@1, --to does nothing beside --position",
        "compare --segment-mappings pom.xml --segment-export pom.xml, --segment-mappings does",
        "compare --show-values --examples 0, --show-values does nothing without examples",
        "status --run-dir x --rest http://a:1, --run-dir does nothing beside --rest",
        "upgrade --check --unchecked, --unchecked does nothing beside --check",
        "upgrade --check --stop-only, --stop-only does nothing beside --check",
        "upgrade --patience 1s --check, --patience does nothing beside --check",
        "upgrade --patience 1s --stop-only, --patience does nothing beside --stop-only",
        "upgrade --unchecked --accept-loss, --accept-loss does nothing beside --unchecked",
        "upgrade --to x --from-last-checkpoint, --to does nothing beside --from-last-checkpoint",
        "sandbox --rate-window SPREAD, --rate-window does nothing without --rate",
        "sandbox --no-retry-after, --no-retry-after does nothing without --rate",
        "soak --for 1min --every 2min, is longer than --for",
        "size --users 1 --events-per-second 5 --average-events-per-second 6, is above",
        "replay --from yesterday, 'yesterday' is no time such as 2026-05-01T00:00:00Z",
        "replay --reason refused, there is no reason \"refused\"; there are ["
      })
  void refusesWrongOptions(String line, String named) {
    int exitCode = execute(line.split(" "));

    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(named).doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource({"submit", "publish", "report", "compare", "cluster status", "cluster stop"})
  void saysThatNoClusterRunsInOneLine(String line) {
    String[] words = (line + " --run-dir " + directory).split(" ");

    int exitCode = execute(words);

    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString().strip()).hasLineCount(1).endsWith("run job/cluster start");
  }

  @ParameterizedTest
  @CsvSource({
    "-D delivery.max-in-flight=0, delivery.max-in-flight",
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

  @Test
  void saysInOneLineWhichFileCannotBeWritten() throws IOException {
    Path events = Files.writeString(directory.resolve("events.ndjson"), "{}\n");
    Path csv = directory.resolve("missing").resolve("dictionary.csv");

    int exitCode = execute("dictionary", "--csv", csv.toString(), events.toString());

    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString().strip()).hasLineCount(1).startsWith(csv + " can't be");
  }

  @Test
  void saysThatAPortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      int exitCode = execute("sandbox", "--port", port);

      assertThat(exitCode).isEqualTo(CommandLine.ExitCode.USAGE);
      assertThat(err.toString()).contains("cannot listen", port).doesNotContain("\tat ");
    }
  }

  @Test
  void saysInOneLineThatKafkaDoesNotAnswer() {
    int exitCode =
        execute(
            "replay",
            "--dry-run",
            "-D",
            "kafka.bootstrap.servers=127.0.0.1:1",
            "-D",
            "kafka.request.timeout.ms=200",
            "-D",
            "kafka.default.api.timeout.ms=500");

    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString().strip()).hasLineCount(1).contains("Check kafka.bootstrap.servers");
  }

  @Test
  void aPresetThatIsAskedForWinsOverAFileThatIsConfigured() throws IOException {
    Path config = directory.resolve("job.yaml");
    Files.writeString(
        config,
        Files.readString(Path.of("conf/job.yaml"))
            .replace("mapping:\n", "mapping:\n  file: no/such/file.json\n"));
    Path events = Files.writeString(directory.resolve("one.ndjson"), "{}");
    Path cases =
        Files.writeString(
            directory.resolve("cases.ndjson"),
            "{\"fql\":\"type = \\\"track\\\"\",\"event\":{\"type\":\"track\"},\"expect\":true}\n");
    String configured = " --config " + config + " ";

    assertThat(execute(("dictionary" + configured + events).split(" "))).isNotZero();
    assertThat(execute(("dictionary" + configured + "--preset default " + events).split(" ")))
        .isZero();
    assertThat(execute(("mapping-test" + configured + cases).split(" "))).isZero();
  }

  private int execute(String... words) {
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(words);
  }
}

package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.sandbox.SandboxClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The sandbox as a process of its own. */
@Timeout(60)
class SandboxCommandTest {

  private static final Pattern ADDRESS = Pattern.compile("listens at (http://\\S+)");

  @TempDir Path folder;

  @Test
  void printsItsAddressServesAndWritesItsFilesAtTheEnd() throws Exception {
    SandboxCommand command = new SandboxCommand();
    StringWriter terminal = new StringWriter();
    CommandLine line = new CommandLine(command).setOut(new PrintWriter(terminal, true));
    FutureTask<Integer> run =
        new FutureTask<>(
            () ->
                line.execute(
                    "--record",
                    "--fault",
                    "{\"fault\":\"throttled\",\"count\":1}",
                    "--out",
                    folder.toString()));
    new Thread(run, "sandbox-command").start();
    Matcher address = ADDRESS.matcher("");
    while (!address.reset(terminal.toString()).find() && !run.isDone()) {
      Thread.onSpinWait();
    }
    SandboxClient client = new SandboxClient(URI.create(address.group(1)));
    assertThat(client.isUp()).isTrue();

    command.stop();

    assertThat(run.get()).isZero();
    assertThat(client.isUp()).isFalse();
    assertThat(folder.resolve("profiles.ndjson")).isEmptyFile();
    assertThat(folder.resolve("sent.ndjson")).isEmptyFile();
    assertThat(Files.readString(folder.resolve("stats.json"))).contains("\"requests\":0");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --port|99999|'99999' is no port from 0 to 65535
          --partner|MyBrand|in lower case
          --rate|0|'0' is no whole number of 1 or more
          --fault|{"fault":"nonsense"}|there is no fault "nonsense"
          """)
  void saysWhatIsWrong(String option, String value, String message) {
    StringWriter errors = new StringWriter();

    int code =
        new CommandLine(new SandboxCommand())
            .setErr(new PrintWriter(errors, true))
            .execute(option, value);

    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(errors.toString()).contains(message);
  }
}

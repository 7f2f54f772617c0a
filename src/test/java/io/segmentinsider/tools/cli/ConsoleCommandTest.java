package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The console as a process of its own. */
@Timeout(60)
class ConsoleCommandTest {

  private static final Pattern ADDRESS = Pattern.compile("listens at (http://\\S+)");
  private static final String NO_BROKER = "kafka.bootstrap.servers=127.0.0.1:9";

  @TempDir private Path folder;

  private static String errorOf(String... arguments) {
    StringWriter errors = new StringWriter();
    int code = Main.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
    assertThat(code).isNotZero();
    return errors.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          docker/console-token | --allow-replay | Warning: its token is that of docker/console-token
          docker/console-token | --allow-replay | may send dead letters again
          docker/console-token |                | CONSOLE_TOKEN_FILE
          """)
  void aPublicTokenIsSaid(String file, @Nullable String option, String text) throws Exception {
    assertThat(printedWith(Path.of(file), option)).contains(text);
  }

  @Test
  void aTokenOfOnesOwnIsNoWarning() throws Exception {
    Path own = Files.writeString(folder.resolve("own"), "a-secret-of-sixteen-letters");

    assertThat(printedWith(own, "--allow-replay")).doesNotContain("Warning");
  }

  private static String printedWith(Path token, @Nullable String option) throws Exception {
    ConsoleCommand command = new ConsoleCommand();
    StringWriter terminal = new StringWriter();
    List<String> words =
        new ArrayList<>(List.of("--port", "0", "--token-file", token.toString(), "-D", NO_BROKER));
    if (option != null) {
      words.add(option);
    }
    // It is told to end before it begins, so it prints what it has to say, and ends.
    command.stop();
    new CommandLine(command)
        .setOut(new PrintWriter(terminal, true))
        .execute(words.toArray(String[]::new));
    assertThat(terminal.toString()).contains("Console listens at");
    return terminal.toString();
  }

  @Test
  void printsItsAddressAndServesUntilItIsStopped() throws Exception {
    ConsoleCommand command = new ConsoleCommand();
    StringWriter terminal = new StringWriter();
    CommandLine line = new CommandLine(command).setOut(new PrintWriter(terminal, true));
    FutureTask<Integer> run = new FutureTask<>(() -> line.execute("--port", "0", "-D", NO_BROKER));
    new Thread(run, "console-command").start();
    Matcher address = ADDRESS.matcher("");
    while (!address.reset(terminal.toString()).find() && !run.isDone()) {
      Thread.onSpinWait();
    }
    HttpResponse<String> about =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address.group(1)).resolve("/api/about")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(about.body()).contains("\"sandbox\":false", "\"allowReplay\":false");

    command.stop();

    assertThat(run.get()).isZero();
  }

  @Test
  void isNotOpenToOthersWithoutAToken() throws Exception {
    Path empty = Files.writeString(folder.resolve("token"), "\n");
    for (String host : new String[] {"0.0.0.0", "192.0.2.1", "::"}) {
      assertThat(errorOf("console", "--host", host, "-D", NO_BROKER)).contains("--token-file");
      assertThat(
              errorOf("console", "--host", host, "--token-file", empty.toString(), "-D", NO_BROKER))
          .contains("--token-file");
    }
  }
}

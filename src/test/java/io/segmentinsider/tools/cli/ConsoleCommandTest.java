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
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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

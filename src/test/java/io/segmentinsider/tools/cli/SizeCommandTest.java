package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SizeCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void thePageShowsWhatItPrints() throws Exception {
    assertThat(execute("--events-per-second 2000 --users 1000000")).isZero();

    assertThat(Files.readString(Path.of("docs/sizing.md"))).contains(out.toString());
  }

  @Test
  void thePartsOfTheJobCanBeReadByAProgram() throws Exception {
    assertThat(execute("--events-per-second 100 --users 5 --json")).isZero();

    JsonNode sizing = JSON.readTree(out.toString());
    assertThat(sizing.path("parallelism").asInt()).isEqualTo(1);
    assertThat(sizing.path("backend").asText()).isEqualTo("hashmap");
    assertThat(sizing.path("requests").path("pace").asDouble()).isEqualTo(22_500);
    assertThat(sizing.path("problems")).isEmpty();
  }

  @Test
  void theOptionsOfTheJobCount() throws Exception {
    execute("--events-per-second 100 --users 5 --json");
    double messages = messages();
    execute("--events-per-second 100 --users 5 --json --window 1h");
    assertThat(messages()).isLessThan(messages);
    double fewest = messages();
    execute("--events-per-second 100 --users 5 --json -D identity.repeat-window=1h");
    assertThat(messages()).isEqualTo(fewest);
  }

  @Test
  void whatIsTooMuchIsNoSuccess() {
    assertThat(execute("--events-per-second 5000 --users 5 -D delivery.requests-per-minute=60"))
        .isEqualTo(1);
    assertThat(out.toString()).contains("TOO MUCH: Insider takes no more than 900 events a second");
  }

  private double messages() throws Exception {
    return JSON.readTree(out.toString()).path("rememberedMessages").asDouble();
  }

  private int execute(String words) {
    out.getBuffer().setLength(0);
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(("size " + words).split(" "));
  }
}

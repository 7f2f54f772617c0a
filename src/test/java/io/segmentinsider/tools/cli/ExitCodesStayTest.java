package io.segmentinsider.tools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.Golden;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The exit codes of all commands: what scripts and schedulers rest on. */
class ExitCodesStayTest {

  /** Those that people call; the others are called by these. */
  static Stream<String> commands() {
    return Main.commandLine().getSubcommands().entrySet().stream()
        .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .sorted();
  }

  @Test
  void noCodeChangesItsMeaning() throws IOException {
    List<String> codes = new ArrayList<>();
    Map<String, CommandLine> all = Main.commandLine().getSubcommands();
    commands()
        .forEach(
            name ->
                all.get(name)
                    .getCommandSpec()
                    .usageMessage()
                    .exitCodeList()
                    .forEach((code, meaning) -> codes.add(name + " " + code + " " + meaning)));
    Golden.assertAllStay(
        "exit-codes.txt",
        codes,
        "a script that stops at a code other than 0, or tells 1 from 2, does another thing than"
            + " before.");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpIsNoError(String command) {
    StringWriter out = new StringWriter();
    CommandLine commandLine = Main.commandLine().setOut(new PrintWriter(out));
    assertThat(commandLine.execute(command, "--help")).isZero();
    assertThat(out.toString()).contains("Exit codes:");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void anUnknownOptionIsWrongUse(String command) {
    CommandLine commandLine = Main.commandLine().setErr(new PrintWriter(new StringWriter()));
    assertThat(commandLine.execute(command, "--no-such-option")).isEqualTo(2);
  }
}

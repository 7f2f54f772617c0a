package io.segmentinsider.tools.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/**
 * What the exit code of each command says, as its help shows it. Scripts rest on it, so a code
 * keeps its meaning.
 */
final class ExitCodes {

  private static final String DONE = "done";
  private static final String NOT_POSSIBLE =
      "Kafka, Flink or a file does not do what was asked; one sentence says which";
  private static final String WRONG_USE =
      "an option, the configuration or the mapping is wrong; nothing was started";

  /** By command, where 0 or 1 say more than everywhere. */
  private static final Map<String, Own> OWN =
      Map.ofEntries(
          own("check", "nothing is wrong", "something is wrong"),
          own("cluster", DONE, "a process has ended (status)"),
          own("compare", "people, orders and merges are the same", "they are not"),
          own("demo", "every event is accounted for", "a promise is broken; 130 if interrupted"),
          own("mapping-test", "every case passes", "a case fails"),
          own(
              "replay",
              "all that was selected is sent, or was before",
              "something that was selected can't be sent"),
          own("report", "no promise is broken", "a promise is broken"),
          own("size", "the job can carry it", "it can't carry it"),
          own("soak", "no promise is broken", "a promise is broken"),
          own(
              "status",
              "the job runs and has completed a checkpoint",
              "it does not run, or has completed none"),
          own("trace", "something was found", "nothing was found"),
          new Own(
                  "upgrade",
                  "the new job runs, or with --check could",
                  "the old job runs again",
                  "nothing was changed, or no job could be started: the sentence says which")
              .entry());

  private ExitCodes() {}

  private record Own(String command, String zero, String one, String two) {
    private Map.Entry<String, Own> entry() {
      return Map.entry(command, this);
    }
  }

  private static Map.Entry<String, Own> own(String command, String zero, String one) {
    return new Own(command, zero, one + "; or: " + NOT_POSSIBLE, WRONG_USE).entry();
  }

  /** Writes them into the help of all commands below this one. */
  static void describe(CommandLine commandLine) {
    commandLine
        .getSubcommands()
        .forEach(
            (name, command) ->
                command
                    .getCommandSpec()
                    .usageMessage()
                    .exitCodeListHeading("Exit codes:%n")
                    .exitCodeList(of(name)));
  }

  /** The codes of a command, and what each says. */
  static Map<String, String> of(String command) {
    Own own = OWN.getOrDefault(command, new Own(command, DONE, NOT_POSSIBLE, WRONG_USE));
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", own.zero());
    codes.put("1", own.one());
    codes.put("2", own.two());
    return codes;
  }
}

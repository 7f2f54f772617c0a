package io.segmentinsider.tools.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Finds options that were taken for the value of another one: {@code --out --comapre} has a value
 * missing and an option misspelt, and means no directory named {@code --comapre}.
 */
final class SwallowedOptions {

  private static final String PREFIX = "--";

  private SwallowedOptions() {}

  /**
   * Looks at all values of a command and of those below it.
   *
   * @throws ParameterException naming both
   */
  static void refuse(ParseResult parsed) {
    CommandLine command = parsed.commandSpec().commandLine();
    for (OptionSpec option : parsed.matchedOptions()) {
      for (String value : option.originalStringValues()) {
        if (value.startsWith(PREFIX)) {
          throw new ParameterException(
              command,
              "Unknown option: '"
                  + value
                  + "'; or the value of "
                  + option.longestName()
                  + " is missing before it");
        }
      }
    }
    parsed.subcommands().forEach(SwallowedOptions::refuse);
  }
}

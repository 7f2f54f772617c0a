package io.segmentinsider.tools.cli;

import java.time.Instant;
import javax.annotation.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Refuses options that would do nothing where they stand: whoever gives one means it. */
final class Misplaced {

  private Misplaced() {}

  /**
   * Refuses an option that was given and does nothing.
   *
   * @param inPlace whether it does something
   * @param needed what it needs to do so
   * @throws ParameterException naming both
   */
  static void unless(boolean inPlace, CommandSpec command, String option, String needed) {
    if (!inPlace && isGiven(command, option)) {
      throw new ParameterException(
          command.commandLine(), option + " does nothing without " + needed);
    }
  }

  /**
   * Refuses an option that does nothing when another one was given, too.
   *
   * @throws ParameterException naming both
   */
  static void beside(CommandSpec command, String option, String other) {
    if (isGiven(command, option) && isGiven(command, other)) {
      throw new ParameterException(command.commandLine(), option + " does nothing beside " + other);
    }
  }

  /**
   * Refuses a window of time that nothing can lie in.
   *
   * @throws ParameterException if the one is not before the other
   */
  static void unlessBefore(CommandSpec command, @Nullable Instant from, @Nullable Instant to) {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new ParameterException(
          command.commandLine(), "--from " + from + " is not before --to " + to);
    }
  }

  private static boolean isGiven(CommandSpec command, String option) {
    return command.commandLine().getParseResult().hasMatchedOption(option);
  }
}

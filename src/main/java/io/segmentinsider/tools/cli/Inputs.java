package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.publish.JsonDocuments;
import io.segmentinsider.lab.publish.LineSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.annotation.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The files that a command was given, or standard input, where none or {@link #DASH} is: all
 * commands alike.
 */
final class Inputs {

  /** Names standard input where a file may be named. */
  static final String DASH = "-";

  /** What a person calls it. */
  static final String STANDARD_INPUT = "standard input";

  /** Set by the scripts of {@code job/} where standard input is a terminal; Java can't tell. */
  private static final String TERMINAL = "segmentinsider.terminal";

  private Inputs() {}

  /**
   * One of them.
   *
   * @param file as the command was given it; null for standard input
   */
  record Input(@Nullable Path file, InputStream standard) {

    /** What a person calls it. */
    String name() {
      return file == null ? STANDARD_INPUT : file.toString();
    }

    /** Its JSON, plain or gzip, in whatever form it stands there. */
    JsonDocuments open() throws IOException {
      InputStream stream = file == null ? standard : Files.newInputStream(file);
      return new JsonDocuments(LineSplitter.plainOrGzip(stream, name()), name());
    }
  }

  /**
   * All of them, in order. Whoever starts a command in a terminal without a file is told what it
   * waits for.
   *
   * @throws ParameterException if a file can't be read, before anything is
   */
  static List<Input> of(List<Path> files, InputStream standard, CommandSpec command) {
    List<Path> named = files.isEmpty() ? List.of(Path.of(DASH)) : files;
    long standardInputs = named.stream().filter(Inputs::isStandardInput).count();
    if (standardInputs > 1) {
      throw new ParameterException(command.commandLine(), "standard input can be read once");
    }
    for (Path file : named) {
      if (!isStandardInput(file)) {
        ReadableFile.require(file, command);
      }
    }
    if (standardInputs > 0) {
      sayWhatIsAwaited(command, "JSON");
    }
    return named.stream()
        .map(file -> new Input(isStandardInput(file) ? null : file, standard))
        .toList();
  }

  /** Whoever starts a command in a terminal is told that it waits for a text. */
  static void sayWhatIsAwaited(CommandSpec command, String what) {
    if (Boolean.getBoolean(TERMINAL)) {
      command
          .commandLine()
          .getErr()
          .println("Reading " + what + " from this terminal; a line with Ctrl-D alone ends it.");
    }
  }

  private static boolean isStandardInput(Path file) {
    return file.toString().equals(DASH);
  }
}

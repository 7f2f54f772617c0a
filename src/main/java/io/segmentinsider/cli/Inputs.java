package io.segmentinsider.cli;

import io.segmentinsider.local.publish.JsonDocuments;
import io.segmentinsider.local.publish.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.annotation.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The files that a command was given, or standard input in their place: all commands alike. */
final class Inputs {

  private static final String STANDARD_INPUT = "standard input";

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
      return new JsonDocuments(Lines.plainOrGzip(stream, name()), name());
    }
  }

  /**
   * All of them, in order. Whoever starts a command in a terminal without a file is told what it
   * waits for.
   *
   * @throws ParameterException if a file can't be read, before anything is
   */
  static List<Input> of(List<Path> files, InputStream standard, CommandSpec command) {
    for (Path file : files) {
      if (!ReadableFile.isOne(file)) {
        throw new ParameterException(command.commandLine(), "there is no file to read at " + file);
      }
    }
    if (!files.isEmpty()) {
      return files.stream().map(file -> new Input(file, standard)).toList();
    }
    if (Boolean.getBoolean(TERMINAL)) {
      command
          .commandLine()
          .getErr()
          .println("Reading JSON from this terminal; a line with Ctrl-D alone ends it.");
    }
    return List.of(new Input(null, standard));
  }
}

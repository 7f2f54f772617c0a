package io.segmentinsider.tools.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Names a file that is there, before anything starts that would read it. Pipes are files, too. */
final class ReadableFile implements ITypeConverter<Path> {

  private static final String NO_FILE = "there is no file to read at ";

  @Override
  public Path convert(String text) {
    Path file = Path.of(text);
    if (!isOne(file)) {
      throw new TypeConversionException(NO_FILE + text);
    }
    return file;
  }

  /** The same, where {@link Inputs#DASH} names standard input. */
  static final class OrStandardInput implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      return text.equals(Inputs.DASH) ? Path.of(text) : new ReadableFile().convert(text);
    }
  }

  /**
   * The same for a file that is no option's: picocli takes a word that can't be converted for one
   * too many, and does not say why.
   *
   * @throws ParameterException if nothing can be read there
   */
  static void require(Path file, CommandSpec command) {
    if (!isOne(file)) {
      throw new ParameterException(command.commandLine(), NO_FILE + file);
    }
  }

  /** Whether something can be read there. */
  private static boolean isOne(Path file) {
    return Files.isReadable(file) && !Files.isDirectory(file);
  }
}

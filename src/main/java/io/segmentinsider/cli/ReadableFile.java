package io.segmentinsider.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names a file that is there, before anything starts that would read it. Pipes are files, too. */
final class ReadableFile implements ITypeConverter<Path> {

  @Override
  public Path convert(String text) {
    Path file = Path.of(text);
    if (!isOne(file)) {
      throw new TypeConversionException("there is no file to read at " + text);
    }
    return file;
  }

  /** Whether something can be read there. */
  static boolean isOne(Path file) {
    return Files.isReadable(file) && !Files.isDirectory(file);
  }
}

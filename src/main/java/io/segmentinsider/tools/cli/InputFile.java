package io.segmentinsider.tools.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.annotation.Nullable;

/**
 * A file for a command that reads it more than once: the one that was named, or a copy of standard
 * input, which can be read once.
 */
final class InputFile implements AutoCloseable {

  @Nullable private final Path path;
  private final boolean copied;

  private InputFile(@Nullable Path path, boolean copied) {
    this.path = path;
    this.copied = copied;
  }

  /**
   * What was named.
   *
   * @param named {@link Inputs#DASH} for standard input, which is read to its end; null if nothing
   *     was named
   */
  static InputFile of(@Nullable Path named, InputStream standard) throws IOException {
    if (named == null || !named.toString().equals(Inputs.DASH)) {
      return new InputFile(named, false);
    }
    InputFile copy = new InputFile(Files.createTempFile("segment-insider", ".in"), true);
    try {
      Files.copy(standard, copy.path, StandardCopyOption.REPLACE_EXISTING);
      return copy;
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  /** Where it can be read; null if nothing was named. */
  @Nullable
  Path path() {
    return path;
  }

  /** Deletes the copy. */
  @Override
  public void close() throws IOException {
    if (copied) {
      Files.deleteIfExists(path);
    }
  }
}

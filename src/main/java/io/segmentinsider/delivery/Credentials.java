package io.segmentinsider.delivery;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.JobOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.annotation.Nullable;

/**
 * The API key, read from a file or the environment and read again while delivery is held, so that
 * an expired key is replaced without a restart. The key appears in no text of this class.
 */
final class Credentials {

  /** Where the key is read from if no file is configured. */
  static final String ENVIRONMENT_VARIABLE = "INSIDER_REQUEST_TOKEN";

  @Nullable private final Path file;
  private volatile String token;

  /**
   * Reads the key.
   *
   * @param file null for the environment
   * @throws ConfigurationException if there is no key
   */
  Credentials(@Nullable String file) {
    this.file = file == null ? null : Path.of(file);
    this.token = read();
  }

  String token() {
    return token;
  }

  /** Reads the key again; keeps the one it has if the file can't be read just now. */
  void reload() {
    try {
      token = read();
    } catch (ConfigurationException e) {
      // A key file that is being replaced may be missing for a moment; the old key stays until
      // then.
    }
  }

  private String read() {
    String read = file == null ? System.getenv(ENVIRONMENT_VARIABLE) : readFile(file);
    if (read == null || read.isBlank()) {
      throw new ConfigurationException(
          JobOptions.DELIVERY_TOKEN_FILE.key(),
          String.valueOf(file),
          "a file that holds the API key, or the environment variable "
              + ENVIRONMENT_VARIABLE
              + " on every TaskManager");
    }
    return read.trim();
  }

  private static String readFile(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ConfigurationException(
          JobOptions.DELIVERY_TOKEN_FILE.key(), file.toString(), "a file that can be read");
    }
  }
}

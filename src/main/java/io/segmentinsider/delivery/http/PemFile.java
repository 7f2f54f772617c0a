package io.segmentinsider.delivery.http;

import io.segmentinsider.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/**
 * A file that should hold PEM, and may hold anything.
 *
 * @param option names it
 * @param path where it is
 * @param content its bytes
 * @param blocks what is PEM in it
 */
record PemFile(ConfigOption<String> option, Path path, byte[] content, List<PemBlock> blocks) {

  /**
   * Reads it.
   *
   * @throws ConfigurationException if it can't be read
   */
  static PemFile read(ConfigOption<String> option, Path path) {
    try {
      byte[] content = Files.readAllBytes(path);
      String text = new String(content, StandardCharsets.ISO_8859_1);
      return new PemFile(option, path, content, PemBlock.of(text));
    } catch (IOException e) {
      throw new ConfigurationException(option.key(), path.toString(), "a file that can be read");
    }
  }

  /** It is not what the option wants. */
  ConfigurationException wrong(String expected) {
    return new ConfigurationException(option.key(), path.toString(), expected);
  }

  /** The end of a command of OpenSSL that converts it: writes beside it. */
  String out() {
    return " -out " + path + ".pem";
  }

  /** Its path alone: the content may be a key. */
  @Override
  public String toString() {
    return path.toString();
  }
}

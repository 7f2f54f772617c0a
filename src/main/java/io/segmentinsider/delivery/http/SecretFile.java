package io.segmentinsider.delivery.http;

import io.segmentinsider.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.ConfigOption;

/**
 * A file that holds one secret. Editors and {@code echo} end a file with a line break, which is no
 * part of it; a line break or anything else that a header can't carry within it would fail each
 * call.
 */
public final class SecretFile {

  private static final char FIRST_VISIBLE = '!';
  private static final char LAST_VISIBLE = '~';

  private SecretFile() {}

  /**
   * Reads a key or a name that goes into a header.
   *
   * @param option that names the file
   * @throws ConfigurationException if the file can't be read, is empty, or holds anything but
   *     visible ASCII characters
   */
  public static String headerValue(ConfigOption<String> option, Path file) {
    return requireHeaderValue(option, file.toString(), read(option, file).strip());
  }

  /**
   * The same for a value from somewhere else.
   *
   * @param where names its place; never the value
   */
  public static String requireHeaderValue(ConfigOption<String> option, String where, String value) {
    if (value.isEmpty()) {
      throw new ConfigurationException(option.key(), where, "a file that is not empty");
    }
    for (int i = 0; i < value.length(); i++) {
      char character = value.charAt(i);
      if (character < FIRST_VISIBLE || character > LAST_VISIBLE) {
        throw new ConfigurationException(
            option.key(),
            where,
            "one line of visible ASCII characters; character "
                + (i + 1)
                + " of "
                + value.length()
                + " is "
                + nameOf(character));
      }
    }
    return value;
  }

  /**
   * Reads a password: any characters, on one line.
   *
   * @param option that names the file
   * @throws ConfigurationException if the file can't be read, is empty, or holds several lines
   */
  public static String password(ConfigOption<String> option, Path file) {
    String content = read(option, file);
    String password =
        content.endsWith("\r\n")
            ? content.substring(0, content.length() - 2)
            : content.endsWith("\n") ? content.substring(0, content.length() - 1) : content;
    if (password.isEmpty()) {
      throw new ConfigurationException(option.key(), file.toString(), "a file that is not empty");
    }
    if (password.indexOf('\n') >= 0 || password.indexOf('\r') >= 0) {
      throw new ConfigurationException(
          option.key(), file.toString(), "a file with one line, and nothing but the password");
    }
    return password;
  }

  private static String read(ConfigOption<String> option, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ConfigurationException(
          option.key(), file.toString(), "a file of UTF-8 text that can be read");
    }
  }

  private static String nameOf(char character) {
    return switch (character) {
      case '\n', '\r' -> "a line break";
      case ' ' -> "a blank";
      case '\t' -> "a tab";
      case '\uFEFF' -> "a byte order mark; save the file without it";
      default -> String.format("U+%04X", (int) character);
    };
  }
}

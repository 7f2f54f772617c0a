package io.segmentinsider.mapping;

import io.segmentinsider.config.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The text of a mapping file, before it is understood.
 *
 * @param name the file or preset, for messages
 * @param json the text
 */
public record MappingText(String name, String json) implements Serializable {

  /** Some editors put it in front of UTF-8; it is no JSON. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /** The names of the mappings that come with the job. */
  static final List<String> PRESETS = List.of("default", "segment-actions");

  /**
   * A mapping that comes with the job.
   *
   * @throws ConfigurationException if there is none of that name
   */
  public static MappingText preset(String name) {
    try (InputStream file = MappingText.class.getResourceAsStream("/mappings/" + name + ".json")) {
      if (file == null) {
        throw new ConfigurationException("mapping.preset", name, "default or segment-actions");
      }
      return new MappingText(
          "preset " + name, new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("reading the preset " + name, e);
    }
  }

  /**
   * A preset by its name, or else a file.
   *
   * @throws ConfigurationException if it is neither
   */
  public static MappingText named(String presetOrFile) {
    return PRESETS.contains(presetOrFile) ? preset(presetOrFile) : file(presetOrFile);
  }

  /**
   * A mapping file of the operator.
   *
   * @throws ConfigurationException if it can't be read as UTF-8
   */
  public static MappingText file(String path) {
    try {
      String text = Files.readString(Path.of(path));
      return new MappingText(path, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    } catch (IOException e) {
      throw new ConfigurationException(
          "mapping.file",
          path,
          "a readable mapping file in UTF-8: " + e.getClass().getSimpleName());
    }
  }
}

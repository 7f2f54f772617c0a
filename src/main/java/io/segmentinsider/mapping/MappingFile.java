package io.segmentinsider.mapping;

import io.segmentinsider.json.DuplicateMember;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import java.util.List;
import javax.annotation.Nullable;

/**
 * A mapping file once it is read, whatever its form: its own entries, or those of a preset with
 * changes.
 *
 * @param entries in order, each with a name of its own
 * @param rules what it says about all of them
 * @param identifiers what it adds to the identifiers of all of them, which have it already; null
 *     for nothing
 * @param wholeText all text that it stands for, to tell one mapping from another: of an extended
 *     preset also the preset's
 */
public record MappingFile(
    List<MappingEntry> entries,
    FileRules rules,
    @Nullable JsonObject identifiers,
    String wholeText) {

  /**
   * Reads a mapping file.
   *
   * @throws InvalidMappingFileException if it has another form; the message names the place and the
   *     rule
   */
  public static MappingFile read(MappingText text) {
    Object file = parsed(text);
    String duplicate = DuplicateMember.in(text.json());
    if (duplicate != null) {
      throw new InvalidMappingFileException(
          text, duplicate, "stands there twice, and only one could count");
    }
    if (file instanceof JsonObject extension && extension.has(ExtendedPreset.EXTENDS)) {
      return new ExtendedPreset(text, extension).read();
    }
    return new MappingFile(MappingEntry.list(text, file), FileRules.NONE, null, text.json());
  }

  /** The same with one entry alone. */
  public MappingFile only(MappingEntry entry) {
    return new MappingFile(List.of(entry), rules, identifiers, wholeText);
  }

  private static Object parsed(MappingText text) {
    try {
      return new JsonReader().read(text.json());
    } catch (JsonException e) {
      throw new InvalidMappingFileException(text, "not JSON: " + e.getMessage());
    }
  }
}

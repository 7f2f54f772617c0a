package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.json.WrittenJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * A mapping file once it is read, whatever its form: its own entries, or those of a preset with
 * changes.
 *
 * @param entries in order, each with a name of its own
 * @param rules what it says about all of them
 * @param identifiers what it adds to the identifiers of all of them, which have it already; null
 *     for nothing
 * @param blocks the fields that its mappings have alike; they stand in the entries already
 */
public record MappingFile(
    List<MappingEntry> entries, FileRules rules, @Nullable JsonObject identifiers, Blocks blocks) {

  private static final Set<String> MEMBERS = Set.of(Blocks.MEMBER, MappingEntry.MAPPINGS);

  /**
   * Reads a mapping file.
   *
   * @throws InvalidMappingFileException if it has another form; the message names the place and the
   *     rule
   */
  public static MappingFile read(MappingText text) {
    Object file = parsed(text);
    String duplicate = WrittenJson.duplicate(text.json());
    if (duplicate != null) {
      throw new InvalidMappingFileException(
          text, duplicate, "stands there twice, and only one could count");
    }
    if (file instanceof JsonObject extension && extension.has(ExtendedPreset.EXTENDS)) {
      return new ExtendedPreset(text, extension).read();
    }
    JsonObject own =
        file instanceof JsonObject object
                && (object.has(Blocks.MEMBER) || object.has(MappingEntry.MAPPINGS))
            ? object
            : null;
    return own == null
        ? new MappingFile(MappingEntry.list(text, file), FileRules.NONE, null, Blocks.none(text))
        : withBlocks(text, own);
  }

  private static MappingFile withBlocks(MappingText text, JsonObject file) {
    MappingEntry.requireKnownMembers(text, "", file, MEMBERS);
    Blocks blocks = Blocks.of(text, file, Map.of());
    List<MappingEntry> entries =
        MappingEntry.list(text, file).stream().map(entry -> entry.using(blocks)).toList();
    blocks.requireUsed();
    return new MappingFile(entries, FileRules.NONE, null, blocks);
  }

  /**
   * All that it says, to tell one mapping from another: the same for files that say the same in
   * other words, by blocks, by a preset, or with blanks elsewhere.
   */
  String content() {
    JsonArray all = new JsonArray(entries.size());
    entries.forEach(entry -> all.add(entry.content()));
    JsonObject content = new JsonObject(2).put("mappings", all).put("rules", rules.content());
    return new String(JsonWriter.canonical(content), StandardCharsets.UTF_8);
  }

  /** The same with one entry alone. */
  public MappingFile only(MappingEntry entry) {
    return new MappingFile(
        List.of(entry), rules, identifiers, Blocks.none(new MappingText(entry.name(), "")));
  }

  private static Object parsed(MappingText text) {
    try {
      return new JsonReader().read(text.json());
    } catch (JsonException e) {
      throw new InvalidMappingFileException(text, "not JSON: " + e.getMessage());
    }
  }
}

package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One entry of a mapping file.
 *
 * @param path where it stands in the file
 * @param name unique in the file; receipts and dead letters carry it
 * @param action what is done with the mapped fields
 * @param trigger which events it is for, in Segment's query language
 * @param mapping what goes into the fields of the action
 * @param enabled whether it is used
 */
record MappingEntry(
    String path, String name, String action, String trigger, JsonObject mapping, boolean enabled) {

  /**
   * Reads a mapping file: a list of entries. What Segment's public API exports is read as it is:
   * there {@code action} is {@code actionSlug}, {@code mapping} is {@code settings}, and the list
   * may stand in {@code data.subscriptions}.
   *
   * @throws InvalidMappingFileException if it has another form
   */
  static List<MappingEntry> read(MappingText text) {
    List<MappingEntry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    JsonArray list = list(text);
    for (int i = 0; i < list.size(); i++) {
      MappingEntry entry = entry(text, "/" + i, list.get(i));
      if (!names.add(entry.name())) {
        throw new InvalidMappingFileException(
            text, entry.path() + "/name", "is taken by another mapping: " + entry.name());
      }
      entries.add(entry);
    }
    return entries;
  }

  private static JsonArray list(MappingText text) {
    try {
      Object file = new JsonReader().read(text.json());
      if (file instanceof JsonObject answer && answer.get("data") instanceof JsonObject data) {
        file = data.get("subscriptions");
      }
      if (file instanceof JsonArray list) {
        return list;
      }
    } catch (JsonException e) {
      throw new InvalidMappingFileException(text, "not JSON: " + e.getMessage());
    }
    throw new InvalidMappingFileException(text, "/ must be a list of mappings");
  }

  private static MappingEntry entry(MappingText text, String path, Object value) {
    if (!(value instanceof JsonObject entry)) {
      throw new InvalidMappingFileException(text, path, "must be an object");
    }
    boolean exported = entry.has("actionSlug");
    if (!(entry.get(exported ? "settings" : "mapping") instanceof JsonObject mapping)) {
      throw new InvalidMappingFileException(
          text, path + (exported ? "/settings" : "/mapping"), "must be an object");
    }
    return new MappingEntry(
        path,
        required(text, path, entry, "name"),
        required(text, path, entry, exported ? "actionSlug" : "action"),
        required(text, path, entry, "trigger"),
        mapping,
        !Boolean.FALSE.equals(entry.get("enabled")));
  }

  private static String required(MappingText text, String path, JsonObject entry, String member) {
    if (entry.get(member) instanceof String string && !string.isBlank()) {
      return string;
    }
    throw new InvalidMappingFileException(text, path + "/" + member, "must be a text");
  }
}

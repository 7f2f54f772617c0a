package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/**
 * Puts a change into a mapping, as JSON Merge Patch (RFC 7396) does: what the change names takes
 * the place of what was there, objects are changed member by member, and {@code null} takes a
 * member out. A directive is one value, so it is replaced as a whole; but of {@code products} the
 * block of a line is changed like any other block.
 */
final class MappingMerge {

  private static final String ARRAY_PATH = "@arrayPath";

  private final MappingText text;

  /**
   * Changes that stand in a file.
   *
   * @param text the file, for complaints
   */
  MappingMerge(MappingText text) {
    this.text = text;
  }

  /**
   * A mapping with a change in it; the mapping itself stays as it is.
   *
   * @param path where the change stands in the file
   * @throws InvalidMappingFileException if the change takes out what is not there
   */
  JsonObject merge(JsonObject mapping, JsonObject change, String path) {
    JsonObject merged = new JsonObject(mapping.size() + change.size());
    for (int i = 0; i < mapping.size(); i++) {
      String name = mapping.nameAt(i);
      if (!change.has(name)) {
        merged.put(name, mapping.valueAt(i));
      } else if (change.get(name) != JsonNull.NULL) {
        merged.put(name, merge(mapping.valueAt(i), change.get(name), path + "/" + name));
      }
    }
    for (int i = 0; i < change.size(); i++) {
      String name = change.nameAt(i);
      if (!mapping.has(name)) {
        if (change.valueAt(i) == JsonNull.NULL) {
          throw new InvalidMappingFileException(
              text, path + "/" + name, "is null, which takes it out, and it is not there");
        }
        merged.put(name, change.valueAt(i));
      }
    }
    return merged;
  }

  @Nullable
  private Object merge(@Nullable Object value, @Nullable Object change, String path) {
    if (!(value instanceof JsonObject members) || !(change instanceof JsonObject changes)) {
      return change;
    }
    JsonArray lines = lines(members);
    JsonArray changed = lines(changes);
    if (lines != null && changed != null) {
      return new JsonObject(1)
          .put(
              ARRAY_PATH,
              JsonArray.of(
                  changed.get(0),
                  merge(lines.get(1), changed.get(1), path + "/" + ARRAY_PATH + "/1")));
    }
    return isDirective(members) || isDirective(changes) ? changes : merge(members, changes, path);
  }

  /** Path and block of product lines; null if it is something else. */
  @Nullable
  private static JsonArray lines(JsonObject value) {
    return value.get(ARRAY_PATH) instanceof JsonArray parts
            && parts.size() == 2
            && parts.get(1) instanceof JsonObject
        ? parts
        : null;
  }

  private static boolean isDirective(JsonObject value) {
    for (int i = 0; i < value.size(); i++) {
      if (value.nameAt(i).startsWith("@")) {
        return true;
      }
    }
    return false;
  }
}

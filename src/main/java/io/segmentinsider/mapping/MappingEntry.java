package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.Nullable;

/**
 * One entry of a mapping file.
 *
 * @param path where it stands in the file
 * @param form which names its members have
 * @param name unique in the file; receipts and dead letters carry it
 * @param action what is done with the mapped fields
 * @param trigger which events it is for, in Segment's query language
 * @param mapping what goes into the fields of the action
 * @param enabled whether it is used
 */
public record MappingEntry(
    String path,
    Form form,
    String name,
    String action,
    String trigger,
    JsonObject mapping,
    boolean enabled) {

  /** The names of an entry's members. */
  public enum Form {
    /** The job's own. */
    OWN("action", "mapping"),
    /** What Segment's public API exports; it has members besides that say nothing here. */
    EXPORTED("actionSlug", "settings");

    private final String action;
    private final String mapping;

    Form(String action, String mapping) {
      this.action = action;
      this.mapping = mapping;
    }
  }

  private static final Set<String> OWN_MEMBERS =
      Set.of("name", "action", "trigger", "mapping", "enabled");

  /** Where the action stands in the file. */
  String actionPath() {
    return path + "/" + form.action;
  }

  /** Where the mapping stands in the file. */
  String mappingPath() {
    return path + "/" + form.mapping;
  }

  /**
   * Reads a mapping file: a list of entries. What Segment's public API exports is read as it is:
   * there {@code action} is {@code actionSlug}, {@code mapping} is {@code settings}, and the list
   * may stand in {@code data.subscriptions}. Names need not be unique at Segment, so a number tells
   * equal ones apart.
   *
   * @throws InvalidMappingFileException if it has another form
   */
  public static List<MappingEntry> read(MappingText text) {
    Object file = parsed(text);
    String path = "";
    if (file instanceof JsonObject answer && answer.get("data") instanceof JsonObject data) {
      requireLastPage(text, data);
      file = data.get("subscriptions");
      path = "/data/subscriptions";
    }
    if (!(file instanceof JsonArray list)) {
      throw new InvalidMappingFileException(
          text, path.isEmpty() ? "/" : path, "must be a list of mappings");
    }
    List<MappingEntry> entries = new ArrayList<>(list.size());
    Set<String> names = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      MappingEntry entry = entry(text, path + "/" + i, list.get(i));
      if (entry.form == Form.EXPORTED) {
        entry = entry.numbered(names);
      }
      if (!names.add(entry.name)) {
        throw new InvalidMappingFileException(
            text, entry.path + "/name", "is taken by another mapping: " + entry.name);
      }
      entries.add(entry);
    }
    return entries;
  }

  private static Object parsed(MappingText text) {
    try {
      return new JsonReader().read(text.json());
    } catch (JsonException e) {
      throw new InvalidMappingFileException(text, "not JSON: " + e.getMessage());
    }
  }

  /** The API answers in pages: one of several would leave mappings out without a word. */
  private static void requireLastPage(MappingText text, JsonObject data) {
    if (data.get("pagination") instanceof JsonObject pagination
        && pagination.get("next") instanceof String) {
      throw new InvalidMappingFileException(
          text,
          "/data/pagination/next",
          "says that there are more mappings: export them with a larger pagination.count");
    }
  }

  private static MappingEntry entry(MappingText text, String path, @Nullable Object value) {
    if (!(value instanceof JsonObject entry)) {
      throw new InvalidMappingFileException(text, path, "must be an object");
    }
    Form form = entry.has(Form.EXPORTED.action) ? Form.EXPORTED : Form.OWN;
    if (form == Form.OWN) {
      requireKnownMembers(text, path, entry);
    }
    if (!(entry.get(form.mapping) instanceof JsonObject mapping)) {
      throw new InvalidMappingFileException(text, path + "/" + form.mapping, "must be an object");
    }
    return new MappingEntry(
        path,
        form,
        required(text, path, entry, "name"),
        required(text, path, entry, form.action),
        required(text, path, entry, "trigger"),
        mapping,
        enabled(text, path, entry));
  }

  private static void requireKnownMembers(MappingText text, String path, JsonObject entry) {
    for (int i = 0; i < entry.size(); i++) {
      if (!OWN_MEMBERS.contains(entry.nameAt(i))) {
        throw new InvalidMappingFileException(
            text,
            path + "/" + entry.nameAt(i),
            "is unknown; known are " + new TreeSet<>(OWN_MEMBERS));
      }
    }
  }

  private static String required(MappingText text, String path, JsonObject entry, String member) {
    if (entry.get(member) instanceof String string && !string.isBlank()) {
      return string;
    }
    throw new InvalidMappingFileException(text, path + "/" + member, "must be a text");
  }

  private static boolean enabled(MappingText text, String path, JsonObject entry) {
    Object enabled = entry.get("enabled");
    if (enabled == null) {
      return true;
    }
    if (enabled instanceof Boolean bool) {
      return bool;
    }
    throw new InvalidMappingFileException(text, path + "/enabled", "must be true or false");
  }

  private MappingEntry numbered(Set<String> taken) {
    String unique = name;
    for (int number = 2; taken.contains(unique); number++) {
      unique = name + " (" + number + ")";
    }
    return new MappingEntry(path, form, unique, action, trigger, mapping, enabled);
  }
}

package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
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
 * @param splitFrom the name of the entry some of whose events it takes; null if it stands by itself
 * @param trigger which events it is for, in Segment's query language; null, for a split only, if it
 *     says nothing about that
 * @param events which names of events it is for; null for any
 * @param atLeast amounts that the event must reach, by field; null if none
 * @param otherwise whether it takes only what no mapping above it takes
 * @param mapping what goes into the fields of the action
 * @param enabled whether it is used
 */
public record MappingEntry(
    String path,
    Form form,
    String name,
    String action,
    @Nullable String splitFrom,
    @Nullable String trigger,
    @Nullable EventNames events,
    @Nullable JsonObject atLeast,
    boolean otherwise,
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

  static final String TRIGGER = "trigger";
  static final String EVENTS = "events";
  static final String AT_LEAST = "at_least";
  static final String OTHERWISE = "else";
  static final String MAPPING = "mapping";
  static final String ENABLED = "enabled";

  /** The member of a file with blocks that holds its entries. */
  static final String MAPPINGS = "mappings";

  private static final String NAME = "name";

  private static final Set<String> OWN_MEMBERS =
      Set.of(NAME, "action", TRIGGER, EVENTS, AT_LEAST, OTHERWISE, MAPPING, ENABLED);

  /** Where the action stands in the file. */
  String actionPath() {
    return path + "/" + form.action;
  }

  /** Where the mapping stands in the file. */
  String mappingPath() {
    return path + "/" + form.mapping;
  }

  /**
   * Reads a list of entries. What Segment's public API exports is read as it is: there {@code
   * action} is {@code actionSlug}, {@code mapping} is {@code settings}, and the list may stand in
   * {@code data.subscriptions}. Names need not be unique at Segment, so a number tells equal ones
   * apart.
   *
   * @param text the file, for complaints
   * @param file what it holds
   * @throws InvalidMappingFileException if it has another form
   */
  static List<MappingEntry> list(MappingText text, Object file) {
    Object entriesOfFile = file;
    String path = "";
    if (file instanceof JsonObject own && (own.has(MAPPINGS) || own.has(Blocks.MEMBER))) {
      entriesOfFile = own.get(MAPPINGS);
      path = "/" + MAPPINGS;
    } else if (file instanceof JsonObject answer && answer.get("data") instanceof JsonObject data) {
      requireLastPage(text, data);
      entriesOfFile = data.get("subscriptions");
      path = "/data/subscriptions";
    }
    if (!(entriesOfFile instanceof JsonArray list)) {
      throw new InvalidMappingFileException(
          text,
          path.isEmpty() ? "/" : path,
          "must be a list of mappings" + (path.isEmpty() ? ", or name a preset in extends" : ""));
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
    JsonObject entry = object(text, path, value);
    Form form = entry.has(Form.EXPORTED.action) ? Form.EXPORTED : Form.OWN;
    if (form == Form.OWN) {
      requireKnownMembers(text, path, entry, OWN_MEMBERS);
    }
    return entry(text, path, form, required(text, path, entry, NAME), entry);
  }

  private static MappingEntry entry(
      MappingText text, String path, Form form, String name, JsonObject entry) {
    return new MappingEntry(
        path,
        form,
        name,
        required(text, path, entry, form.action),
        null,
        required(text, path, entry, TRIGGER),
        form == Form.OWN ? events(text, path, entry) : null,
        form == Form.OWN ? atLeast(text, path, entry) : null,
        form == Form.OWN && isOn(text, path, entry, OTHERWISE, false),
        object(text, path + "/" + form.mapping, entry.get(form.mapping)),
        isOn(text, path, entry, ENABLED, true));
  }

  /**
   * Reads an entry whose name stands in front of it.
   *
   * @throws InvalidMappingFileException if it is none
   */
  static MappingEntry named(MappingText text, String path, String name, @Nullable Object value) {
    JsonObject entry = object(text, path, value);
    Set<String> members = new HashSet<>(OWN_MEMBERS);
    members.remove(NAME);
    requireKnownMembers(text, path, entry, members);
    return entry(text, path, Form.OWN, name, entry);
  }

  /**
   * The same with what a change says instead.
   *
   * @param path where the change stands
   * @throws InvalidMappingFileException if the change has a member of another form
   */
  MappingEntry changed(MappingText text, String path, JsonObject change) {
    return new MappingEntry(
        path,
        form,
        name,
        action,
        splitFrom,
        change.has(TRIGGER) ? required(text, path, change, TRIGGER) : trigger,
        change.has(EVENTS) ? events(text, path, change) : events,
        change.has(AT_LEAST) ? atLeast(text, path, change) : atLeast,
        isOn(text, path, change, OTHERWISE, otherwise),
        mergedMapping(text, path, change),
        isOn(text, path, change, ENABLED, enabled));
  }

  /**
   * A mapping for some of the events of this one, which makes of them what this one does but for
   * what is said otherwise.
   *
   * @param path where it stands
   * @param own its name
   * @param split what it says
   * @throws InvalidMappingFileException if that has a member of another form
   */
  MappingEntry split(MappingText text, String path, String own, JsonObject split) {
    return new MappingEntry(
        path,
        Form.OWN,
        own,
        action,
        name,
        split.has(TRIGGER) ? required(text, path, split, TRIGGER) : null,
        events(text, path, split),
        atLeast(text, path, split),
        false,
        mergedMapping(text, path, split),
        isOn(text, path, split, ENABLED, true));
  }

  /** The same with the fields of the blocks that its mapping uses; Segment's own has none. */
  MappingEntry using(Blocks blocks) {
    return form == Form.OWN ? mapping(blocks.plain(mapping, mappingPath())) : this;
  }

  /** The same with another mapping of its fields. */
  MappingEntry mapping(JsonObject other) {
    return new MappingEntry(
        path, form, name, action, splitFrom, trigger, events, atLeast, otherwise, other, enabled);
  }

  /** All that it says, but for the place where it stands. */
  JsonObject content() {
    return new JsonObject()
        .put(NAME, name)
        .put(Form.OWN.action, action)
        .put("from", splitFrom)
        .put(TRIGGER, trigger)
        .put(EVENTS, events == null ? null : events.content())
        .put(AT_LEAST, atLeast)
        .put(OTHERWISE, otherwise)
        .put(MAPPING, mapping)
        .put(ENABLED, enabled);
  }

  /**
   * The same for every event, whatever its trigger and its names say.
   *
   * @param other takes the place of the mapping
   */
  public MappingEntry forEveryEvent(JsonObject other) {
    return new MappingEntry(path, form, name, action, null, null, null, null, false, other, true);
  }

  private JsonObject mergedMapping(MappingText text, String path, JsonObject change) {
    if (!change.has(MAPPING)) {
      return mapping;
    }
    String place = path + "/" + MAPPING;
    return new MappingMerge(text).merge(mapping, object(text, place, change.get(MAPPING)), place);
  }

  static JsonObject object(MappingText text, String path, @Nullable Object value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new InvalidMappingFileException(text, path, "must be an object");
  }

  static void requireKnownMembers(
      MappingText text, String path, JsonObject entry, Set<String> known) {
    for (int i = 0; i < entry.size(); i++) {
      if (!known.contains(entry.nameAt(i))) {
        throw new InvalidMappingFileException(
            text, path + "/" + entry.nameAt(i), "is unknown; known are " + new TreeSet<>(known));
      }
    }
  }

  private static String required(MappingText text, String path, JsonObject entry, String member) {
    if (entry.get(member) instanceof String string && !string.isBlank()) {
      return string;
    }
    throw new InvalidMappingFileException(text, path + "/" + member, "must be a text");
  }

  @Nullable
  private static EventNames events(MappingText text, String path, JsonObject entry) {
    Object value = entry.get("events");
    EventNames events = value == null ? null : EventNames.read(value);
    if (value != null && events == null) {
      throw new InvalidMappingFileException(
          text, path + "/events", "must be a list of names of events, or \"others\"");
    }
    return events;
  }

  @Nullable
  private static JsonObject atLeast(MappingText text, String path, JsonObject entry) {
    Object value = entry.get(AT_LEAST);
    return value == null ? null : object(text, path + "/" + AT_LEAST, value);
  }

  private static boolean isOn(
      MappingText text, String path, JsonObject entry, String member, boolean unlessSaid) {
    Object value = entry.get(member);
    if (value == null) {
      return unlessSaid;
    }
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw new InvalidMappingFileException(text, path + "/" + member, "must be true or false");
  }

  private MappingEntry numbered(Set<String> taken) {
    String unique = name;
    for (int number = 2; taken.contains(unique); number++) {
      unique = name + " (" + number + ")";
    }
    return new MappingEntry(
        path, form, unique, action, splitFrom, trigger, events, atLeast, otherwise, mapping,
        enabled);
  }
}

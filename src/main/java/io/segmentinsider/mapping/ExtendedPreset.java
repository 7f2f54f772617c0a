package io.segmentinsider.mapping;

import io.segmentinsider.config.Nearest;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.guide.GuideActions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Reads a mapping file that says only what is other than in a preset. Each of its members names
 * what it changes; a name that is not there, or stands under two members, is refused.
 */
final class ExtendedPreset {

  /** The member that makes a mapping file one of these. */
  static final String EXTENDS = "extends";

  private static final String IDENTIFIERS = "identifiers";
  private static final String RENAME = "rename";
  private static final String DROP = "drop";
  private static final String HASH = "hash";
  private static final String REMOVE = "remove";
  private static final String REPLACE = "replace";
  private static final String CHANGE = "change";
  private static final String SPLIT = "split";
  private static final String ADD = "add";

  /** Where a split says whose events it takes. */
  private static final String FROM = "from";

  private static final Set<String> MEMBERS =
      Set.of(
          EXTENDS,
          IDENTIFIERS,
          RENAME,
          DROP,
          HASH,
          REMOVE,
          REPLACE,
          CHANGE,
          SPLIT,
          ADD,
          Blocks.MEMBER);

  private static final Set<String> CHANGE_MEMBERS =
      Set.of(
          MappingEntry.TRIGGER,
          MappingEntry.EVENTS,
          MappingEntry.AT_LEAST,
          MappingEntry.OTHERWISE,
          MappingEntry.MAPPING,
          MappingEntry.ENABLED);

  private static final Set<String> SPLIT_MEMBERS =
      Set.of(
          FROM,
          MappingEntry.TRIGGER,
          MappingEntry.EVENTS,
          MappingEntry.AT_LEAST,
          MappingEntry.MAPPING,
          MappingEntry.ENABLED);

  private final MappingText text;
  private final JsonObject file;
  private final Map<String, MappingEntry> entries = new LinkedHashMap<>();

  /** Under which member a mapping of the preset stands. */
  private final Map<String, String> named = new HashMap<>();

  ExtendedPreset(MappingText text, JsonObject file) {
    this.text = text;
    this.file = file;
  }

  /**
   * The preset with all that is other.
   *
   * @throws InvalidMappingFileException if the file has another form, or names what is not there
   */
  MappingFile read() {
    MappingEntry.requireKnownMembers(text, "", file, MEMBERS);
    MappingFile preset = MappingFile.read(preset());
    for (MappingEntry entry : preset.entries()) {
      entries.put(entry.name(), entry);
    }
    Blocks blocks = Blocks.of(text, file, preset.blocks().plainBlocks());
    remove();
    replace(blocks);
    change(blocks);
    add(blocks);
    split(blocks);
    blocks.requireUsed();
    entries.values().forEach(this::requireEventsOfWhole);
    identifiers();
    boolean guides = entries.values().stream().anyMatch(ExtendedPreset::isGuides);
    if (!guides && file.has(RENAME)) {
      throw wrong("/" + RENAME, "needs a mapping with one of " + GuideActions.NAMES);
    }
    FileRules rules = new FileRulesReader(text, file, DROP, HASH, RENAME).read();
    return new MappingFile(
        List.copyOf(entries.values()),
        rules,
        file.get(IDENTIFIERS) instanceof JsonObject added ? added : null,
        blocks);
  }

  private MappingText preset() {
    if (file.get(EXTENDS) instanceof String name && MappingText.PRESETS.contains(name)) {
      return MappingText.preset(name);
    }
    throw wrong("/" + EXTENDS, "must be one of the presets " + MappingText.PRESETS);
  }

  private void remove() {
    Object value = file.get(REMOVE);
    if (value == null) {
      return;
    }
    if (!(value instanceof JsonArray names)) {
      throw wrong("/" + REMOVE, "must be a list of names of mappings");
    }
    for (int i = 0; i < names.size(); i++) {
      String path = "/" + REMOVE + "/" + i;
      if (!(names.get(i) instanceof String name)) {
        throw wrong(path, "must be the name of a mapping");
      }
      take(REMOVE, name, path);
    }
    named.forEach((name, member) -> entries.remove(name));
  }

  private void replace(Blocks blocks) {
    for (Map.Entry<String, Object> other : members(REPLACE).entrySet()) {
      String path = path(REPLACE, other.getKey());
      take(REPLACE, other.getKey(), path);
      entries.put(
          other.getKey(),
          MappingEntry.named(text, path, other.getKey(), other.getValue()).using(blocks));
    }
  }

  private void change(Blocks blocks) {
    for (Map.Entry<String, Object> change : members(CHANGE).entrySet()) {
      String path = path(CHANGE, change.getKey());
      MappingEntry entry = take(CHANGE, change.getKey(), path);
      JsonObject said = MappingEntry.object(text, path, change.getValue());
      MappingEntry.requireKnownMembers(text, path, said, CHANGE_MEMBERS);
      entries.put(change.getKey(), entry.changed(text, path, using(blocks, said, path)));
    }
  }

  private void add(Blocks blocks) {
    for (Map.Entry<String, Object> other : members(ADD).entrySet()) {
      String path = path(ADD, other.getKey());
      requireFree(other.getKey(), path);
      entries.put(
          other.getKey(),
          MappingEntry.named(text, path, other.getKey(), other.getValue()).using(blocks));
    }
  }

  private void split(Blocks blocks) {
    Map<String, Object> splits = members(SPLIT);
    for (String name : splits.keySet()) {
      requireFree(name, path(SPLIT, name));
    }
    for (String name : splits.keySet()) {
      split(name, splits, new LinkedHashSet<>(), blocks);
    }
  }

  /**
   * Puts a split in, and before it the one that it is a part of.
   *
   * @param ways the splits that are waiting for this one
   */
  private void split(String name, Map<String, Object> splits, Set<String> ways, Blocks blocks) {
    if (entries.containsKey(name)) {
      return;
    }
    String path = path(SPLIT, name);
    if (!ways.add(name)) {
      throw wrong(
          path + "/" + FROM,
          "goes round in a circle: " + String.join(", from ", ways) + ", from " + name);
    }
    JsonObject said = MappingEntry.object(text, path, splits.get(name));
    MappingEntry.requireKnownMembers(text, path, said, SPLIT_MEMBERS);
    if (!(said.get(FROM) instanceof String from)) {
      throw wrong(path + "/" + FROM, "must be the name of a mapping");
    }
    if (splits.containsKey(from)) {
      split(from, splits, ways, blocks);
    }
    MappingEntry whole = entry(from, path + "/" + FROM);
    requireCondition(said, path);
    entries.put(name, whole.split(text, path, name, using(blocks, said, path)));
  }

  /** What a change or a split says, with the fields of the blocks that its mapping uses. */
  private static JsonObject using(Blocks blocks, JsonObject said, String path) {
    return said.get(MappingEntry.MAPPING) instanceof JsonObject mapping
        ? said.copy()
            .put(
                MappingEntry.MAPPING,
                blocks.plainChange(mapping, path + "/" + MappingEntry.MAPPING))
        : said;
  }

  /** Without a condition a split would take all events, and what it splits would get none. */
  private void requireCondition(JsonObject split, String path) {
    boolean any =
        split.has(MappingEntry.TRIGGER)
            || split.has(MappingEntry.EVENTS)
            || split.has(MappingEntry.AT_LEAST);
    if (!any) {
      throw wrong(path, "must say by trigger, events or at_least which events it is for");
    }
    if (split.get(MappingEntry.EVENTS) instanceof String) {
      throw wrong(path + "/" + MappingEntry.EVENTS, "must be a list of names of events");
    }
  }

  /** A split for other names of events than its whole has would never get one. */
  private void requireEventsOfWhole(MappingEntry split) {
    if (split.splitFrom() == null || split.events() == null) {
      return;
    }
    List<String> names = split.events().names();
    for (int i = 0; i < names.size(); i++) {
      String path = split.path() + "/" + MappingEntry.EVENTS + "/" + i;
      Set<String> key = new EventNames(List.of(names.get(i))).keys();
      for (MappingEntry whole = entries.get(split.splitFrom());
          whole != null;
          whole = entries.get(whole.splitFrom())) {
        requireEventOf(whole, key, path);
      }
    }
  }

  private void requireEventOf(MappingEntry whole, Set<String> key, String path) {
    if (whole.events() == null) {
      return;
    }
    if (whole.events().names() != null) {
      if (!whole.events().keys().containsAll(key)) {
        throw wrong(path, "is none of the events of " + whole.name());
      }
      return;
    }
    for (MappingEntry other : entries.values()) {
      boolean lists = other.splitFrom() == null && other.events() != null;
      if (lists && other.events().keys().containsAll(key)) {
        throw wrong(path, "is an event of " + other.name() + ", and not of " + whole.name());
      }
    }
  }

  private void identifiers() {
    if (!file.has(IDENTIFIERS)) {
      return;
    }
    String path = "/" + IDENTIFIERS;
    JsonObject added = MappingEntry.object(text, path, file.get(IDENTIFIERS));
    if (entries.values().stream().noneMatch(ExtendedPreset::isGuides)) {
      throw wrong(path, "needs a mapping with one of " + GuideActions.NAMES);
    }
    JsonObject change = new JsonObject(1).put(IDENTIFIERS, added);
    MappingMerge merge = new MappingMerge(text);
    entries.replaceAll(
        (name, entry) ->
            isGuides(entry) ? entry.mapping(merge.merge(entry.mapping(), change, "")) : entry);
  }

  private static boolean isGuides(MappingEntry entry) {
    return GuideActions.NAMES.contains(entry.action());
  }

  /** The mapping of the preset that a member names. */
  private MappingEntry take(String member, String name, String path) {
    String other = named.putIfAbsent(name, member);
    if (other != null) {
      throw wrong(path, "stands under " + other + ", too; one of them can count");
    }
    return entry(name, path);
  }

  private MappingEntry entry(String name, String path) {
    MappingEntry entry = entries.get(name);
    if (entry == null) {
      throw wrong(
          path,
          "names no mapping: " + name + "; like it are " + Nearest.to(name, entries.keySet()));
    }
    return entry;
  }

  private void requireFree(String name, String path) {
    if (entries.containsKey(name) || named.containsKey(name)) {
      throw wrong(path, "is the name of a mapping that is there; replace and change are for it");
    }
    if (name.isBlank()) {
      throw wrong(path, "must have a name");
    }
  }

  private Map<String, Object> members(String name) {
    Map<String, Object> members = new LinkedHashMap<>();
    @Nullable Object value = file.get(name);
    if (value != null) {
      JsonObject object = MappingEntry.object(text, "/" + name, value);
      for (int i = 0; i < object.size(); i++) {
        members.put(object.nameAt(i), object.valueAt(i));
      }
    }
    return members;
  }

  private static String path(String member, String name) {
    return "/" + member + "/" + name;
  }

  private InvalidMappingFileException wrong(String path, String rule) {
    return new InvalidMappingFileException(text, path, rule);
  }
}

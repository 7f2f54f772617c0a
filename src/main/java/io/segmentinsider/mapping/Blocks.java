package io.segmentinsider.mapping;

import io.segmentinsider.config.Nearest;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The blocks of a mapping file: fields that several mappings have alike, said once and taken by
 * {@code "use"}. They are put into the mappings before anybody else sees these.
 */
final class Blocks {

  /** The member of a file that holds them. */
  static final String MEMBER = "blocks";

  /** The member of an object that takes the fields of a block, or of several. */
  static final String USE = "use";

  /** Its members have names of the operator's own, so {@link #USE} is one like any other. */
  private static final String CUSTOM = "custom";

  /** More than people write; blocks that use blocks could double it again and again. */
  private static final int MAX_TAKEN = 100_000;

  private final MappingText text;
  private final Map<String, Written> written = new LinkedHashMap<>();
  private final Map<String, Object> ofPreset;
  private final Map<String, Written> plain = new HashMap<>();
  private final Map<String, Integer> sizes = new HashMap<>();
  private final Set<String> used = new TreeSet<>();
  private final Map<String, String> places = new HashMap<>();

  /** The blocks that wait for the one that is looked at. */
  private final Set<String> waiting = new LinkedHashSet<>();

  /** How many values the blocks brought so far. */
  private int taken;

  private Blocks(MappingText text, Map<String, Object> ofPreset) {
    this.text = text;
    this.ofPreset = ofPreset;
  }

  /**
   * The blocks of a file.
   *
   * @param ofPreset those of the preset that it extends, in plain form; one of the file's own takes
   *     the place of one of the same name
   * @throws InvalidMappingFileException if one has another form, names no block, or goes round in a
   *     circle
   */
  static Blocks of(MappingText text, JsonObject file, Map<String, Object> ofPreset) {
    Blocks blocks = new Blocks(text, ofPreset);
    if (file.has(MEMBER)) {
      blocks.read(MappingEntry.object(text, "/" + MEMBER, file.get(MEMBER)));
    }
    return blocks;
  }

  /** Those of a file that has none; {@code use} is a name like any other in it. */
  static Blocks none(MappingText text) {
    return new Blocks(text, Map.of());
  }

  private void read(JsonObject blocks) {
    for (int i = 0; i < blocks.size(); i++) {
      String name = blocks.nameAt(i);
      Written block = Written.of(blocks.valueAt(i), "/" + MEMBER + "/" + name);
      if (name.isBlank()) {
        throw wrong(block, "must have a name");
      }
      if (block instanceof Written.Single) {
        throw wrong(block, "must be an object of fields, or a list");
      }
      written.put(name, block);
    }
    for (String name : written.keySet()) {
      resolved(name, written.get(name));
    }
  }

  /**
   * A mapping with the fields of the blocks that it uses.
   *
   * @param path where it stands in the file
   * @throws InvalidMappingFileException if it uses what is no block
   */
  JsonObject plain(JsonObject mapping, String path) {
    return object(mapping, path, false);
  }

  /**
   * A change of a mapping with the fields of the blocks that it uses; {@code null} stays in it, to
   * take out what is only found later.
   *
   * @param path where it stands in the file
   * @throws InvalidMappingFileException if it uses what is no block
   */
  JsonObject plainChange(JsonObject change, String path) {
    return object(change, path, true);
  }

  private JsonObject object(JsonObject mapping, String path, boolean isChange) {
    Written value = resolved(Written.of(mapping, path), false, isChange);
    if (!(value instanceof Written.Members members)) {
      throw new InvalidMappingFileException(
          text, path + "/" + USE, "must name a block with fields, and this one is a list");
    }
    members.tell(path, path, places::put);
    return members.json();
  }

  /** All of them without {@code use}, for files that extend this one. */
  Map<String, Object> plainBlocks() {
    Map<String, Object> values = new LinkedHashMap<>();
    plain.forEach((name, block) -> values.put(name, block.json()));
    return values;
  }

  /** Where the fields of the mappings so far are written. */
  Places places() {
    return new Places(Map.copyOf(places));
  }

  /**
   * Refuses a block that nothing uses: it was meant for something.
   *
   * @throws InvalidMappingFileException if there is one
   */
  void requireUsed() {
    for (Map.Entry<String, Written> block : written.entrySet()) {
      if (!used.contains(block.getKey())) {
        throw wrong(block.getValue(), "is used by nothing; take it out, or name it in " + USE);
      }
    }
  }

  private Written resolved(Written value, boolean isCustom, boolean isChange) {
    if (value instanceof Written.Items list) {
      return new Written.Items(list.place(), items(list, isChange));
    }
    if (!(value instanceof Written.Members object)) {
      return value;
    }
    return object.isDirective() ? directive(object, isChange) : object(object, isCustom, isChange);
  }

  private List<Written> items(Written.Items list, boolean isChange) {
    List<Written> items = new ArrayList<>();
    for (Written item : list.items()) {
      Written one = resolved(item, false, isChange);
      if (item instanceof Written.Members && one instanceof Written.Items several) {
        items.addAll(several.items());
      } else {
        items.add(one);
      }
    }
    return items;
  }

  /** A directive is one value, but for the block of a product line. */
  private Written directive(Written.Members directive, boolean isChange) {
    if (!(directive.members().get(MappingMerge.ARRAY_PATH) instanceof Written.Items parts)) {
      return directive;
    }
    List<Written> values = new ArrayList<>();
    parts.items().forEach(part -> values.add(resolved(part, false, isChange)));
    Map<String, Written> members = new LinkedHashMap<>(directive.members());
    members.put(MappingMerge.ARRAY_PATH, new Written.Items(parts.place(), values));
    return new Written.Members(directive.place(), members);
  }

  private Written object(Written.Members object, boolean isCustom, boolean isChange) {
    Map<String, Written> own = new LinkedHashMap<>();
    Written use = null;
    int before = 0;
    for (Map.Entry<String, Written> member : object.members().entrySet()) {
      String name = member.getKey();
      if (name.equals(USE) && !isCustom) {
        use = member.getValue();
        before = own.size();
      } else {
        own.put(name, resolved(member.getValue(), name.equals(CUSTOM), isChange));
      }
    }
    Written.Members rest = new Written.Members(object.place(), own);
    return use == null ? rest : used(use, rest, before, isChange);
  }

  private Written used(Written use, Written.Members rest, int before, boolean isChange) {
    List<Written> blocks = new ArrayList<>();
    for (Written name : names(use)) {
      blocks.add(block(name));
    }
    if (blocks.stream().allMatch(block -> block instanceof Written.Items)) {
      requireAlone(use, rest, "a list");
      List<Written> items = new ArrayList<>();
      blocks.forEach(block -> items.addAll(((Written.Items) block).items()));
      return new Written.Items(blocks.get(0).place(), items);
    }
    if (blocks.size() == 1 && ((Written.Members) blocks.get(0)).isDirective()) {
      requireAlone(use, rest, "a directive");
      return blocks.get(0);
    }
    Written.Members fields = new Written.Members(rest.place(), Map.of());
    MappingMerge later = new MappingMerge(text, MappingMerge.Order.MAPPING_FIRST, isChange);
    for (Written block : blocks) {
      if (!(block instanceof Written.Members members) || members.isDirective()) {
        throw wrong(use, "names blocks with fields and others; those can't be put together");
      }
      fields = fields.members().isEmpty() ? members : later.merge(fields, members);
    }
    return new MappingMerge(text, MappingMerge.Order.CHANGE_FIRST, isChange)
        .merge(fields, rest, before);
  }

  private void requireAlone(Written use, Written.Members rest, String what) {
    if (!rest.members().isEmpty()) {
      throw wrong(
          use,
          "stands beside "
              + String.join(", ", rest.members().keySet())
              + ", and the block is "
              + what
              + ", beside which nothing can stand");
    }
  }

  private List<Written> names(Written use) {
    List<Written> names = use instanceof Written.Items list ? list.items() : List.of(use);
    for (Written name : names) {
      if (!(name.json() instanceof String)) {
        throw wrong(name, "must be the name of a block, or a list of names");
      }
    }
    if (names.isEmpty()) {
      throw wrong(use, "must be the name of a block, or a list of names");
    }
    return names;
  }

  private Written block(Written use) {
    String name = (String) use.json();
    Written own = written.get(name);
    if (own != null) {
      if (waiting.contains(name)) {
        throw wrong(
            use, "goes round in a circle: " + String.join(", uses ", waiting) + ", uses " + name);
      }
      used.add(name);
      Written block = resolved(name, own);
      take(use, sizes.computeIfAbsent(name, any -> size(block)));
      return block;
    }
    Object other = ofPreset.get(name);
    if (other == null) {
      throw wrong(use, "names no block: " + name + "; " + likeIt(name));
    }
    Written block = Written.of(other, use.place());
    take(use, size(block));
    return block;
  }

  private void take(Written use, int size) {
    taken += size;
    if (taken > MAX_TAKEN) {
      throw wrong(
          use, "makes more than " + MAX_TAKEN + " values of the file; blocks use too many blocks");
    }
  }

  private static int size(Written value) {
    int size = 1;
    if (value instanceof Written.Members object) {
      for (Written member : object.members().values()) {
        size += size(member);
      }
    } else if (value instanceof Written.Items list) {
      for (Written item : list.items()) {
        size += size(item);
      }
    }
    return size;
  }

  private String likeIt(String name) {
    Set<String> known = new TreeSet<>(ofPreset.keySet());
    known.addAll(written.keySet());
    return known.isEmpty()
        ? "the file has none under " + MEMBER
        : "like it are " + Nearest.to(name, known);
  }

  private Written resolved(String name, Written block) {
    Written known = plain.get(name);
    if (known == null) {
      waiting.add(name);
      known = resolved(block, false, false);
      waiting.remove(name);
      plain.put(name, known);
    }
    return known;
  }

  private InvalidMappingFileException wrong(Written value, String rule) {
    return new InvalidMappingFileException(text, value.place(), rule);
  }
}

package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Puts a change into a mapping, as JSON Merge Patch (RFC 7396) does: what the change names takes
 * the place of what was there, objects are changed member by member, and {@code null} takes a
 * member out. A directive is one value, so it is replaced as a whole; but of {@code products} the
 * block of a line is changed like any other block.
 */
final class MappingMerge {

  static final String ARRAY_PATH = "@arrayPath";

  private final MappingText text;
  private final Order order;
  private final boolean keepsNull;

  /** Which members stand first; in the same order they are sent. */
  enum Order {
    /** Those of the mapping that is changed. */
    MAPPING_FIRST,
    /** Those of the change. */
    CHANGE_FIRST
  }

  /**
   * Changes that stand in a file.
   *
   * @param text the file, for complaints
   */
  MappingMerge(MappingText text) {
    this(text, Order.MAPPING_FIRST, false);
  }

  /**
   * Changes that stand in a file.
   *
   * @param order of the members of an object
   * @param keepsNull whether the result is a change itself, in which {@code null} takes out what is
   *     only found later
   */
  MappingMerge(MappingText text, Order order, boolean keepsNull) {
    this.text = text;
    this.order = order;
    this.keepsNull = keepsNull;
  }

  /**
   * A mapping with a change in it; the mapping itself stays as it is.
   *
   * @param path where the change stands in the file
   * @throws InvalidMappingFileException if the change takes out what is not there
   */
  JsonObject merge(JsonObject mapping, JsonObject change, String path) {
    Written.Members merged =
        merge(
            (Written.Members) Written.of(mapping, ""), (Written.Members) Written.of(change, path));
    return merged.json();
  }

  /**
   * The same for values that know their places.
   *
   * @throws InvalidMappingFileException if the change takes out what is not there
   */
  Written.Members merge(Written.Members mapping, Written.Members change) {
    return merge(mapping, change, order == Order.CHANGE_FIRST ? change.members().size() : 0);
  }

  /**
   * The same.
   *
   * @param first how many members of the change stand before those of the mapping
   */
  Written.Members merge(Written.Members mapping, Written.Members change, int first) {
    Map<String, Written> merged = new LinkedHashMap<>();
    for (String name : names(mapping, change, first)) {
      Written was = mapping.members().get(name);
      Written is = change.members().get(name);
      if (is == null) {
        merged.put(name, was);
      } else if (isNull(is) && !keepsNull) {
        requireThere(was, is);
      } else {
        merged.put(name, was == null ? is : merge(was, is));
      }
    }
    return new Written.Members(change.place(), merged);
  }

  private static Set<String> names(Written.Members mapping, Written.Members change, int first) {
    List<String> changed = new ArrayList<>(change.members().keySet());
    Set<String> names = new LinkedHashSet<>(changed.subList(0, first));
    names.addAll(mapping.members().keySet());
    names.addAll(changed);
    return names;
  }

  private static boolean isNull(Written value) {
    return value instanceof Written.Single single && single.json() == JsonNull.NULL;
  }

  private void requireThere(@Nullable Written was, Written change) {
    if (was == null) {
      throw new InvalidMappingFileException(
          text, change.place(), "is null, which takes it out, and it is not there");
    }
  }

  private Written merge(Written value, Written change) {
    if (!(value instanceof Written.Members members)
        || !(change instanceof Written.Members changes)) {
      return change;
    }
    List<Written> lines = lines(members);
    List<Written> changed = lines(changes);
    if (lines != null && changed != null) {
      Written items = changes.members().get(ARRAY_PATH);
      return new Written.Members(
          changes.place(),
          Map.of(
              ARRAY_PATH,
              new Written.Items(
                  items.place(), List.of(changed.get(0), merge(lines.get(1), changed.get(1))))));
    }
    return members.isDirective() || changes.isDirective() ? changes : merge(members, changes);
  }

  /** Path and block of product lines; null if it is something else. */
  @Nullable
  private static List<Written> lines(Written.Members value) {
    return value.members().get(ARRAY_PATH) instanceof Written.Items parts
            && parts.items().size() == 2
            && parts.items().get(1) instanceof Written.Members
        ? parts.items()
        : null;
  }
}

package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.mapping.value.EventName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * The member {@code events} of a mapping file's entry: which names of events it is for, besides its
 * trigger. Names are compared as {@link EventName#key} has them.
 *
 * @param names the names, as written; null for every name that no entry of the file lists
 */
public record EventNames(@Nullable List<String> names) {

  private static final String OTHERS = "others";

  /**
   * Reads the member.
   *
   * @return null if it is neither a list of names nor {@code others}
   */
  @Nullable
  static EventNames read(Object value) {
    if (OTHERS.equals(value)) {
      return new EventNames(null);
    }
    if (!(value instanceof JsonArray list) || list.isEmpty()) {
      return null;
    }
    List<String> names = new ArrayList<>(list.size());
    for (Object item : list) {
      if (!(item instanceof String name) || EventName.key(name).isEmpty()) {
        return null;
      }
      names.add(name);
    }
    return new EventNames(List.copyOf(names));
  }

  /** The names as they are compared; empty for {@code others}. */
  Set<String> keys() {
    Set<String> keys = new HashSet<>();
    if (names != null) {
      for (String name : names) {
        keys.add(EventName.key(name));
      }
    }
    return keys;
  }

  /** The member that says so. */
  Object content() {
    return names == null ? OTHERS : JsonArray.of(names.toArray());
  }

  /** As it stands in the file, for people. */
  String inWords() {
    return names == null ? "events that no mapping lists" : "events " + String.join(", ", names);
  }
}

package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.Nullable;

/** Members of a JSON object, kept as ready text so that they can be copied into many objects. */
final class Members {

  /** Up to here a search along the names beats a set. */
  private static final int SEARCHED_WITHOUT_INDEX = 24;

  private final JsonBuffer text = new JsonBuffer(256);
  private String[] names = new String[16];
  private int[] ends = new int[16];
  private int size;
  @Nullable private Set<String> index;

  void clear() {
    text.clear();
    size = 0;
    index = null;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean has(String name) {
    if (size > SEARCHED_WITHOUT_INDEX) {
      return index().contains(name);
    }
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Adds a member whose name is not there yet. */
  void add(String name, Object value) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    text.text(name).ascii(":").value(value);
    names[size] = name;
    ends[size] = text.size();
    size++;
    if (index != null) {
      index.add(name);
    }
  }

  /**
   * Appends the members to an object that is being written.
   *
   * @param taken members of these names are left out
   * @param first whether no member stands in the object yet
   * @return whether still none does
   */
  boolean appendTo(JsonBuffer out, @Nullable Members taken, boolean first) {
    boolean none = first;
    int from = 0;
    for (int i = 0; i < size; i++) {
      if (taken == null || !taken.has(names[i])) {
        if (!none) {
          out.ascii(",");
        }
        out.json(text, from, ends[i]);
        none = false;
      }
      from = ends[i];
    }
    return none;
  }

  /** Whether a member would be left if those names were left out. */
  boolean anyBesides(Members taken) {
    for (int i = 0; i < size; i++) {
      if (!taken.has(names[i])) {
        return true;
      }
    }
    return false;
  }

  private Set<String> index() {
    if (index == null) {
      index = new HashSet<>(Arrays.asList(names).subList(0, size));
    }
    return index;
  }
}

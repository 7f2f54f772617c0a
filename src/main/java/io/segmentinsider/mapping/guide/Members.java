package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonBuffer;
import io.segmentinsider.json.JsonNames;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Members of a JSON object, kept as ready text so that they can be copied into many objects, or be
 * shared by them. In the text a comma stands before each.
 */
final class Members {

  /** Up to here a search along the names beats a set. */
  private static final int SEARCHED_WITHOUT_INDEX = 24;

  private final WrittenNames written = new WrittenNames();
  private final JsonBuffer text = new JsonBuffer(256);

  /** Has the bit of every name; a name whose bit is missing is not there. */
  private long filter;

  private String[] names = new String[16];
  private int[] ends = new int[16];
  private int size;
  @Nullable private Set<String> index;

  void clear() {
    text.clear();
    size = 0;
    filter = 0;
    index = null;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean has(String name) {
    if ((filter & JsonNames.bit(name)) == 0) {
      return false;
    }
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
    text.json(written.of(name)).value(value);
    filter |= JsonNames.bit(name);
    names[size] = name;
    ends[size] = text.size();
    size++;
    if (index != null) {
      index.add(name);
    }
  }

  int size() {
    return size;
  }

  /** All members, with a comma before each. */
  JsonBuffer text() {
    return text;
  }

  /**
   * Appends all members to an object that is being written.
   *
   * @param first whether no member stands in the object yet
   * @return whether still none does
   */
  boolean appendTo(JsonBuffer out, boolean first) {
    if (size > 0) {
      out.json(text, first ? 1 : 0, text.size());
    }
    return first && size == 0;
  }

  /**
   * Appends those members that are not taken.
   *
   * @param taken members of these names are left out
   * @param withheld members of these names are left out, too
   * @param first whether no member stands in the object yet
   * @param pieces learns which pieces of this text are appended where
   * @return whether still none does
   */
  boolean appendTo(
      JsonBuffer out, Members taken, Set<String> withheld, boolean first, Pieces pieces) {
    boolean none = first;
    int from = 0;
    for (int i = 0; i <= size; i++) {
      boolean left = i < size && !taken.has(names[i]) && !withheld.contains(names[i]);
      if (!left) {
        int end = i == 0 ? 0 : ends[i - 1];
        if (end > from) {
          int start = none ? from + 1 : from;
          pieces.add(out.size(), start, end);
          out.json(text, start, end);
          none = false;
        }
        from = i == size ? end : ends[i];
      }
    }
    return none;
  }

  /** Learns which piece of the members' text stands where. */
  interface Pieces {

    /**
     * A piece.
     *
     * @param place where it is appended
     * @param from its beginning in the text
     * @param to its end there
     */
    void add(int place, int from, int to);
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

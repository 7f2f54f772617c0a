package io.segmentinsider.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import javax.annotation.Nullable;

/**
 * A JSON object that keeps the order of its members. Events have few members each, so a search
 * along an array beats a hash table in time and in memory.
 */
public final class JsonObject {

  private static final int INITIAL_CAPACITY = 8;

  /** Beyond this many members a search along the array loses, and a hostile event could stall. */
  private static final int SEARCHED_WITHOUT_INDEX = 32;

  private String[] names;
  private Object[] values;
  private int size;
  @Nullable private Map<String, Integer> index;

  /** An empty object. */
  public JsonObject() {
    this.names = new String[INITIAL_CAPACITY];
    this.values = new Object[INITIAL_CAPACITY];
  }

  /** The member of that name; null if there is none. */
  @Nullable
  public Object get(String name) {
    int at = indexOf(name);
    return at < 0 ? null : values[at];
  }

  /** Whether there is a member of that name. */
  public boolean has(String name) {
    return indexOf(name) >= 0;
  }

  /** Adds a member, or replaces its value in its place. */
  public JsonObject put(String name, Object value) {
    int at = indexOf(name);
    if (at >= 0) {
      values[at] = value;
    } else {
      append(name, value);
    }
    return this;
  }

  /** Removes the member of that name, if there is one. */
  public void remove(String name) {
    int at = indexOf(name);
    if (at >= 0) {
      System.arraycopy(names, at + 1, names, at, size - at - 1);
      System.arraycopy(values, at + 1, values, at, size - at - 1);
      size--;
      names[size] = null;
      values[size] = null;
      index = null;
    }
  }

  /** Number of members. */
  public int size() {
    return size;
  }

  /** Whether there is no member. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Name of the member at that place, from 0. */
  public String nameAt(int index) {
    return names[index];
  }

  /** Value of the member at that place, from 0. */
  public Object valueAt(int index) {
    return values[index];
  }

  /** Visits all members in order. */
  public void forEach(BiConsumer<String, Object> visitor) {
    for (int i = 0; i < size; i++) {
      visitor.accept(names[i], values[i]);
    }
  }

  private void append(String name, Object value) {
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    names[size] = name;
    values[size] = value;
    if (index != null) {
      index.put(name, size);
    }
    size++;
  }

  private int indexOf(String name) {
    if (size > SEARCHED_WITHOUT_INDEX) {
      Integer at = index().get(name);
      return at == null ? -1 : at;
    }
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private Map<String, Integer> index() {
    if (index == null) {
      index = new HashMap<>();
      for (int i = 0; i < size; i++) {
        index.put(names[i], i);
      }
    }
    return index;
  }

  /** Members in any order. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof JsonObject that) || that.size != size) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (!values[i].equals(that.get(names[i]))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < size; i++) {
      hash += names[i].hashCode() ^ values[i].hashCode();
    }
    return hash;
  }

  /** Names the size only: the content may be personal data. */
  @Override
  public String toString() {
    return "JsonObject[" + size + " members]";
  }
}

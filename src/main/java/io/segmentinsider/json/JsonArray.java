package io.segmentinsider.json;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A JSON array. */
public final class JsonArray implements Iterable<Object> {

  private final List<Object> items;

  /** An empty array. */
  public JsonArray() {
    this.items = new ArrayList<>();
  }

  /** An array of these items. */
  public static JsonArray of(List<?> items) {
    JsonArray array = new JsonArray();
    array.items.addAll(items);
    return array;
  }

  /** Adds an item at the end. */
  public JsonArray add(Object item) {
    items.add(item);
    return this;
  }

  /** The item at that place, from 0. */
  public Object get(int index) {
    return items.get(index);
  }

  /** Number of items. */
  public int size() {
    return items.size();
  }

  /** Whether there is no item. */
  public boolean isEmpty() {
    return items.isEmpty();
  }

  @Override
  public Iterator<Object> iterator() {
    return items.iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonArray that && items.equals(that.items);
  }

  @Override
  public int hashCode() {
    return items.hashCode();
  }

  /** Names the size only: the content may be personal data. */
  @Override
  public String toString() {
    return "JsonArray[" + items.size() + " items]";
  }
}

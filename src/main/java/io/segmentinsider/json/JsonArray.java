package io.segmentinsider.json;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.annotation.Nullable;

/**
 * A JSON array. Open for {@link #add} while it is built; whoever got it from somewhere else only
 * reads. A place without a value (null, JavaScript's {@code undefined}) is written as {@code null}.
 */
public final class JsonArray implements Iterable<Object> {

  private final List<Object> values;

  /** An empty array. */
  public JsonArray() {
    this.values = new ArrayList<>();
  }

  /** An empty array with room for {@code capacity} values. */
  public JsonArray(int capacity) {
    this.values = new ArrayList<>(capacity);
  }

  /** An array of the given values, in order. */
  public static JsonArray of(Object... values) {
    JsonArray array = new JsonArray(values.length);
    for (Object value : values) {
      array.add(value);
    }
    return array;
  }

  /** Appends a value; null is a place without a value. */
  public JsonArray add(@Nullable Object value) {
    values.add(value);
    return this;
  }

  /**
   * The value at a place.
   *
   * @return null if the place has no value
   * @throws IndexOutOfBoundsException if there is no such place
   */
  @Nullable
  public Object get(int index) {
    return values.get(index);
  }

  /** The number of places. */
  public int size() {
    return values.size();
  }

  /** Whether there is no place at all. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  @Override
  public Iterator<Object> iterator() {
    return values.iterator();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonArray that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The JSON text; for tests and previews, as it may hold personal data. */
  @Override
  public String toString() {
    return JsonWriter.text(this);
  }
}

package io.segmentinsider.compatibility.javascript;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Keys to follow from a value, as {@code keys.reduce((value, key) => value && value[key])} does: a
 * value on the way that JavaScript takes for false is the result, whatever is left of the keys.
 * Lists and text have indexes and {@code length}; numbers and booleans have nothing.
 */
public final class MemberPath {

  private static final int NO_INDEX = -1;

  private final String[] keys;

  /** Per key the list place that it names, or {@link #NO_INDEX}. */
  private final int[] indexes;

  /** A path of keys; none lead to the value itself. */
  public MemberPath(List<String> keys) {
    this.keys = keys.stream().map(String::intern).toArray(String[]::new);
    this.indexes = keys.stream().mapToInt(MemberPath::index).toArray();
  }

  private static int index(String key) {
    int size = key.length();
    if (size == 0 || size > 9 || (size > 1 && key.charAt(0) == '0')) {
      return NO_INDEX;
    }
    for (int i = 0; i < size; i++) {
      if (key.charAt(i) < '0' || key.charAt(i) > '9') {
        return NO_INDEX;
      }
    }
    return Integer.parseInt(key);
  }

  /**
   * The value at the end of the path.
   *
   * @return null for no value
   */
  @Nullable
  public Object get(@Nullable Object root) {
    Object value = root;
    for (int i = 0; i < keys.length; i++) {
      if (value instanceof JsonObject object) {
        value = object.get(keys[i]);
      } else if (!Conversions.isTruthy(value)) {
        return value;
      } else if (value instanceof JsonArray array) {
        value = item(array, i);
      } else if (value instanceof String text) {
        value = character(text, i);
      } else {
        return null;
      }
    }
    return value;
  }

  @Nullable
  private Object item(JsonArray array, int key) {
    int index = indexes[key];
    if (index >= 0) {
      return index < array.size() ? array.get(index) : null;
    }
    return keys[key].equals("length") ? (Object) (long) array.size() : null;
  }

  @Nullable
  private Object character(String text, int key) {
    int index = indexes[key];
    if (index >= 0) {
      return index < text.length() ? text.substring(index, index + 1) : null;
    }
    return keys[key].equals("length") ? (Object) (long) text.length() : null;
  }
}

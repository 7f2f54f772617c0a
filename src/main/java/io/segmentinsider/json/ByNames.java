package io.segmentinsider.json;

import java.util.Arrays;
import java.util.function.Function;

/**
 * What follows from the names of an object's members. Most objects share their names with others,
 * and then it is worked out once. For one thread.
 *
 * @param <T> what follows
 */
public final class ByNames<T> {

  private final Function<JsonNames, T> rule;
  private JsonNames[] known = new JsonNames[16];
  private Object[] results = new Object[16];

  /**
   * Nothing is known yet.
   *
   * @param rule works it out; depends on the names and nothing else
   */
  public ByNames(Function<JsonNames, T> rule) {
    this.rule = rule;
  }

  /** What follows from the names of an object. */
  @SuppressWarnings({"unchecked", "ReferenceEquality"})
  public T of(JsonObject object) {
    JsonNames names = object.names();
    int at = names.number() & (known.length - 1);
    return known[at] == names ? (T) results[at] : workedOut(names);
  }

  /** What follows from the names of an object, worked out anew and not kept. */
  public T anew(JsonObject object) {
    return rule.apply(object.names());
  }

  /** Names of several sources may have one number: then the last ones stay. */
  private T workedOut(JsonNames names) {
    T result = rule.apply(names);
    if (names.areShared()) {
      int capacity = Integer.highestOneBit(Math.max(names.number(), 1)) << 1;
      if (capacity > known.length) {
        known = Arrays.copyOf(known, capacity);
        results = Arrays.copyOf(results, capacity);
      }
      int at = names.number() & (known.length - 1);
      known[at] = names;
      results[at] = result;
    }
    return result;
  }
}

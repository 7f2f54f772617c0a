package io.segmentinsider.compatibility.liquid;

import io.segmentinsider.compatibility.javascript.Conversions;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.Nullable;

/** What one rendering knows and may still spend. */
final class Scope {

  /** Characters that one rendering may read and write; far above what an event holds. */
  private static final long BUDGET = 32L * 1024 * 1024;

  private static final JsonObject NOTHING = new JsonObject(0);

  @Nullable private final Object input;
  private final Map<String, Object> assigned = new HashMap<>();
  private final Map<String, Number> counters = new HashMap<>();
  private final Map<String, Integer> cycles = new HashMap<>();
  private long spent;
  private boolean stopped;

  /**
   * A scope.
   *
   * @param input what names are looked up in when they are not assigned
   */
  Scope(@Nullable Object input) {
    this.input = input;
  }

  /**
   * Takes from the budget.
   *
   * @throws LiquidException if it is used up
   */
  void spend(double characters) throws LiquidException {
    if (characters > 0) {
      if (characters > BUDGET - spent) {
        throw new LiquidException("works on more than " + BUDGET + " characters");
      }
      spent += (long) Math.ceil(characters);
    }
  }

  /** The value of a name. */
  @Nullable
  Object get(@Nullable Object name) {
    String text = Conversions.toText(Values.plain(name));
    if (assigned.containsKey(text)) {
      return assigned.get(text);
    }
    if (counters.containsKey(text)) {
      return counters.get(text);
    }
    Object found = Conversions.isNullish(input) ? null : Values.ownMember(input, text);
    // A name that is nowhere is looked up in an empty object, whose size is known.
    return found != null ? found : Values.member(NOTHING, text);
  }

  void assign(String name, @Nullable Object value) {
    assigned.put(name, value);
  }

  /** A counter, which starts at the input's number of that name, or at 0. */
  Number counter(String name) {
    Object start = counters.get(name);
    if (start == null && input instanceof JsonObject object) {
      start = object.get(name);
    }
    return start instanceof Number number ? number : 0L;
  }

  /** Adds to a counter, and gives what it is then. */
  Number count(String name, int step) {
    Number value = JsonNumbers.of(counter(name).doubleValue() + step);
    counters.put(name, value);
    return value;
  }

  /** The place of a cycle, which moves on. */
  int nextPlace(String cycle, int size) {
    int place = cycles.getOrDefault(cycle, 0);
    cycles.put(cycle, (place + 1) % size);
    return place;
  }

  /** Nothing more is rendered. */
  void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }
}

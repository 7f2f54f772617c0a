package io.segmentinsider.compatibility.language;

import io.segmentinsider.json.ByNames;
import io.segmentinsider.json.JsonNames;
import io.segmentinsider.json.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells which fields an event may have a value for, without asking each: by the names of the
 * objects that they look into. Most events have a value for few of a mapping's fields. For one
 * thread.
 */
public final class PresentFields {

  private static final long[] NONE = {};

  private final SharedPaths paths;
  private final List<Parent> parents;

  /** The fields of which nothing can be told. */
  private final long[] always;

  private final long[] present;

  /**
   * Compiled fields.
   *
   * @param places for each field where it looks: nothing there, no value; null if that can't be
   *     told
   * @param paths those that know the places
   */
  public PresentFields(List<List<SharedPaths.Place>> places, SharedPaths paths) {
    this.paths = paths;
    this.always = new long[(places.size() + Long.SIZE - 1) / Long.SIZE];
    this.present = new long[always.length];
    Map<Integer, Map<String, long[]>> byParent = new TreeMap<>();
    for (int i = 0; i < places.size(); i++) {
      if (places.get(i) == null) {
        set(always, i);
      } else {
        for (SharedPaths.Place place : places.get(i)) {
          Map<String, long[]> names =
              byParent.computeIfAbsent(place.parent(), unused -> new HashMap<>());
          set(names.computeIfAbsent(place.name(), unused -> new long[always.length]), i);
        }
      }
    }
    this.parents =
        byParent.entrySet().stream()
            .map(parent -> new Parent(parent.getKey(), parent.getValue()))
            .toList();
  }

  /** An object that fields look into. */
  private static final class Parent {

    private final int place;
    private final Map<String, long[]> fields;
    private final ByNames<long[]> byNames = new ByNames<>(this::of);

    Parent(int place, Map<String, long[]> fields) {
      this.place = place;
      this.fields = fields;
    }

    private long[] of(JsonNames names) {
      long[] found = null;
      for (int i = 0; i < names.size(); i++) {
        long[] more = fields.get(names.at(i));
        if (more != null) {
          found = found == null ? more.clone() : found;
          add(more, found);
        }
      }
      return found == null ? NONE : found;
    }
  }

  /** Finds the fields for an event; up to the next call {@link #next} tells them. */
  public void find(JsonObject event) {
    System.arraycopy(always, 0, present, 0, present.length);
    for (int i = 0; i < parents.size(); i++) {
      Parent parent = parents.get(i);
      Object object = paths.find(parent.place, event);
      if (object instanceof JsonObject members) {
        add(parent.byNames.of(members), present);
      } else if (object != null) {
        parent.fields.values().forEach(fields -> add(fields, present));
      }
    }
  }

  /** All fields, whatever the event. */
  public void findAll() {
    Arrays.fill(present, -1);
  }

  /** How many fields may have one. */
  int count() {
    int count = 0;
    for (long bits : present) {
      count += Long.bitCount(bits);
    }
    return count;
  }

  /**
   * The next field that may have a value.
   *
   * @param from its place at least
   * @param end its place is less
   * @return {@code end} if there is none
   */
  public int next(int from, int end) {
    int at = from;
    while (at < end) {
      long rest = present[at / Long.SIZE] >>> (at % Long.SIZE);
      if (rest != 0) {
        return Math.min(at + Long.numberOfTrailingZeros(rest), end);
      }
      at = (at / Long.SIZE + 1) * Long.SIZE;
    }
    return end;
  }

  private static void set(long[] bits, int place) {
    bits[place / Long.SIZE] |= 1L << (place % Long.SIZE);
  }

  private static void add(long[] more, long[] bits) {
    for (int i = 0; i < more.length; i++) {
      bits[i] |= more[i];
    }
  }
}

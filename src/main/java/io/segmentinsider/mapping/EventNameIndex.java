package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.value.EventName;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * Which mappings of a file the type and the name of an event leave: two look-ups, whatever their
 * number. Both repeat from event to event, so what was found out about them is kept.
 */
final class EventNameIndex {

  private static final String TYPE = "type";
  private static final String EVENT = "event";

  /** Enough for any tracking plan; then the names that did not come since then are forgotten. */
  private static final int MAX_RECENT = 2_000;

  private static final int MAX_KNOWN_LENGTH = 200;

  private final CompiledEntry[] entries;
  private final CompiledEntry[] places;
  private final Set<String> listed = new HashSet<>();
  private final Map<Integer, Set<String>> namesByPlace = new HashMap<>();

  /**
   * By type and name. Anybody can invent names: those that come again pass from the older ones to
   * the recent ones, and the others go.
   */
  private Map<String, Map<String, Left>> recent = new HashMap<>();

  private Map<String, Map<String, Left>> older = new HashMap<>();
  private int recentNames;

  /**
   * An index.
   *
   * @param file the members {@code events} of all entries, also of those that are not used: what an
   *     operator has switched off is not one of the other events
   * @param entries those in use, with their splits below them
   */
  EventNameIndex(List<EventNames> file, List<CompiledEntry> entries) {
    this.entries = entries.toArray(CompiledEntry[]::new);
    Map<Integer, CompiledEntry> byPlace = new TreeMap<>();
    entries.forEach(entry -> entry.forEach(one -> byPlace.put(one.place(), one)));
    this.places = byPlace.values().toArray(CompiledEntry[]::new);
    for (CompiledEntry place : places) {
      if (place.events() != null) {
        namesByPlace.put(place.place(), place.events().keys());
      }
    }
    for (EventNames names : file) {
      listed.addAll(names == null ? Set.of() : names.keys());
    }
  }

  /**
   * What the type and name of an event leave.
   *
   * @param entries those that may take it, in order, without splits
   * @param named for each entry and split, by its place, whether it is for events of that name
   * @param matches the same with its trigger; null if something else in the event decides
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Left(CompiledEntry[] entries, boolean[] named, Boolean[] matches) {}

  /** What the type and name of an event leave. Not to be changed. */
  Left left(JsonObject event) {
    String type = event.get(TYPE) instanceof String text ? text : null;
    String name = event.get(EVENT) instanceof String text ? text : null;
    Left left = known(recent, type, name);
    if (left == null) {
      left = known(older, type, name);
      left = left == null ? left(type, name) : left;
      if (name == null || name.length() <= MAX_KNOWN_LENGTH) {
        keep(type, name, left);
      }
    }
    return left;
  }

  @Nullable
  private static Left known(
      Map<String, Map<String, Left>> names, @Nullable String type, @Nullable String name) {
    Map<String, Left> ofType = names.get(type);
    return ofType == null ? null : ofType.get(name);
  }

  private void keep(@Nullable String type, @Nullable String name, Left left) {
    if (recentNames == MAX_RECENT) {
      older = recent;
      recent = new HashMap<>();
      recentNames = 0;
    }
    recent.computeIfAbsent(type, unused -> new HashMap<>()).put(name, left);
    recentNames++;
  }

  private Left left(@Nullable String type, @Nullable String name) {
    String key = name == null ? "" : EventName.key(name);
    boolean[] named = new boolean[places.length];
    Boolean[] matches = new Boolean[places.length];
    for (CompiledEntry entry : places) {
      named[entry.place()] = isFor(entry, key);
      matches[entry.place()] =
          named[entry.place()] ? entry.trigger().decidedBy(type, name) : (Boolean) false;
    }
    boolean taken = false;
    for (CompiledEntry entry : entries) {
      if (taken && entry.otherwise()) {
        matches[entry.place()] = false;
      }
      taken |=
          Boolean.TRUE.equals(matches[entry.place()]) && entry.thresholds().inWords().isEmpty();
    }
    CompiledEntry[] taking =
        Arrays.stream(entries)
            .filter(entry -> !Boolean.FALSE.equals(matches[entry.place()]))
            .toArray(CompiledEntry[]::new);
    return new Left(taking, named, matches);
  }

  private boolean isFor(CompiledEntry entry, String key) {
    EventNames names = entry.events();
    if (names == null) {
      return true;
    }
    return names.names() == null
        ? !listed.contains(key)
        : namesByPlace.get(entry.place()).contains(key);
  }
}

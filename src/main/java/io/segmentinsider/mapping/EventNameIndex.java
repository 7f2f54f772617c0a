package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.value.EventName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Which mappings of a file the name of an event leaves: one look-up, whatever their number. Names
 * repeat from event to event, so what was found out about one is kept.
 */
final class EventNameIndex {

  private static final String EVENT = "event";

  /** Enough for any tracking plan; what goes beyond is worked out again each time. */
  private static final int MAX_KNOWN = 2_000;

  private static final int MAX_KNOWN_LENGTH = 200;

  private final List<EventNames> mappings;
  private final Set<String> listed = new HashSet<>();
  private final boolean[] unnamed;
  private final Map<String, boolean[]> known = new HashMap<>();

  /**
   * An index.
   *
   * @param file the members {@code events} of all entries, also of those that are not used: what an
   *     operator has switched off is not one of the other events
   * @param mappings those of the mappings in use, in order; null for one that is for any name
   */
  EventNameIndex(List<EventNames> file, List<EventNames> mappings) {
    this.mappings = mappings;
    for (EventNames names : file) {
      listed.addAll(names == null ? Set.of() : names.keys());
    }
    this.unnamed = left("");
  }

  /** For each mapping whether it is for events of that name. Not to be changed. */
  boolean[] left(JsonObject event) {
    if (listed.isEmpty() || !(event.get(EVENT) instanceof String name)) {
      return unnamed;
    }
    boolean[] left = known.get(name);
    if (left == null) {
      left = left(EventName.key(name));
      if (known.size() < MAX_KNOWN && name.length() <= MAX_KNOWN_LENGTH) {
        known.put(name, left);
      }
    }
    return left;
  }

  private boolean[] left(String key) {
    boolean[] left = new boolean[mappings.size()];
    for (int i = 0; i < left.length; i++) {
      left[i] = isFor(mappings.get(i), key);
    }
    return left;
  }

  private boolean isFor(@Nullable EventNames names, String key) {
    if (names == null) {
      return true;
    }
    return names.names() == null ? !listed.contains(key) : names.keys().contains(key);
  }
}

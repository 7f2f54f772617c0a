package io.segmentinsider.mapping.guide;

import io.segmentinsider.mapping.value.EventName;
import java.util.HashMap;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * The names of Insider's events by Segment's. Names repeat from event to event, so what was found
 * out about one is kept.
 */
final class SystemNames {

  /** Enough for any tracking plan; what goes beyond is worked out again each time. */
  private static final int MAX_KNOWN = 2_000;

  private static final int MAX_KNOWN_LENGTH = 200;

  private final Map<String, String> aliases;
  private final Map<String, String> renames;
  private final Map<String, String> known = new HashMap<>();

  /**
   * Names of a mapping.
   *
   * @param aliases Insider's name by what {@link EventName#key} makes of Segment's
   * @param renames the names that are sent, by those that would be
   */
  SystemNames(Map<String, String> aliases, Map<String, String> renames) {
    this.aliases = Map.copyOf(aliases);
    this.renames = Map.copyOf(renames);
  }

  /** Null if the name says nothing. */
  @Nullable
  String of(String name) {
    String systemName = known.get(name);
    if (systemName == null) {
      systemName = findOut(name);
      if (systemName != null && known.size() < MAX_KNOWN && name.length() <= MAX_KNOWN_LENGTH) {
        known.put(name, systemName);
      }
    }
    return systemName;
  }

  @Nullable
  private String findOut(String name) {
    String alias = aliases.isEmpty() ? null : aliases.get(EventName.key(name));
    String systemName = alias == null ? EventName.normalise(name) : alias;
    return systemName == null ? null : renames.getOrDefault(systemName, systemName);
  }
}

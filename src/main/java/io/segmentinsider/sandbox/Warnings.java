package io.segmentinsider.sandbox;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts what Insider takes without an error but stores wrongly (docs/insider-api.md#attributes,
 * docs/insider-api.md#event-parameters). For one thread.
 */
final class Warnings {

  /** What can be stored wrongly. */
  enum Kind {
    /** A name that is no default attribute stands beside {@code custom}. */
    CUSTOM_ATTRIBUTE_AT_ROOT("customAttributeAtRoot"),
    /** A default attribute stands in {@code custom}. */
    DEFAULT_ATTRIBUTE_IN_CUSTOM("defaultAttributeInCustom"),
    /** A default attribute has a value of another JSON type than documented. */
    DEFAULT_ATTRIBUTE_OF_OTHER_TYPE("defaultAttributeOfOtherType"),
    /** An attribute is null. */
    NULL_ATTRIBUTE("nullAttribute");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** The word in the statistics; stable. */
    String code() {
      return code;
    }
  }

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

  void countIf(boolean condition, Kind kind) {
    if (condition) {
      counts.merge(kind, 1L, Long::sum);
    }
  }

  /** How often each was met, by its code. */
  SortedMap<String, Long> counts() {
    SortedMap<String, Long> byCode = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      byCode.put(kind.code(), counts.getOrDefault(kind, 0L));
    }
    return byCode;
  }

  void reset() {
    counts.clear();
  }
}

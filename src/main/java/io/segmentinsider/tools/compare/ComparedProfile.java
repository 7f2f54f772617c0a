package io.segmentinsider.tools.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A person as one of the sides leaves them. It holds personal data. */
final class ComparedProfile {

  private static final String USER_ID = "uuid";

  private final Map<String, SortedSet<String>> identifiers = new TreeMap<>();
  private final Map<String, JsonNode> attributes = new TreeMap<>();
  private final Map<String, List<JsonNode>> events = new TreeMap<>();

  /** Reads a line of the sandbox's profiles. */
  ComparedProfile(JsonNode line) {
    for (Map.Entry<String, JsonNode> each : line.path("identifiers").properties()) {
      addIdentifiers("", each.getKey(), each.getValue());
    }
    for (Map.Entry<String, JsonNode> each : line.path("attributes").properties()) {
      if (each.getKey().equals("custom")) {
        each.getValue()
            .properties()
            .forEach(custom -> attributes.put("custom." + custom.getKey(), custom.getValue()));
      } else {
        attributes.put(each.getKey(), each.getValue());
      }
    }
    for (JsonNode event : line.path("events")) {
      events.computeIfAbsent(keyOf(event), key -> new ArrayList<>()).add(event);
    }
  }

  private void addIdentifiers(String prefix, String name, JsonNode values) {
    if (values.isObject()) {
      values
          .properties()
          .forEach(inner -> addIdentifiers(name + ".", inner.getKey(), inner.getValue()));
    } else if (values.isArray()) {
      values.forEach(value -> addIdentifiers(prefix, name, value));
    } else {
      // Both sides may spell an address in their own way.
      identifiers
          .computeIfAbsent(prefix + name, any -> new TreeSet<>())
          .add(values.asText().strip().toLowerCase(Locale.ROOT));
    }
  }

  /** Name and second: the two sides write times in different forms. */
  private static String keyOf(JsonNode event) {
    String text = event.path("timestamp").asText();
    try {
      text = String.valueOf(Instant.parse(text).getEpochSecond());
    } catch (DateTimeParseException e) {
      return event.path("event_name").asText() + '\n' + text;
    }
    return event.path("event_name").asText() + '\n' + text;
  }

  /** The name of the events under a key of {@link #events}. */
  static String nameIn(String key) {
    return key.substring(0, key.indexOf('\n'));
  }

  /** Values of each identifier, in lower case. */
  Map<String, SortedSet<String>> identifiers() {
    return identifiers;
  }

  /** Attributes, custom ones under {@code custom.}. */
  Map<String, JsonNode> attributes() {
    return attributes;
  }

  /** Events that have name and second in common. */
  Map<String, List<JsonNode>> events() {
    return events;
  }

  boolean hasUserId() {
    return identifiers.containsKey(USER_ID);
  }

  /** The first identifier, the user id before others: name and value. */
  Map.Entry<String, String> who() {
    String name = hasUserId() ? USER_ID : identifiers.keySet().iterator().next();
    return Map.entry(name, identifiers.get(name).first());
  }
}

package io.segmentinsider.tools.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One identifier of a user object that was sent, or of a profile of the sandbox.
 *
 * @param name as in the user object; those that are custom without their parent
 * @param value as text
 */
record SentIdentifier(String name, String value) {

  private static final String IDENTIFIERS = "identifiers";

  /** Those of a profile as the sandbox writes it: lists of values by the name. */
  static Set<SentIdentifier> ofProfile(JsonNode profile) {
    Set<SentIdentifier> all = new LinkedHashSet<>();
    profile
        .path(IDENTIFIERS)
        .properties()
        .forEach(
            each ->
                each.getValue()
                    .forEach(value -> all.add(new SentIdentifier(each.getKey(), value.asText()))));
    return all;
  }

  /** Their values by their names. */
  static Map<String, List<String>> byName(Set<SentIdentifier> identifiers) {
    Map<String, List<String>> values = new TreeMap<>();
    identifiers.forEach(
        identifier ->
            values
                .computeIfAbsent(identifier.name(), name -> new ArrayList<>())
                .add(identifier.value()));
    return values;
  }
}

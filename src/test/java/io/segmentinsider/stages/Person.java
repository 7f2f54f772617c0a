package io.segmentinsider.stages;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One profile of the sandbox.
 *
 * @param profile as the sandbox writes it
 */
public record Person(JsonNode profile) {

  /** Whether that identifier is its. */
  public boolean has(String identifier, String value) {
    JsonNode identifiers = profile.get("identifiers");
    JsonNode held =
        identifiers.has(identifier)
            ? identifiers.get(identifier)
            : identifiers.path("custom").path(identifier);
    if (held.isArray()) {
      for (JsonNode one : held) {
        if (one.asText().equals(value)) {
          return true;
        }
      }
      return false;
    }
    return held.isValueNode() && held.asText().equals(value);
  }

  /** Whether that device is its. */
  public boolean hasDevice(String anonymousId) {
    return has("segment_anonymous_id", anonymousId);
  }

  /** The keys of all its identifiers, as the job builds them. */
  public Set<String> identifierKeys() {
    Set<String> keys = new HashSet<>();
    addKeys(profile.get("identifiers"), keys);
    addKeys(profile.get("identifiers").path("custom"), keys);
    return keys;
  }

  private static void addKeys(JsonNode identifiers, Set<String> keys) {
    for (Map.Entry<String, JsonNode> identifier : identifiers.properties()) {
      if (identifier.getValue().isArray()) {
        identifier.getValue().forEach(one -> keys.add(identifier.getKey() + ':' + one.asText()));
      } else if (identifier.getValue().isValueNode()) {
        keys.add(identifier.getKey() + ':' + identifier.getValue().asText());
      }
    }
  }

  /** An attribute as text; null if it has none. */
  public String attribute(String name) {
    JsonNode attributes = profile.get("attributes");
    JsonNode value =
        attributes.has(name) ? attributes.get(name) : attributes.path("custom").path(name);
    return value.isMissingNode() ? null : value.asText();
  }

  /** The names of its events in the order of their times. */
  public List<String> events() {
    List<String> names = new ArrayList<>();
    profile.get("events").forEach(event -> names.add(event.get("event_name").asText()));
    return names;
  }
}

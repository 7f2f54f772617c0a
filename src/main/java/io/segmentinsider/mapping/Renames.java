package io.segmentinsider.mapping;

import java.util.Map;

/**
 * The names under which a mapping file sends what would have other names: each by the name that it
 * would have, both in the form in which they are sent.
 *
 * @param attributes custom attributes
 * @param parameters custom parameters of events
 * @param events events
 */
public record Renames(
    Map<String, String> attributes, Map<String, String> parameters, Map<String, String> events) {

  /** Everything keeps its name. */
  public static final Renames NONE = new Renames(Map.of(), Map.of(), Map.of());

  /** Those of one kind of custom field. */
  public Map<String, String> of(CustomNames.Place place) {
    return place == CustomNames.Place.ATTRIBUTE ? attributes : parameters;
  }
}

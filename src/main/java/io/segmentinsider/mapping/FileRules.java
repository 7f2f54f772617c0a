package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a mapping file says about all of its mappings.
 *
 * @param drop fields that never leave, in the form of {@code mapping.drop}
 * @param hash fields whose values leave as their SHA-256, in the same form
 * @param renames under which names fields and events are sent
 */
record FileRules(Set<String> drop, Set<String> hash, Renames renames) {

  static final FileRules NONE = new FileRules(Set.of(), Set.of(), Renames.NONE);

  /** All that they say. */
  JsonObject content() {
    return new JsonObject()
        .put("drop", list(drop))
        .put("hash", list(hash))
        .put("attributes", object(renames.attributes()))
        .put("event_params", object(renames.parameters()))
        .put("events", object(renames.events()));
  }

  private static JsonArray list(Set<String> fields) {
    JsonArray list = new JsonArray(fields.size());
    new TreeSet<>(fields).forEach(list::add);
    return list;
  }

  private static JsonObject object(Map<String, String> names) {
    JsonObject object = new JsonObject(names.size());
    names.forEach(object::put);
    return object;
  }
}

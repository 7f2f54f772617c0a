package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonObject;

/** Decides whether a mapping wants an event. */
@FunctionalInterface
interface Trigger {

  /** Whether the event fires the mapping. */
  boolean matches(JsonObject event);
}

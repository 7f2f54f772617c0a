package io.segmentinsider.mapping.trigger;

import io.segmentinsider.json.JsonObject;
import java.util.List;

/** A compiled piece of a subscription. */
@FunctionalInterface
interface Condition {

  /** Whether it holds for an event. */
  boolean holds(JsonObject event);

  /** Holds where all of some conditions do. */
  static Condition all(List<Condition> conditions) {
    Condition[] parts = conditions.toArray(Condition[]::new);
    return event -> {
      for (Condition part : parts) {
        if (!part.holds(event)) {
          return false;
        }
      }
      return true;
    };
  }

  /** Holds where any of some conditions does. */
  static Condition any(List<Condition> conditions) {
    Condition[] parts = conditions.toArray(Condition[]::new);
    return event -> {
      for (Condition part : parts) {
        if (part.holds(event)) {
          return true;
        }
      }
      return false;
    };
  }
}

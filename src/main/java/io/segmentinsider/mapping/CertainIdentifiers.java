package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.WellFormed;
import io.segmentinsider.record.Repair;
import javax.annotation.Nullable;

/**
 * Which identifiers still tell people apart where JavaScript reads an event otherwise than it is
 * written: of the numbers beyond 2^53 several round to one, and then two people would be one
 * (docs/segment-spec.md#coercion).
 */
final class CertainIdentifiers {

  private static final String CUSTOM = "custom";

  private CertainIdentifiers() {}

  /**
   * The identifiers that rounding leaves as they are.
   *
   * @param rounded what Segment would send
   * @param exact what the same mapping gives for the event as it is written
   * @param notes learns of those that are left out
   */
  static JsonObject of(JsonObject rounded, JsonObject exact, Notes notes) {
    JsonObject certain = new JsonObject(rounded.size());
    for (int i = 0; i < rounded.size(); i++) {
      String name = rounded.nameAt(i);
      if (name.equals(CUSTOM) && rounded.valueAt(i) instanceof JsonObject custom) {
        JsonObject others =
            exact.get(CUSTOM) instanceof JsonObject found ? found : new JsonObject();
        certain.put(CUSTOM, of(custom, others, notes));
      } else if (isSame(rounded.valueAt(i), exact.get(name))) {
        certain.put(name, rounded.valueAt(i));
      } else {
        notes.repair(Repair.Kind.IDENTIFIER_ROUNDED, "identifiers." + name);
      }
    }
    return certain;
  }

  private static boolean isSame(@Nullable Object rounded, @Nullable Object exact) {
    return rounded == null || text(rounded).equals(exact == null ? "" : text(exact));
  }

  private static String text(Object value) {
    return value instanceof Number number
        ? JsonNumbers.text(number)
        : WellFormed.text(value.toString());
  }
}

package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonObject;
import java.util.List;
import javax.annotation.Nullable;

/** Where a field gets its value from: a compiled piece of a mapping. */
@FunctionalInterface
interface Source {

  /**
   * The value for an event.
   *
   * @return null if there is none, {@link ValueConverter#UNREADABLE} if a directive failed on this
   *     event
   */
  @Nullable
  Object of(JsonObject event);

  /**
   * Where the value for an event stands.
   *
   * @param words what the mapping says
   */
  default String origin(JsonObject event, String words) {
    return words;
  }

  /** Places that say something and are not asked, as one before them does. */
  default List<String> passedOver(JsonObject event) {
    return List.of();
  }
}

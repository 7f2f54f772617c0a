package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonObject;
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
}

package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/** A mapped timestamp that is not the event's own. */
@FunctionalInterface
interface TimestampSource {

  /**
   * Epoch milliseconds.
   *
   * @return null if the value is missing or can't be read
   */
  @Nullable
  Long of(JsonObject event);
}

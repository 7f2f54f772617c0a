package io.segmentinsider.outcome;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.record.SourcePosition;

/** An origin, the member {@code source} of receipts and dead letters. */
final class OriginJson {

  private OriginJson() {}

  static JsonObject of(SourcePosition origin) {
    JsonObject json =
        new JsonObject(5)
            .put("topic", origin.topic())
            .put("partition", (long) origin.partition())
            .put("offset", origin.offset());
    if (origin.of() > 1) {
      json.put("index", (long) origin.index()).put("of", (long) origin.of());
    }
    return json;
  }
}

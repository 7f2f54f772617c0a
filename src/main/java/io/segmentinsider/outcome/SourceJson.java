package io.segmentinsider.outcome;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.record.SourcePosition;

/** The member {@code source} of receipts and dead letters. */
final class SourceJson {

  private SourceJson() {}

  static JsonObject of(SourcePosition source) {
    JsonObject json =
        new JsonObject(5)
            .put("topic", source.topic())
            .put("partition", (long) source.partition())
            .put("offset", source.offset());
    if (source.of() > 1) {
      json.put("index", (long) source.index()).put("of", (long) source.of());
    }
    return json;
  }
}

package io.segmentinsider.outcome;

import com.fasterxml.jackson.core.JsonGenerator;
import io.segmentinsider.record.SourcePosition;
import java.io.IOException;

/** The member {@code source} of receipts and dead letters. */
final class SourceJson {

  private SourceJson() {}

  static void write(JsonGenerator json, SourcePosition source) throws IOException {
    json.writeObjectFieldStart("source");
    json.writeStringField("topic", source.topic());
    json.writeNumberField("partition", source.partition());
    json.writeNumberField("offset", source.offset());
    if (source.of() > 1) {
      json.writeNumberField("index", source.index());
      json.writeNumberField("of", source.of());
    }
    json.writeEndObject();
  }
}

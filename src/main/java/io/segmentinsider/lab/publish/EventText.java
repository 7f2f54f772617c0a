package io.segmentinsider.lab.publish;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.lab.LabJson;
import java.io.IOException;
import javax.annotation.Nullable;

/** Reads lines of an input as events. */
final class EventText {

  private EventText() {}

  /** The object of a line; null if it holds none. */
  @Nullable
  static JsonNode of(byte[] line) {
    try {
      JsonNode event = LabJson.MAPPER.readTree(line);
      return event != null && event.isObject() ? event : null;
    } catch (IOException e) {
      // Refusing it is the job's business.
      return null;
    }
  }

  /** The text or number at a JSON pointer; null if there is none or it is blank. */
  @Nullable
  static String at(JsonNode event, String pointer) {
    JsonNode value = event.at(pointer);
    return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
        ? value.asText()
        : null;
  }
}

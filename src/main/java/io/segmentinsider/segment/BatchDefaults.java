package io.segmentinsider.segment;

import io.segmentinsider.json.JsonDocument;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What a batch says once for all its events, as Segment's HTTP API reads it: an event that says it
 * itself is right (docs/segment-spec.md#batches).
 */
final class BatchDefaults {

  /** Taken as they are. */
  private static final List<String> TAKEN = List.of("sentAt", "receivedAt");

  /** Of these objects the members are taken one by one. */
  private static final List<String> MERGED = List.of("context", "integrations");

  private BatchDefaults() {}

  /** The event with what only its batch says; the same one if that is nothing. */
  static JsonDocument filledIn(JsonDocument event, JsonDocument batch) {
    if (!(event.value() instanceof JsonObject own)) {
      return event;
    }
    JsonObject value = filledIn(own, (JsonObject) batch.value());
    return event.isAlikeInJavaScript() && batch.isAlikeInJavaScript()
        ? new JsonDocument(value, value)
        : new JsonDocument(
            value, filledIn((JsonObject) event.javaScript(), (JsonObject) batch.javaScript()));
  }

  /** Bytes of what an event that says none of it itself is filled in with. */
  static int size(JsonDocument batch) {
    JsonObject said = (JsonObject) batch.value();
    int size = 0;
    for (String name : MERGED) {
      size += said.get(name) instanceof JsonObject common ? JsonWriter.write(common).length : 0;
    }
    for (String name : TAKEN) {
      size += isAbsent(said.get(name)) ? 0 : JsonWriter.write(said.get(name)).length;
    }
    return size;
  }

  private static JsonObject filledIn(JsonObject event, JsonObject batch) {
    JsonObject filled = event;
    for (String name : TAKEN) {
      if (isAbsent(event.get(name)) && !isAbsent(batch.get(name))) {
        filled = filled.copy().put(name, batch.get(name));
      }
    }
    for (String name : MERGED) {
      if (batch.get(name) instanceof JsonObject common) {
        Object own = event.get(name);
        if (isAbsent(own)) {
          filled = filled.copy().put(name, common);
        } else if (own instanceof JsonObject object) {
          filled = filled.copy().put(name, merged(object, common));
        }
      }
    }
    return filled;
  }

  private static JsonObject merged(JsonObject own, JsonObject common) {
    JsonObject merged = own.copy();
    for (int i = 0; i < common.size(); i++) {
      if (!own.has(common.nameAt(i))) {
        merged.put(common.nameAt(i), common.valueAt(i));
      }
    }
    return merged;
  }

  private static boolean isAbsent(@Nullable Object value) {
    return value == null || value == JsonNull.NULL;
  }
}

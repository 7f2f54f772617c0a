package io.segmentinsider.segment;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonDocument;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Takes the events out of what other tools put around them: a payload, a list, a batch as libraries
 * send it to Segment. What stands on the path may be JSON itself, or JSON as text or Base64; of a
 * list each item is meant.
 */
final class Envelope {

  /** The path of the record itself. */
  static final String ROOT = "$";

  private static final String BATCH = "batch";

  private final List<String> steps;
  private final int maxEvents;
  private final long maxCopied;
  private final JsonReader reader;

  /**
   * An envelope.
   *
   * @param path names joined by dots, with or without {@code $.} in front; {@code $} alone means
   *     the record itself
   * @param maxEvents events of one record at most
   * @param maxCopied bytes at most of what stands once in a record and belongs to each event
   * @param reader reads JSON that stands on the path as text
   */
  Envelope(String path, int maxEvents, long maxCopied, JsonReader reader) {
    String names = path.startsWith("$.") ? path.substring(2) : path;
    this.steps = names.equals(ROOT) ? List.of() : List.of(names.split("\\.", -1));
    this.maxEvents = maxEvents;
    this.maxCopied = maxCopied;
    this.reader = reader;
  }

  /**
   * What a record holds.
   *
   * @param events in order; incomplete if there are too many
   * @param tooMany whether there are more than allowed
   * @param tooMuch whether more than allowed would be copied into them
   */
  record Contents(List<JsonDocument> events, boolean tooMany, boolean tooMuch) {}

  /**
   * Opens a record. One without the envelope may be an event itself, or a batch.
   *
   * @return null if the path leads to nothing, and the record is no event either
   */
  @Nullable
  Contents open(JsonDocument record) {
    Opening opening = new Opening();
    if (opening.follow(record, 0, null)) {
      return new Contents(opening.events, opening.tooMany, opening.tooMuch);
    }
    return isEvent(record) ? new Contents(List.of(record), false, false) : null;
  }

  private static boolean isEvent(JsonDocument record) {
    return record.value() instanceof JsonObject object
        && object.get("type") instanceof String type
        && EventParser.TYPES.contains(type);
  }

  private static boolean isBatch(JsonDocument record) {
    return !isEvent(record)
        && record.value() instanceof JsonObject object
        && object.get(BATCH) instanceof JsonArray;
  }

  /** The opening of one record. */
  private final class Opening {

    private final List<JsonDocument> events = new ArrayList<>(1);
    private boolean tooMany;
    private boolean tooMuch;
    private long copied;

    /** Whose size is known. */
    @Nullable private JsonDocument common;

    private int sizeOfCommon;

    /**
     * Follows the path from a step on.
     *
     * @param around the object that the value stands in; null if there is none
     * @return whether it led anywhere
     */
    private boolean follow(JsonDocument at, int step, @Nullable JsonDocument around) {
      JsonDocument here = decoded(at);
      if (here.value() instanceof JsonArray list) {
        return followEach(list, here, step, around);
      }
      boolean goesOn =
          step < steps.size()
              && here.value() instanceof JsonObject object
              && object.has(steps.get(step));
      if (goesOn) {
        return follow(member(here, steps.get(step)), step + 1, here);
      }
      boolean found = step == steps.size() || isBatch(here);
      if (found) {
        take(here, around);
      }
      return found;
    }

    /**
     * An item that the path does not fit may be an event itself; if none does, no path led here.
     */
    private boolean followEach(
        JsonArray list, JsonDocument here, int step, @Nullable JsonDocument around) {
      boolean found = list.isEmpty();
      for (int i = 0; i < list.size() && !isFull(); i++) {
        JsonDocument item = item(here, i);
        boolean led = follow(item, step, around);
        if (!led) {
          add(item);
        }
        found |= led || isEvent(item);
      }
      return found;
    }

    private void take(JsonDocument found, @Nullable JsonDocument around) {
      if (isBatch(found)) {
        JsonDocument batch = member(found, BATCH);
        int size = ((JsonArray) batch.value()).size();
        for (int i = 0; i < size && !isFull(); i++) {
          addFilledIn(item(batch, i), found);
        }
      } else if (around == null) {
        add(found);
      } else {
        addFilledIn(found, around);
      }
    }

    private boolean isFull() {
      return tooMany || tooMuch;
    }

    @SuppressWarnings("ReferenceEquality")
    private void addFilledIn(JsonDocument event, JsonDocument around) {
      if (around != common) {
        common = around;
        sizeOfCommon = BatchDefaults.size(around);
      }
      copied += sizeOfCommon;
      tooMuch |= copied > maxCopied;
      if (!tooMuch) {
        add(BatchDefaults.filledIn(event, around));
      }
    }

    private void add(JsonDocument event) {
      tooMany |= events.size() == maxEvents;
      if (!tooMany) {
        events.add(event);
      }
    }
  }

  private static JsonDocument member(JsonDocument object, String name) {
    Object value = ((JsonObject) object.value()).get(name);
    return object.isAlikeInJavaScript()
        ? new JsonDocument(value, value)
        : new JsonDocument(value, ((JsonObject) object.javaScript()).get(name));
  }

  private static JsonDocument item(JsonDocument list, int place) {
    Object value = ((JsonArray) list.value()).get(place);
    return list.isAlikeInJavaScript()
        ? new JsonDocument(value, value)
        : new JsonDocument(value, ((JsonArray) list.javaScript()).get(place));
  }

  /** What a text holds, if that is JSON, or Base64 of JSON; else the same. */
  private JsonDocument decoded(JsonDocument found) {
    if (!(found.value() instanceof String text)) {
      return found;
    }
    String written = text.strip();
    byte[] bytes =
        written.startsWith("{") || written.startsWith("[")
            ? written.getBytes(StandardCharsets.UTF_8)
            : fromBase64(written);
    try {
      return bytes == null ? found : reader.document(bytes);
    } catch (JsonException e) {
      return found;
    }
  }

  @Nullable
  private static byte[] fromBase64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

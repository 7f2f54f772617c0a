package io.segmentinsider.segment;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import java.util.List;
import javax.annotation.Nullable;

/** Guesses, of a record that is no event, which {@code source.envelope} would find events in it. */
final class EnvelopeGuess {

  /**
   * Under these names tools hand on what they carry: Kafka Connect, Debezium, EventBridge, Pub/Sub,
   * Kinesis, SNS, CloudEvents, webhooks. Others are not named, as a name may be personal, too.
   */
  private static final List<String> NAMES =
      List.of(
          "payload",
          "detail",
          "data",
          "message",
          "Message",
          "messages",
          "record",
          "records",
          "Records",
          "batch",
          "body",
          "value",
          "event",
          "events",
          "content",
          "after",
          "kinesis",
          "Sns");

  private static final int MAX_STEPS = 3;

  private EnvelopeGuess() {}

  /** The path, as {@code source.envelope} takes it; null if nothing looks like an event. */
  @Nullable
  static String of(@Nullable Object record) {
    String path = pathIn(record, "", 0);
    return path != null && path.isEmpty() ? Envelope.ROOT : path;
  }

  @Nullable
  private static String pathIn(@Nullable Object value, String path, int steps) {
    if (value instanceof JsonArray list) {
      return list.isEmpty() ? null : pathIn(list.get(0), path, steps);
    }
    if (value instanceof String text) {
      return steps > 0 && mayHoldAnEvent(text) ? path : null;
    }
    if (!(value instanceof JsonObject object)) {
      return null;
    }
    if (object.get("type") instanceof String type && EventParser.TYPES.contains(type)) {
      return path;
    }
    for (String name : NAMES) {
      Object member = steps == MAX_STEPS ? null : object.get(name);
      String found = pathIn(member, path.isEmpty() ? name : path + "." + name, steps + 1);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** JSON as text, or as Base64, in which an object starts with one of these letters. */
  private static boolean mayHoldAnEvent(String text) {
    return (text.startsWith("{") && text.contains("\"type\"")) || text.startsWith("ey");
  }
}

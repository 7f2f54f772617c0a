package io.segmentinsider.segment;

import io.segmentinsider.insider.BlockedValues;
import io.segmentinsider.insider.IdentifierText;
import io.segmentinsider.json.JsonDocument;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.json.WellFormed;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Repairs;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.EventParser.Result;
import java.util.Set;
import javax.annotation.Nullable;

/** Reads one JSON value as a Segment event, or says why it is none. */
final class EventReader {

  /** Fields that differ when a library or Segment sends the same event again. */
  private static final Set<String> TRANSPORT_FIELDS = Set.of("sentAt", "receivedAt");

  /** Stands for a call in an update that is sent again. */
  private static final String REPLAY_TYPE = "replay";

  private static final int MAX_QUOTED_TYPE = 40;

  private final ClockLead clockLead;
  private final BlockedValues blocked;

  /**
   * A reader.
   *
   * @param clockLead how far a time may lie ahead
   * @param blocked values that identify nobody, and no message
   */
  EventReader(ClockLead clockLead, BlockedValues blocked) {
    this.clockLead = clockLead;
    this.blocked = blocked;
  }

  /**
   * Reads an event.
   *
   * @param record the record that it came in
   * @param origin where it stands in it
   * @param document the event
   * @param original its own bytes
   */
  Result event(RawRecord record, SourcePosition origin, JsonDocument document, byte[] original) {
    Refusal refusal = new Refusal(origin, origin.of() == 1 ? record.value() : original);
    if (!(document.value() instanceof JsonObject event)) {
      return refusal.of(Reason.NOT_AN_OBJECT, "JSON, but no object" + hint(document), null);
    }
    String messageId = id(event.get("messageId"));
    if (!(event.get("type") instanceof String type) || type.isBlank()) {
      return refusal.of(
          Reason.MISSING_TYPE, "type is missing or no text" + hint(document), messageId);
    }
    if (!EventParser.TYPES.contains(type)) {
      return refusal.of(
          Reason.UNKNOWN_TYPE, "type is " + shortened(type) + hint(document), messageId);
    }
    if (type.equals("track") && text(event.get("event")) == null) {
      return refusal.of(
          Reason.MISSING_EVENT_NAME, "a track call without a name in event", messageId);
    }
    EventTime time = EventTime.of(event, record.timestamp(), clockLead);
    if (time == null) {
      return refusal.of(
          Reason.BAD_TIMESTAMP,
          "a timestamp is present, and none of timestamp, originalTimestamp, receivedAt, sentAt can"
              + " be read as a time from 1970 to 2200",
          messageId);
    }
    return new Result.Parsed(
        new SegmentEvent(
            origin,
            record.timestamp(),
            time.millis(),
            type,
            messageId == null || blocked.contains(messageId) ? digest(event) : messageId,
            identifying(IdentifierText.normaliseDevice(textOf(event, "anonymousId"))),
            identifying(IdentifierText.normalise(textOf(event, "userId"))),
            event,
            (JsonObject) document.javaScript(),
            original,
            record.replay() == null ? null : record.replay().kind(),
            time.repairs()));
  }

  /** Reads an update that is sent again as it is. */
  Result storedUpdate(RawRecord record, JsonDocument document) {
    StoredUpdate stored =
        document.value() instanceof JsonObject json ? StoredUpdate.of(json) : null;
    if (stored == null) {
      return new Refusal(record.origin(), record.value())
          .of(Reason.MISSING_TYPE, "marked as a replay, but holds no stored update", null);
    }
    JsonObject json = (JsonObject) document.value();
    long time = clockLead.bound(stored.eventTime(), record.timestamp());
    return new Result.Parsed(
        new SegmentEvent(
            record.origin(),
            record.timestamp(),
            time,
            REPLAY_TYPE,
            stored.messageId(),
            stored.anonymousId(),
            stored.userId(),
            json,
            json,
            record.value(),
            Replay.Kind.UPDATE,
            time == stored.eventTime()
                ? Repairs.NONE
                : Repairs.NONE.with(Repair.Kind.CLOCK_AHEAD)));
  }

  /** Where refusals of one value come from. */
  private record Refusal(SourcePosition origin, @Nullable byte[] original) {

    private Result of(Reason reason, String detail, @Nullable String messageId) {
      return new Result.Refused(reason, detail, messageId, origin, original);
    }
  }

  /** What the operator can do about a value that holds an event in something else; often empty. */
  static String hint(JsonDocument document) {
    String path = EnvelopeGuess.of(document.value());
    return path == null
        ? ""
        : "; an event seems to stand "
            + (path.equals(Envelope.ROOT) ? "in a list" : "in " + path)
            + ": source.envelope: "
            + path
            + " would read it";
  }

  private static String shortened(String type) {
    return type.length() <= MAX_QUOTED_TYPE
        ? type
        : WellFormed.text(type.substring(0, MAX_QUOTED_TYPE)) + "…";
  }

  /** An id, or the digest of one that is too long; null where there is none. */
  @Nullable
  private static String id(@Nullable Object value) {
    String text = text(value);
    return text == null ? null : BoundedId.of(text);
  }

  /** The same of an id in its normal form; null also where it identifies nobody. */
  @Nullable
  private String identifying(String id) {
    return blocked.contains(id) ? null : BoundedId.of(id);
  }

  /** Text, or a number as text; empty for anything else. */
  private static String textOf(JsonObject event, String name) {
    String text = text(event.get(name));
    return text == null ? "" : text;
  }

  /** Text, or a number as text; null for anything else and for blanks. */
  @Nullable
  private static String text(@Nullable Object value) {
    if (value instanceof String string) {
      String trimmed = string.trim();
      return trimmed.isEmpty() ? null : trimmed;
    }
    return value instanceof Number number && Double.isFinite(number.doubleValue())
        ? JsonNumbers.text(number)
        : null;
  }

  /** What stands in for a missing message id: equal events have equal digests. */
  private static String digest(JsonObject event) {
    JsonObject lasting = new JsonObject(event.size());
    for (int i = 0; i < event.size(); i++) {
      if (!TRANSPORT_FIELDS.contains(event.nameAt(i))) {
        lasting.put(event.nameAt(i), event.valueAt(i));
      }
    }
    return BoundedId.digest(JsonWriter.canonical(lasting));
  }
}

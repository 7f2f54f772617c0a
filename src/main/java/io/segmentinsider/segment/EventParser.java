package io.segmentinsider.segment;

import io.segmentinsider.config.JobSettings;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Set;
import javax.annotation.Nullable;

/** Reads one Kafka record as a Segment event, or says why it is none. It never throws. */
public final class EventParser {

  private static final Set<String> TYPES =
      Set.of("identify", "track", "page", "screen", "group", "alias", "delete");

  /** Fields that differ when a library or Segment sends the same event again. */
  private static final Set<String> TRANSPORT_FIELDS = Set.of("sentAt", "receivedAt");

  /** Stands for a call in an update that is sent again. */
  private static final String REPLAY_TYPE = "replay";

  private static final int MAX_QUOTED_TYPE = 40;

  private final long maxBytes;
  private final JsonReader reader;

  /**
   * A parser.
   *
   * @param limits size and depth of an event
   */
  public EventParser(JobSettings.Source limits) {
    this.maxBytes = limits.maxEventBytes();
    this.reader = new JsonReader(limits.maxDepth());
  }

  /** Either an event, or a refusal. */
  public sealed interface Result {

    /**
     * A Segment event.
     *
     * @param event the event
     */
    record Parsed(SegmentEvent event) implements Result {}

    /**
     * No Segment event.
     *
     * @param reason why
     * @param detail for a person to read, without personal values
     * @param messageId null if the record could not be read that far
     */
    record Refused(Reason reason, String detail, @Nullable String messageId) implements Result {

      /** The dead letter that the record ends as. */
      public DeadLetter deadLetter(RawRecord record) {
        return new DeadLetter(
            reason,
            DeadLetter.Scope.RECORD,
            detail,
            record.source(),
            messageId,
            null,
            record.value(),
            null);
      }
    }
  }

  /** The event of a record, or why it is none. */
  public Result parse(RawRecord record) {
    byte[] bytes = record.value();
    if (bytes == null || bytes.length == 0) {
      return refused(Reason.EMPTY_MESSAGE, bytes == null ? "a tombstone" : "no bytes");
    }
    if (bytes.length > maxBytes) {
      return refused(
          Reason.TOO_LARGE, bytes.length + " bytes; source.max-event-size is " + maxBytes);
    }
    Object value;
    try {
      value = reader.read(bytes);
    } catch (JsonException e) {
      return refused(reasonOf(e), e.getMessage());
    }
    if (!(value instanceof JsonObject event)) {
      return refused(Reason.NOT_AN_OBJECT, "JSON, but no object");
    }
    return isOfUpdate(record.replay()) ? parseUpdate(record, event) : parse(record, event);
  }

  private static boolean isOfUpdate(@Nullable Replay replay) {
    return replay != null && replay.kind() == Replay.Kind.UPDATE;
  }

  private static Result parseUpdate(RawRecord record, JsonObject json) {
    StoredUpdate stored = StoredUpdate.of(json);
    return stored == null
        ? refused(Reason.MISSING_TYPE, "marked as a replay, but holds no stored update")
        : new Result.Parsed(
            new SegmentEvent(
                record.source(),
                record.timestamp(),
                stored.eventTime(),
                REPLAY_TYPE,
                stored.messageId(),
                stored.anonymousId(),
                stored.userId(),
                json,
                record.value(),
                Replay.Kind.UPDATE));
  }

  private static Result parse(RawRecord record, JsonObject event) {
    String messageId = text(event.get("messageId"));
    if (!(event.get("type") instanceof String type) || type.isBlank()) {
      return new Result.Refused(Reason.MISSING_TYPE, "type is missing or no text", messageId);
    }
    if (!TYPES.contains(type)) {
      return new Result.Refused(Reason.UNKNOWN_TYPE, "type is " + shortened(type), messageId);
    }
    if (type.equals("track") && text(event.get("event")) == null) {
      return new Result.Refused(
          Reason.MISSING_EVENT_NAME, "a track call without a name in event", messageId);
    }
    OptionalLong eventTime = EventTime.of(event, record.timestamp());
    if (eventTime.isEmpty()) {
      return new Result.Refused(
          Reason.BAD_TIMESTAMP, "a timestamp is present and can't be read", messageId);
    }
    return new Result.Parsed(
        new SegmentEvent(
            record.source(),
            record.timestamp(),
            eventTime.getAsLong(),
            type,
            messageId == null ? digest(event) : messageId,
            text(event.get("anonymousId")),
            text(event.get("userId")),
            event,
            record.value(),
            record.replay() == null ? null : record.replay().kind()));
  }

  private static Reason reasonOf(JsonException e) {
    return switch (e.problem()) {
      case EMPTY -> Reason.EMPTY_MESSAGE;
      case INVALID_UTF8 -> Reason.INVALID_UTF8;
      case TOO_DEEP -> Reason.TOO_DEEP;
      case INVALID_JSON -> Reason.INVALID_JSON;
    };
  }

  private static Result refused(Reason reason, String detail) {
    return new Result.Refused(reason, detail, null);
  }

  private static String shortened(String type) {
    return type.length() <= MAX_QUOTED_TYPE ? type : type.substring(0, MAX_QUOTED_TYPE) + "…";
  }

  /** Text, or a number as text; null for anything else and for blanks. */
  @Nullable
  private static String text(@Nullable Object value) {
    if (value instanceof String string) {
      String trimmed = string.trim();
      return trimmed.isEmpty() ? null : trimmed;
    }
    return value instanceof Number number ? JsonNumbers.text(number) : null;
  }

  /** What stands in for a missing message id: equal events have equal digests. */
  private static String digest(JsonObject event) {
    JsonObject lasting = new JsonObject(event.size());
    for (int i = 0; i < event.size(); i++) {
      if (!TRANSPORT_FIELDS.contains(event.nameAt(i))) {
        lasting.put(event.nameAt(i), event.valueAt(i));
      }
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(JsonWriter.canonical(lasting));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

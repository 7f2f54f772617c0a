package io.segmentinsider.record;

/**
 * Why something ended as a dead letter: a closed list, written to the topic by its {@link #code()}.
 * The order is part of the serialized form: append only.
 */
public enum Reason {
  /** The record has no bytes (a tombstone, or an empty message). */
  EMPTY_MESSAGE("empty-message", Stage.SEGMENT),
  /** The bytes are not UTF-8. */
  INVALID_UTF8("invalid-utf8", Stage.SEGMENT),
  /** The text is not one JSON value. */
  INVALID_JSON("invalid-json", Stage.SEGMENT),
  /** JSON, but no object. */
  NOT_AN_OBJECT("not-an-object", Stage.SEGMENT),
  /** The event has no {@code type}. */
  MISSING_TYPE("missing-type", Stage.SEGMENT),
  /** The {@code type} is none of Segment's calls. */
  UNKNOWN_TYPE("unknown-type", Stage.SEGMENT),
  /** A timestamp is present and can't be read. */
  BAD_TIMESTAMP("bad-timestamp", Stage.SEGMENT),
  /** A track call without {@code event}. */
  MISSING_EVENT_NAME("missing-event-name", Stage.SEGMENT),
  /** Nested deeper than the configured limit. */
  TOO_DEEP("too-deep", Stage.SEGMENT),
  /** Larger than the configured limit. */
  TOO_LARGE("too-large", Stage.SEGMENT),

  /** A directive of the mapping failed on this event. */
  MAPPING_FAILED("mapping-failed", Stage.MAPPING),
  /** A mapped field can't be converted to its declared type. */
  SCHEMA_MISMATCH("schema-mismatch", Stage.MAPPING),
  /** No usable identifier is left. */
  NO_IDENTIFIER("no-identifier", Stage.MAPPING),
  /** A parameter that Insider requires for this event is missing. */
  REQUIRED_PARAMETER("required-parameter", Stage.MAPPING),
  /** Nothing is left of the event name once it has the allowed form, or it is too long. */
  INVALID_EVENT_NAME("invalid-event-name", Stage.MAPPING),
  /** Neither an attribute nor an event is left to send. */
  EMPTY_UPDATE("empty-update", Stage.MAPPING),

  /** Insider refused it for what it holds. */
  REJECTED("rejected", Stage.DELIVERY),
  /** One user object is larger than a request may be. */
  USER_TOO_LARGE("user-too-large", Stage.DELIVERY),
  /** It kept failing while other requests succeeded, until its budget ended. */
  RETRY_BUDGET("retry-budget", Stage.DELIVERY),
  /** The event is older than Insider keeps events of its kind. */
  PAST_RETENTION("past-retention", Stage.MAPPING),
  /** It would become more bytes, product lines or names than one event may. */
  UPDATE_TOO_LARGE("update-too-large", Stage.MAPPING),
  /** No record, but positions that were to be read and are not there. */
  OFFSET_GAP("offset-gap", Stage.SEGMENT),
  /** The job itself failed when it read the record: a fault of the job, which goes on. */
  PARSER_FAULT("parser-fault", Stage.SEGMENT),
  /** The job itself failed when it mapped the event: a fault of the job, which goes on. */
  MAPPER_FAULT("mapper-fault", Stage.MAPPING);

  private final String code;
  private final Stage stage;

  Reason(String code, Stage stage) {
    this.code = code;
    this.stage = stage;
  }

  /** The word in the dead letter; stable. */
  public String code() {
    return code;
  }

  /** The stage that gives this reason. */
  public Stage stage() {
    return stage;
  }
}

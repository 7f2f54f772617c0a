package io.segmentinsider.record;

import javax.annotation.Nullable;

/**
 * The bad end of a record, an update, or one event of an update.
 *
 * @param reason why
 * @param scope how much of the record this is about
 * @param detail field, rule and class of value, for a person to read; never a personal value
 * @param origin where the event stands in Kafka
 * @param messageId null if the record could not be read that far
 * @param mappingName the mapping's name; null before mapping
 * @param original the record's own bytes; null after mapping, where the origin leads back to it
 * @param update the user object as JSON that would have been sent, for scope event with the events
 *     that it is about alone; an event entry that could not be mapped has no user object around it;
 *     null before there is one, and of several that could not be mapped
 */
public record DeadLetter(
    Reason reason,
    Scope scope,
    String detail,
    SourcePosition origin,
    @Nullable String messageId,
    @Nullable String mappingName,
    @Nullable byte[] original,
    @Nullable byte[] update) {

  /** How much a dead letter is about. The order is part of the serialized form: append only. */
  public enum Scope {
    /** A whole Kafka record. */
    RECORD("record"),
    /** One update of an event. */
    UPDATE("update"),
    /** One event entry of an update whose rest went on, or several: {@link RefusedEvents}. */
    EVENT("event");

    private final String code;

    Scope(String code) {
      this.code = code;
    }

    /** The word in the dead letter; stable. */
    public String code() {
      return code;
    }
  }

  /** Leaves out the personal data that {@code original} and {@code update} hold. */
  @Override
  public String toString() {
    return "DeadLetter[" + reason.code() + ", " + scope.code() + ", " + origin + "]";
  }
}

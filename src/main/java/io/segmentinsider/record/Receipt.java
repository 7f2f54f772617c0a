package io.segmentinsider.record;

import javax.annotation.Nullable;

/**
 * The good end of an update (or of an event that no mapping wants).
 *
 * @param origin where the event stands in Kafka
 * @param messageId the event's message id, or the digest that stands in for it
 * @param mappingName the mapping's name; null where none applies
 * @param status how it ended
 * @param reason why, for {@link Status#SUPPRESSED}; {@link #REPLAY} for what a replay sent again;
 *     null otherwise
 * @param refusedEvents how many dead letters of scope event this update left
 * @param attempts requests made for it; 0 if none was
 * @param latencyMs from the Kafka timestamp to the answer, in milliseconds; -1 if no request was
 *     made
 * @param repairs what was put right on the way
 */
public record Receipt(
    SourcePosition origin,
    String messageId,
    @Nullable String mappingName,
    Status status,
    @Nullable String reason,
    int refusedEvents,
    int attempts,
    long latencyMs,
    Repairs repairs) {

  /** The reason in receipts of what {@code job/replay} sent again. */
  public static final String REPLAY = "replay";

  /** How an update ended. The order is part of the serialized form: append only. */
  public enum Status {
    /** Insider took it. */
    DELIVERED("delivered"),
    /** It held nothing that was not sent, or asked for, before. */
    UNCHANGED("unchanged"),
    /** A rule of consent or configuration kept it back; the reason names the rule. */
    SUPPRESSED("suppressed"),
    /** The same message was seen before. */
    REPEAT("repeat"),
    /** No mapping wants the event. */
    UNMATCHED("unmatched"),
    /** It only taught a link, or whose updates to suppress. */
    LINKED("linked");

    private final String code;

    Status(String code) {
      this.code = code;
    }

    /** The word in the receipt; stable. */
    public String code() {
      return code;
    }
  }

  /** A receipt for something that never reached delivery. */
  public static Receipt withoutRequest(
      SourcePosition origin, String messageId, @Nullable String mappingName, Status status) {
    return new Receipt(origin, messageId, mappingName, status, null, 0, 0, -1, Repairs.NONE);
  }

  /** A receipt for an update that ended before delivery, of its own or of a replay. */
  public static Receipt withoutRequest(Update update, Status status) {
    return new Receipt(
        update.origin(),
        update.messageId(),
        update.mappingName(),
        status,
        update.replayed() ? REPLAY : null,
        update.refusedEvents(),
        0,
        -1,
        update.repairs());
  }

  /** A receipt for an update that a rule kept back. */
  public static Receipt suppressed(Update update, String reason) {
    return new Receipt(
        update.origin(),
        update.messageId(),
        update.mappingName(),
        Status.SUPPRESSED,
        reason,
        update.refusedEvents(),
        0,
        -1,
        update.repairs());
  }
}

package io.segmentinsider.identity;

import io.segmentinsider.record.SourcePosition;
import javax.annotation.Nullable;

/**
 * What one event did to whose an identifier is, for the audit topic. Whose it is nobody can read
 * from it: identifiers and people stand in it as salted hashes, the same one always for the same.
 *
 * @param rung the rung of the identifier
 * @param kind what happened
 * @param eventTime epoch milliseconds
 * @param origin where the event stands in Kafka
 * @param identifier hash of the identifier's key
 * @param owner hash of the key of the person that the event is of
 * @param otherOwner hash of the key of whom it was before ({@link Kind#MOVED}) or of whom it stays
 *     ({@link Kind#REFUSED}, {@link Kind#CONFLICT}); null if nobody's
 */
public record LinkChange(
    String rung,
    Kind kind,
    long eventTime,
    SourcePosition origin,
    String identifier,
    String owner,
    @Nullable String otherOwner) {

  /** What happened. The order is part of the serialized form: append only. */
  public enum Kind {
    /** The identifier was nobody's, and is this user's from now on. */
    LEARNED("learned"),
    /** The identifier was another user's too, and is this user's from the event's time on. */
    MOVED("moved"),
    /** The event names no user, and the identifier's link was not followed. */
    REFUSED("refused"),
    /** The identifier is not sent as one, as it was first sent with somebody else. */
    CONFLICT("conflict"),
    /** The identifier is not sent as one, as the person has as many as are allowed. */
    LIMIT("limit");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** The word in the audit topic. */
    public String code() {
      return code;
    }
  }
}

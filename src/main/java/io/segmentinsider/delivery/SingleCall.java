package io.segmentinsider.delivery;

import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Update;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the upsert endpoint can't do, and goes out as a call of its own in its owner's lane: a
 * changed user id, and the deletion of a person (contract, sections 11.1 and 11.3).
 */
final class SingleCall {

  private static final String ALREADY_ASSIGNED = "already has a user assigned";
  private static final String NO_SUCH_USER = "no such user";

  private SingleCall() {}

  static boolean isMadeFor(Update update) {
    return update.operation() == Operation.CHANGE_USER_ID || update.operation() == Operation.DELETE;
  }

  /** The call; byte for byte the same each time. */
  static UpsertRequest request(Update update) {
    if (update.operation() == Operation.DELETE) {
      return new UpsertRequest(
          UpsertRequest.Endpoint.DELETE,
          UserObjectWriter.identifiersOnly("identifiers", update.identifiers()),
          1,
          null);
    }
    return new UpsertRequest(
        UpsertRequest.Endpoint.IDENTITY,
        UserObjectWriter.identifierChange(
            Identifier.uuid(update.previousUserId()), update.identifier(Identifier.Kind.UUID)),
        1,
        null);
  }

  /**
   * What its answer means. A user that Insider does not know needs neither a new id nor a deletion.
   * That the new id is taken is a success only if an earlier try may have taken it.
   *
   * @param mayHaveWorked whether an earlier try ended without an answer, or before a restore
   */
  static Answer read(AnswerTable table, UpsertReply reply, boolean mayHaveWorked, Instant now) {
    String text = reply.bodyText().toLowerCase(Locale.ROOT);
    boolean done =
        reply.status() == 200
            || (reply.status() == 404 && text.contains(NO_SUCH_USER))
            || (reply.status() == 400 && text.contains(ALREADY_ASSIGNED) && mayHaveWorked);
    if (done) {
      return new Answer.Settled(Map.of());
    }
    Answer answer = table.read(reply, 1, now);
    return answer instanceof Answer.Split split
        ? new Answer.Settled(Map.of(0, new Answer.Refusal(List.of(split.detail()), Set.of())))
        : answer;
  }
}

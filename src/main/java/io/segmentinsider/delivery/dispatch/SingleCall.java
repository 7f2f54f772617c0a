package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the upsert endpoint can't do, and goes out as a call of its own in its owner's order: a
 * changed identifier, and the deletion of a person (docs/insider-api.md#changing-an-identifier,
 * docs/insider-api.md#deleting-a-user). A person of several user ids is deleted by one call after
 * another.
 */
final class SingleCall {

  private static final String ALREADY_ASSIGNED = "already has a user assigned";
  private static final String NO_SUCH_USER = "no such user";

  private SingleCall() {}

  /** The call; byte for byte the same each time. */
  static UpsertRequest request(Endpoint endpoint, PendingUpdate pending, boolean freshCredentials) {
    byte[] body =
        endpoint == Endpoint.DELETE
            ? UserObjectWriter.identifiersOnly(
                "identifiers", pending.update().identifiers().subList(0, 1))
            : identifierChange(pending);
    return new UpsertRequest(endpoint, body, 1, freshCredentials, null);
  }

  private static byte[] identifierChange(PendingUpdate pending) {
    Update update = pending.update();
    if (pending.changesIdentifier()) {
      Identifier previous = pending.content().replaced().get(0);
      return UserObjectWriter.identifierChange(previous, update.identifier(previous.kind()));
    }
    // The new id stands first, and behind it the one that it replaces.
    return UserObjectWriter.identifierChange(
        update.identifiers().get(1), update.identifier(Identifier.Kind.UUID));
  }

  /**
   * What its answer means. A user that Insider does not know needs neither a new id nor a deletion.
   * That the new id is taken is a success only if an earlier try may have taken it.
   *
   * @param mayHaveWorked whether an earlier try ended without an answer, or before a restore
   */
  static Answer read(AnswerTable table, UpsertReply reply, boolean mayHaveWorked, Instant now) {
    if (reply.status() == 200) {
      // The documented body is empty; a web page comes from somebody else, who erased nobody.
      return AnswerTable.isPage(reply) ? table.read(reply, 1, now) : new Answer.Settled(Map.of());
    }
    String text = reply.bodyText().toLowerCase(Locale.ROOT);
    boolean done =
        (reply.status() == 404 && text.contains(NO_SUCH_USER))
            || (reply.status() == 400 && text.contains(ALREADY_ASSIGNED) && mayHaveWorked);
    if (done) {
      return new Answer.Settled(Map.of());
    }
    Answer answer = table.read(reply, 1, now);
    return answer instanceof Answer.RefusedUnnamed refused
        ? new Answer.Settled(Map.of(0, new Answer.Refusal(List.of(refused.detail()), Set.of())))
        : answer;
  }
}

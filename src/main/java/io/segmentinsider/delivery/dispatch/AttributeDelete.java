package io.segmentinsider.delivery.dispatch;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * What an answer of the attribute delete means (docs/insider-api.md#attribute-delete): the same as
 * one of the upsert, but that a success may say nothing (docs/insider-api.md#attribute-delete), and
 * that nothing is to be removed from a user whom Insider does not know.
 */
final class AttributeDelete {

  /** An empty object, whatever blanks stand in it. */
  private static final String NOTHING_SAID = "{}";

  private static final String NO_SUCH_USER = "no such user";

  private AttributeDelete() {}

  /**
   * Reads one answer.
   *
   * @param users user objects in the request
   * @param now for a Retry-After that is a date
   */
  static Answer read(AnswerTable table, UpsertReply reply, int users, Instant now) {
    String text = reply.bodyText().toLowerCase(Locale.ROOT);
    if (reply.status() == 200 && text.replace(" ", "").strip().equals(NOTHING_SAID)) {
      return new Answer.Settled(Map.of());
    }
    if (reply.status() == 404 && text.contains(NO_SUCH_USER)) {
      return users == 1
          ? new Answer.Settled(Map.of())
          : new Answer.RefusedUnnamed("status 404 for one of several users");
    }
    return table.read(reply, users, now);
  }
}

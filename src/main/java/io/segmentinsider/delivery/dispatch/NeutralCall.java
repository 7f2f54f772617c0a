package io.segmentinsider.delivery.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A call that holds nobody's data, and whose answer says whether calls of that kind are let in at
 * all. It is refused for its form only by who has passed the credentials: the upsert says "users
 * must be defined", the change of an identifier "there must be exactly 1 entry"
 * (docs/insider-api.md#request-body, docs/insider-api.md#changing-an-identifier; that credentials
 * are looked at first is assumed).
 */
public final class NeutralCall {

  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String USERS_MISSING = "users must be defined";
  private static final String NO_SUCH_USER = "no such user";

  private NeutralCall() {}

  /** What a neutral call tells. */
  public enum Access {
    /** Calls of this kind are let in. */
    LET_IN("let-in"),
    /** They are not, whatever they hold. */
    REFUSED("refused"),
    /** It was not answered, or by nobody who could know. */
    UNCLEAR("unclear");

    private final String code;

    Access(String code) {
      this.code = code;
    }

    /** The word in the metric of answers. */
    String code() {
      return code;
    }
  }

  /** The call. */
  public static UpsertRequest of(UpsertRequest.Endpoint endpoint) {
    return new UpsertRequest(endpoint, NOTHING, 0, true, null);
  }

  /**
   * What its answer tells.
   *
   * @param answer what the same reply would mean to a request without users
   */
  static Access read(UpsertReply reply, Answer answer) {
    if (isAboutItsForm(reply)) {
      return Access.LET_IN;
    }
    return switch (answer.said()) {
      case NO_ACCESS -> Access.REFUSED;
      // Something was wrong with the call, and that it holds nothing may be what.
      case FORBIDDEN ->
          reply.status() == 400 && AnswerTable.isJson(reply) ? Access.LET_IN : Access.REFUSED;
      case FAILED, TOO_MANY_REQUESTS -> Access.UNCLEAR;
      case SETTLED, REFUSED_UNNAMED, TOO_LARGE -> Access.LET_IN;
    };
  }

  /**
   * What its answer tells, of any kind of call.
   *
   * @param reply the answer to a neutral call
   */
  public static Access access(UpsertReply reply) {
    return read(reply, meaning(reply));
  }

  private static Answer meaning(UpsertReply reply) {
    return new AnswerTable(Duration.ZERO).read(reply, 0, Instant.EPOCH);
  }

  /**
   * What keeps the upsert from being let in; empty if nothing does. It is stricter than delivery
   * itself: an answer that no document knows may be another server's.
   *
   * @param reply the answer to a neutral call of the upsert
   */
  public static Optional<FailureCause> problem(UpsertReply reply) {
    if (isAboutItsForm(reply)) {
      return Optional.empty();
    }
    Answer answer = meaning(reply);
    if (answer instanceof Answer.Settled) {
      return Optional.empty();
    }
    if (answer instanceof Answer.NoAccess refused) {
      return Optional.of(refused.cause());
    }
    if (answer instanceof Answer.Failed failed) {
      return Optional.of(failed.cause());
    }
    if (answer instanceof Answer.Forbidden) {
      return Optional.of(FailureCause.NO_ENTRY);
    }
    return Optional.of(
        answer instanceof Answer.TooManyRequests
            ? FailureCause.TOO_MANY_REQUESTS
            : FailureCause.UNKNOWN_ANSWER);
  }

  private static boolean isAboutItsForm(UpsertReply reply) {
    String text = reply.bodyText().toLowerCase(Locale.ROOT);
    return (reply.status() == 400 && text.contains(USERS_MISSING))
        || (reply.status() == 404 && text.contains(NO_SUCH_USER));
  }
}

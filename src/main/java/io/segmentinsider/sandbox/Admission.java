package io.segmentinsider.sandbox;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import javax.annotation.Nullable;

/**
 * Who is let in, how often, and with how much (docs/insider-api.md#headers,
 * docs/insider-api.md#rate-limit, docs/insider-api.md#limits).
 */
final class Admission {

  /** The header with the account's name. */
  static final String PARTNER_HEADER = "X-PARTNER-NAME";

  /** The header with the credential. */
  static final String TOKEN_HEADER = "X-REQUEST-TOKEN";

  private final SandboxSettings settings;
  private final Map<InsiderEndpoint.Pool, RateLimit> limits =
      new EnumMap<>(InsiderEndpoint.Pool.class);
  @Nullable private volatile String token;

  Admission(SandboxSettings settings, LongSupplier nanoClock) {
    this.settings = settings;
    this.token = settings.token();
    if (settings.requestsPerMinute().isPresent()) {
      for (InsiderEndpoint.Pool pool : InsiderEndpoint.Pool.values()) {
        int perMinute =
            pool == InsiderEndpoint.Pool.UPSERT
                ? settings.requestsPerMinute().getAsInt()
                : pool.perMinute();
        limits.put(pool, new RateLimit(settings.rateWindow(), perMinute, nanoClock));
      }
    }
  }

  /** Lets in another token from now on, and the old one no more. Safe for use by any thread. */
  void replaceToken(String newToken) {
    token = newToken;
  }

  /**
   * Lets a call pass.
   *
   * @throws InvalidRequestException if it does not
   */
  void admit(HttpCall call, InsiderEndpoint endpoint, int bodyLimit)
      throws InvalidRequestException {
    String partner = call.headers().get(PARTNER_HEADER);
    boolean partnerKnown =
        partner != null
            && !partner.isBlank()
            && partner.equals(partner.toLowerCase(Locale.ROOT))
            && (settings.partner() == null || settings.partner().equals(partner));
    if (!partnerKnown) {
      throw new InvalidRequestException(Answers.partnerInvalid());
    }
    String sentToken = call.headers().get(TOKEN_HEADER);
    String rightToken = token;
    boolean tokenKnown =
        sentToken != null
            && !sentToken.isBlank()
            && (rightToken == null || rightToken.equals(sentToken));
    if (!tokenKnown) {
      throw new InvalidRequestException(Answers.tokenWrong());
    }
    RateLimit limit = limits.get(endpoint.pool());
    long wait = limit == null ? 0 : limit.take();
    if (wait > 0) {
      throw new InvalidRequestException(Answers.tooManyRequests(retryAfter(wait)));
    }
    String contentType = call.headers().get("Content-Type");
    if (contentType == null
        || !contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
      throw new InvalidRequestException(Answers.contentType());
    }
    if (call.sent() > bodyLimit) {
      throw new InvalidRequestException(Answers.bodyTooBig(bodyLimit));
    }
  }

  private OptionalInt retryAfter(long nanos) {
    return settings.announcesRetryAfter()
        ? OptionalInt.of((int) (nanos / 1_000_000_000L) + 1)
        : OptionalInt.empty();
  }
}

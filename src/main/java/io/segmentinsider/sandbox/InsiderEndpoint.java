package io.segmentinsider.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * Insider's calls (docs/insider-api.md#calls) and the pool of calls a minute that each draws from.
 */
enum InsiderEndpoint {
  UPSERT("POST", "/api/user/v1/upsert", Pool.UPSERT),
  ATTRIBUTE_DELETE("POST", "/api/user/v1/attribute/delete", Pool.UPSERT),
  IDENTITY_UPDATE("PATCH", "/api/user/v1/identity", Pool.IDENTITY_UPDATE),
  IDENTITY_DELETE("DELETE", "/api/user/v1/identity", Pool.IDENTITY_DELETE),
  DELETE("POST", "/api/user/v1/delete", Pool.DELETE),
  ANONYMIZE("POST", "/api/user/v1/anonymize", Pool.ANONYMIZE),
  CONTACT_ANONYMIZE("POST", "/api/contact/v1/anonymize", Pool.ANONYMIZE),
  PROFILE("POST", "/api/user/v1/profile", Pool.PROFILE);

  /** Calls that share one limit. */
  enum Pool {
    UPSERT(25_000),
    IDENTITY_UPDATE(2_000),
    /**
     * The stricter of two documented figures (docs/insider-api.md#pace-of-removing-an-identifier).
     */
    IDENTITY_DELETE(1_000),
    DELETE(10_000),
    ANONYMIZE(500),
    /** Documented in units, of which a call costs at least one. */
    PROFILE(1_000);

    private final int perMinute;

    Pool(int perMinute) {
      this.perMinute = perMinute;
    }

    /** The documented limit. */
    int perMinute() {
      return perMinute;
    }
  }

  private final String method;
  private final String path;
  private final Pool pool;

  InsiderEndpoint(String method, String path, Pool pool) {
    this.method = method;
    this.path = path;
    this.pool = pool;
  }

  Pool pool() {
    return pool;
  }

  /**
   * The endpoint of a call.
   *
   * @throws InvalidRequestException if there is none
   */
  static InsiderEndpoint of(HttpCall call) throws InvalidRequestException {
    List<InsiderEndpoint> atPath = new ArrayList<>();
    for (InsiderEndpoint endpoint : values()) {
      if (endpoint.path.equals(call.path())) {
        atPath.add(endpoint);
      }
    }
    for (InsiderEndpoint endpoint : atPath) {
      if (endpoint.method.equals(call.method())) {
        return endpoint;
      }
    }
    throw new InvalidRequestException(
        atPath.isEmpty() ? Answers.notFound() : Answers.methodNotAllowed());
  }

  /** Whether a call is for this endpoint. */
  boolean isCalledBy(HttpCall call) {
    return path.equals(call.path()) && method.equals(call.method());
  }
}

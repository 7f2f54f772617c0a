package io.segmentinsider.delivery.dispatch;

import javax.annotation.Nullable;

/**
 * One call of Insider. Made again, it is byte for byte the same.
 *
 * @param endpoint which of Insider's endpoints
 * @param body UTF-8 JSON; never modified
 * @param users user objects in it; 0 in a call that holds nobody's data
 * @param freshCredentials whether partner name and API key are to be read anew for it
 * @param trace the sandbox's trace header; null unless {@code delivery.trace} is on
 */
public record UpsertRequest(
    Endpoint endpoint, byte[] body, int users, boolean freshCredentials, @Nullable String trace) {

  /** The endpoints that are called (docs/insider-api.md#calls). */
  public enum Endpoint {
    /** Insert or update users. */
    UPSERT("POST", "/api/user/v1/upsert", Pool.BATCHED),
    /** Remove attributes of users; it shares the upsert's limit of calls. */
    ATTRIBUTE_DELETE("POST", "/api/user/v1/attribute/delete", Pool.BATCHED),
    /** Give one user another identifier in the place of one that it has. */
    IDENTITY("PATCH", "/api/user/v1/identity", Pool.SINGLE),
    /** Erase one user. */
    DELETE("POST", "/api/user/v1/delete", Pool.SINGLE);

    private final String method;
    private final String path;
    private final Pool pool;

    Endpoint(String method, String path, Pool pool) {
      this.method = method;
      this.path = path;
      this.pool = pool;
    }

    /** The HTTP method. */
    public String method() {
      return method;
    }

    /** The path behind scheme and host. */
    public String path() {
      return path;
    }

    /** Whose rate it uses. */
    public Pool pool() {
      return pool;
    }
  }

  /** Calls that share a rate. */
  public enum Pool {
    /** Up to 1,000 users a call. */
    BATCHED,
    /** One user a call. */
    SINGLE
  }

  /** Leaves out the body, which is personal data. */
  @Override
  public String toString() {
    return endpoint + " of " + users + " users, " + body.length + " bytes";
  }
}

package io.segmentinsider.delivery;

import javax.annotation.Nullable;

/**
 * One call of Insider. Made again, it is byte for byte the same.
 *
 * @param endpoint which of Insider's endpoints
 * @param body UTF-8 JSON; never modified
 * @param users user objects in it
 * @param trace the sandbox's trace header; null unless {@code delivery.trace} is on
 */
public record UpsertRequest(Endpoint endpoint, byte[] body, int users, @Nullable String trace) {

  /** The endpoints that are called (contract, sections 3 and 11). */
  public enum Endpoint {
    /** Insert or update up to 1,000 users. */
    UPSERT("POST", "/api/user/v1/upsert"),
    /** Give one user another identifier in the place of one that it has. */
    IDENTITY("PATCH", "/api/user/v1/identity"),
    /** Erase one user. */
    DELETE("POST", "/api/user/v1/delete");

    private final String method;
    private final String path;

    Endpoint(String method, String path) {
      this.method = method;
      this.path = path;
    }

    /** The HTTP method. */
    public String method() {
      return method;
    }

    /** The path behind scheme and host. */
    public String path() {
      return path;
    }
  }

  /** Leaves out the body, which is personal data. */
  @Override
  public String toString() {
    return "UpsertRequest[" + users + " users, " + body.length + " bytes]";
  }
}

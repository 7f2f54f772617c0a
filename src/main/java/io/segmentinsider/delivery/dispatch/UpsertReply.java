package io.segmentinsider.delivery.dispatch;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * What came back from one call.
 *
 * @param status the HTTP status; 0 if there was no answer
 * @param retryAfter the Retry-After header as it came; null if there was none
 * @param body the body; empty if there was none
 * @param failure what kept an answer from coming; null if one came
 */
public record UpsertReply(
    int status, @Nullable String retryAfter, byte[] body, @Nullable FailureCause failure) {

  private static final Set<Integer> GIVEN_UP = Set.of(408, 502, 504, 524);

  /** An answer. */
  public static UpsertReply answered(int status, @Nullable String retryAfter, byte[] body) {
    return new UpsertReply(status, retryAfter, body, null);
  }

  /** No answer came. */
  public static UpsertReply failed(FailureCause cause) {
    return new UpsertReply(0, null, new byte[0], cause);
  }

  /**
   * Whether Insider may still be at work on the request: nobody waited for the end of it. 502, 504
   * and 524 are a gateway's word for that, 408 a server's.
   */
  boolean leavesInsiderAtWork() {
    return failure == FailureCause.TIME_OUT
        || failure == FailureCause.CONNECTION_LOST
        || GIVEN_UP.contains(status);
  }

  /** The body as text. */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Leaves out the body, which may quote personal data. */
  @Override
  public String toString() {
    return failure == null ? "status " + status : failure.code();
  }
}

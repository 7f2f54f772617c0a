package io.segmentinsider.delivery;

import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;

/**
 * What came back from one call.
 *
 * @param status the HTTP status; 0 if there was no answer
 * @param retryAfter the Retry-After header as it came; null if there was none
 * @param body the body; empty if there was none
 * @param failure class name of what kept an answer from coming; null if one came
 */
public record UpsertReply(
    int status, @Nullable String retryAfter, byte[] body, @Nullable String failure) {

  /** An answer. */
  static UpsertReply answered(int status, @Nullable String retryAfter, byte[] body) {
    return new UpsertReply(status, retryAfter, body, null);
  }

  /** No answer: the connection failed, or the time was up. */
  static UpsertReply failed(Throwable failure) {
    return new UpsertReply(0, null, new byte[0], failure.getClass().getSimpleName());
  }

  String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Leaves out the body, which may quote personal data. */
  @Override
  public String toString() {
    return failure == null ? "status " + status : failure;
  }
}

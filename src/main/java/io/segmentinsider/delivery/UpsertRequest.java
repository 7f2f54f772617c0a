package io.segmentinsider.delivery;

import javax.annotation.Nullable;

/**
 * One call of the upsert endpoint. Made again, it is byte for byte the same.
 *
 * @param body UTF-8 JSON; never modified
 * @param users user objects in it
 * @param trace the sandbox's trace header; null unless {@code delivery.trace} is on
 */
public record UpsertRequest(byte[] body, int users, @Nullable String trace) {

  /** Leaves out the body, which is personal data. */
  @Override
  public String toString() {
    return "UpsertRequest[" + users + " users, " + body.length + " bytes]";
  }
}

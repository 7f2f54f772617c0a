package io.segmentinsider.delivery.dispatch;

import javax.annotation.Nullable;

/** One request that is under way. */
public final class Call {

  private final UpsertRequest request;
  @Nullable private final Batch batch;
  private final boolean trial;
  private final boolean retry;

  private Call(UpsertRequest request, @Nullable Batch batch, boolean trial, boolean retry) {
    this.request = request;
    this.batch = batch;
    this.trial = trial;
    this.retry = retry;
  }

  static Call of(UpsertRequest request, Batch batch, boolean trial, boolean retry) {
    return new Call(request, batch, trial, retry);
  }

  static Call neutral(UpsertRequest request, boolean trial) {
    return new Call(request, null, trial, false);
  }

  /** What is sent. */
  public UpsertRequest request() {
    return request;
  }

  UpsertRequest.Endpoint endpoint() {
    return request.endpoint();
  }

  /** Whether it holds nobody's data. */
  boolean isNeutral() {
    return batch == null;
  }

  /** The users of it; only if it is not neutral. */
  Batch batch() {
    if (batch == null) {
      throw new IllegalStateException("a neutral call has no users");
    }
    return batch;
  }

  /** Whether a circuit breaker let it through to learn how things stand. */
  boolean isTrial() {
    return trial;
  }

  /** Whether it failed before. */
  boolean isRetry() {
    return retry;
  }

  /** Leaves out the body, which is personal data. */
  @Override
  public String toString() {
    return request.toString();
  }
}

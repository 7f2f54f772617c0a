package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import io.segmentinsider.record.Reason;
import javax.annotation.Nullable;

/** Is told what happens, for metrics and the log. Nothing that it is told is personal. */
public interface DispatcherListener {

  /**
   * A call leaves.
   *
   * @param users user objects in it; 0 in a call that holds nobody's data
   */
  void sent(Endpoint endpoint, int users);

  /**
   * A call was answered, or not.
   *
   * @param answer one of few words
   */
  void answered(Endpoint endpoint, String answer);

  /** A request succeeded. */
  void succeeded();

  /**
   * A call did not do what it should.
   *
   * @param detail the HTTP status, or the code of the cause
   */
  void failed(Endpoint endpoint, FailureCause cause, String detail);

  /** A request will be made again. */
  void retried();

  /**
   * From now on calls are held back.
   *
   * @param endpoint which; null for all
   */
  void opened(@Nullable Endpoint endpoint, FailureCause cause);

  /**
   * Calls are no longer held back.
   *
   * @param endpoint which; null for all
   */
  void closed(@Nullable Endpoint endpoint);

  /** An update is delivered. */
  void delivered();

  /** An update, or one event of it, became a dead letter. */
  void deadLettered();

  /**
   * The deletion of a further user id of a person was given up. It is of no event, so no dead
   * letter tells of it.
   */
  void deletionGivenUp(Reason reason);
}

package io.segmentinsider.delivery.dispatch;

/** Whether new updates can come. */
final class Input {

  private boolean waits;
  private boolean ended;

  /** An update came. */
  void arrived() {
    waits = false;
  }

  /** The next update has to wait for room. */
  void waits() {
    waits = true;
  }

  /** No more updates come. */
  void ended() {
    ended = true;
  }

  /** Whether nobody new can come who would tell an outage from users who fail alone. */
  boolean bringsNobodyNew() {
    return waits || ended;
  }
}

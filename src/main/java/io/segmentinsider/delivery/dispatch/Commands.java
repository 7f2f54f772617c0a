package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.profile.Erasure;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;

/** What the dispatcher asks of whoever drives it. None of these may call it back at once. */
public interface Commands {

  /**
   * Make this call of Insider, and hand its answer to {@link Dispatcher#reply}: exactly one, if the
   * driver goes on.
   */
  void send(Call call);

  /**
   * Call {@link Dispatcher#timer} at that time, or a little later. A sooner time takes the place of
   * a later one that is still to come.
   *
   * @param elapsedMs of the {@link Clock}
   */
  void wakeAt(long elapsedMs);

  /** An update is delivered. */
  void emit(Receipt receipt);

  /** An update, or one event of it, ends without being delivered. */
  void emit(DeadLetter deadLetter);

  /** An identifier is its person's no more. */
  void emit(Erasure erasure);
}

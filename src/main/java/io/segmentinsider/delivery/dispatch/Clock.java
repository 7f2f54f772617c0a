package io.segmentinsider.delivery.dispatch;

/** The dispatcher's time, which a test moves by hand. */
public interface Clock {

  /** Milliseconds that go on evenly when somebody sets the system's clock. */
  long elapsedMs();

  /** Milliseconds since the epoch. */
  long epochMs();
}

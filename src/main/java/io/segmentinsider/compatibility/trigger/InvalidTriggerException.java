package io.segmentinsider.compatibility.trigger;

/** A subscription that Segment can't read; it would never match. */
public final class InvalidTriggerException extends Exception {

  private static final long serialVersionUID = 1L;

  InvalidTriggerException(String message) {
    super(message);
  }
}

package io.segmentinsider.compatibility.language;

/**
 * A directive could not work on what one event gave it, so the event has no result. The message
 * names directive and class of value, never a value.
 */
public final class MappingFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** A failure without stack trace: it is about an event, and there may be many. */
  public MappingFailedException(String message) {
    super(message, null, false, false);
  }
}

package io.segmentinsider.mapping;

/**
 * An event would become more than the options {@code mapping.max-…} allow. It ends the mapping that
 * is under way, and only that.
 */
public final class UpdateTooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Without a stack trace: it is about an event, and there may be many. */
  UpdateTooLargeException(String detail) {
    super(detail, null, false, false);
  }
}

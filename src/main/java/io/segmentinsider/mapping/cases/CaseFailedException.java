package io.segmentinsider.mapping.cases;

/** An input has no result; the message says why. */
public final class CaseFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** A failure. */
  public CaseFailedException(String message) {
    super(message, null, false, false);
  }
}

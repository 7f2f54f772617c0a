package io.segmentinsider.tools.upgrade;

/** An upgrade can't be made, or was not; the message says why, what runs now, and what to do. */
public final class UpgradeException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong and what to do. */
  public UpgradeException(String message) {
    super(message);
  }

  /** The same with what caused it. */
  public UpgradeException(String message, Throwable cause) {
    super(message, cause);
  }
}

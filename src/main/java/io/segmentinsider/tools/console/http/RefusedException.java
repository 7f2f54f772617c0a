package io.segmentinsider.tools.console.http;

/** A request that is not answered as asked: the status and what the caller can do. */
public final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * A refusal.
   *
   * @param status of the HTTP answer
   * @param message for a person, without anything of the request
   */
  public RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The status of the HTTP answer. */
  public int status() {
    return status;
  }
}

package io.segmentinsider.lab.demo;

/** The job ended before it had read everything. */
public final class JobFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Wraps what ended it. */
  public JobFailedException(Throwable cause) {
    super("the job failed", cause);
  }
}

package io.segmentinsider.lab.cluster;

/** The cluster is not as it has to be; the message says what to do. */
public final class ClusterException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong and what to do. */
  public ClusterException(String message) {
    super(message);
  }

  /** The same with what caused it. */
  public ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}

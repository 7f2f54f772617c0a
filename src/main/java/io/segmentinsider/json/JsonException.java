package io.segmentinsider.json;

/** Why bytes are not a JSON value that this job takes. Never quotes the bytes. */
public final class JsonException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Problem problem;

  JsonException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  /** What is wrong. */
  public Problem problem() {
    return problem;
  }

  /** The classes of fault. */
  public enum Problem {
    /** Nothing but white space, or nothing at all. */
    EMPTY,
    /** The bytes are not UTF-8. */
    INVALID_UTF8,
    /** Not one JSON value: broken, cut short, or with something behind it. */
    INVALID_JSON,
    /** Nested deeper than the limit. */
    TOO_DEEP
  }
}

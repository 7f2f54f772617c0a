package io.segmentinsider.json;

/** Bytes that are not one JSON value. The message holds no content. */
public final class JsonException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What is wrong with the bytes. */
  public enum Kind {
    /** They are not UTF-8. */
    INVALID_UTF8,
    /** They are not exactly one JSON value. */
    INVALID_JSON,
    /** They nest deeper than the limit. */
    TOO_DEEP
  }

  JsonException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }
}

package io.segmentinsider.json;

/** The JSON value {@code null}, as opposed to no value. */
public enum JsonNull {
  /** The only one. */
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}

package io.segmentinsider.json;

/** JSON's {@code null}, which is a value; a missing value is Java's null. */
public enum JsonNull {
  /** The only one. */
  NULL;

  @Override
  public String toString() {
    return "null";
  }
}

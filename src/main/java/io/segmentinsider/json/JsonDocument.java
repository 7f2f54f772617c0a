package io.segmentinsider.json;

/**
 * One JSON text in two readings.
 *
 * @param value with all digits of its numbers ({@link ExactNumber}) and {@linkplain WellFormed
 *     well-formed} text
 * @param javaScript as JavaScript's {@code JSON.parse} reads it: numbers rounded to doubles, halves
 *     of surrogate pairs as they are. Nearly always the same object as {@code value}
 */
public record JsonDocument(Object value, Object javaScript) {

  /** Whether both readings are one object. */
  @SuppressWarnings("ReferenceEquality")
  public boolean isAlikeInJavaScript() {
    return value == javaScript;
  }
}

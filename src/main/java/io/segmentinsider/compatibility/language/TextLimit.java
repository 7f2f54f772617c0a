package io.segmentinsider.compatibility.language;

/** Bounds text that a mapping can make grow with the square of the event. */
final class TextLimit {

  /** No request is larger, in UTF-16 units. */
  private static final int MAX_LENGTH = 5_000_000;

  private TextLimit() {}

  static void check(CharSequence text, String directive) throws MappingFailedException {
    check(text.length(), directive);
  }

  static void check(long length, String directive) throws MappingFailedException {
    if (length > MAX_LENGTH) {
      throw new MappingFailedException(
          directive + ": the result is longer than " + MAX_LENGTH + " characters");
    }
  }
}

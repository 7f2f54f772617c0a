package io.segmentinsider.mapping.language;

/** Bounds text that a mapping can make grow with the square of the event. */
final class TextLimit {

  /** Far above the largest request, in UTF-16 units. */
  private static final int MAX_LENGTH = 16 * 1024 * 1024;

  private TextLimit() {}

  static void check(CharSequence text, String directive) throws MappingFailedException {
    if (text.length() > MAX_LENGTH) {
      throw new MappingFailedException(
          directive + ": the result is longer than " + MAX_LENGTH + " characters");
    }
  }
}

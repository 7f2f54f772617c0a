package io.segmentinsider.compatibility.liquid;

/** Counting in code points, where a lone surrogate is one. */
final class CodePoints {

  private CodePoints() {}

  /** The place so many code points further on, at most the end. */
  static int advance(String text, int from, double count) {
    int place = from;
    for (int i = 0; i < count && place < text.length(); i++) {
      place += Character.charCount(text.codePointAt(place));
    }
    return place;
  }
}

package io.segmentinsider;

import java.util.Locale;

/**
 * What a test puts into personal data and secrets to find it again wherever it must not be. A value
 * may change its case on its way, and a phone number its blanks.
 */
final class Marks {

  /** Stands in every marked text. */
  static final String TEXT = "q7zmark";

  /** Stands in every marked phone number, of which nothing but digits survives. */
  static final String DIGITS = "8123407";

  /** Stands in the marked API key. */
  static final String TOKEN = "q7ztoken";

  private static final String COMMON = "q7z";

  /** Where the first mark is; -1 if there is none. */
  int indexIn(String text) {
    int digits = text.indexOf(DIGITS);
    return digits >= 0 ? digits : text.toLowerCase(Locale.ROOT).indexOf(COMMON);
  }
}

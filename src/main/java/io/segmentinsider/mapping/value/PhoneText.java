package io.segmentinsider.mapping.value;

/** What else than digits stands in the text of a phone number. */
final class PhoneText {

  /** A number that is written as a word has so many letters in a row. */
  private static final int MIN_WORD = 3;

  private PhoneText() {}

  /** The place of the first letter of any alphabet; -1 if there is none. */
  static int firstLetter(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isLetter(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  static boolean hasDigit(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (Character.isDigit(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** The place of the last dash of any length; -1 if there is none. */
  static int lastDash(String text) {
    for (int i = text.length() - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (Character.getType(c) == Character.DASH_PUNCTUATION || c == '\u2212') {
        return i;
      }
    }
    return -1;
  }

  /** Whether letters may stand for digits: {@code xxxx} hides them. */
  static boolean holdsWord(String text) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || !Character.isLetter(text.charAt(i))) {
        if (i - start >= MIN_WORD && !isOneLetter(text, start, i)) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }

  private static boolean isOneLetter(String text, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (Character.toLowerCase(text.charAt(i)) != Character.toLowerCase(text.charAt(from))) {
        return false;
      }
    }
    return true;
  }
}

package io.segmentinsider.tools.trace;

/** Looks for text in bytes. */
final class Bytes {

  private Bytes() {}

  /** Where a part stands in a whole for the first time; -1 if nowhere. */
  static int indexOf(byte[] whole, byte[] part) {
    int last = whole.length - part.length;
    for (int i = 0; i <= last; i++) {
      if (matches(whole, part, i)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean matches(byte[] whole, byte[] part, int at) {
    for (int i = 0; i < part.length; i++) {
      if (whole[at + i] != part[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether a part in lower case stands in a whole, whatever the case of its ASCII letters. */
  static boolean containsIgnoringCase(byte[] whole, byte[] lowerCase) {
    int last = whole.length - lowerCase.length;
    for (int i = 0; i <= last; i++) {
      int j = 0;
      while (j < lowerCase.length && lower(whole[i + j]) == lowerCase[j]) {
        j++;
      }
      if (j == lowerCase.length) {
        return true;
      }
    }
    return false;
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }
}

package io.segmentinsider.compatibility.liquid;

/**
 * Finds a text in others, in time that grows with their lengths alone (Knuth, Morris and Pratt). An
 * event may say what it is searched for, and Java's own search can take the product of both
 * lengths.
 */
final class TextSearch {

  private final String wanted;

  /**
   * For each length of a beginning of the wanted text, the longest shorter beginning that it ends
   * with.
   */
  private final int[] borders;

  TextSearch(String wanted) {
    this.wanted = wanted;
    this.borders = new int[wanted.length() + 1];
    int border = 0;
    for (int i = 1; i < wanted.length(); i++) {
      border = extended(border, wanted.charAt(i));
      borders[i + 1] = border;
    }
  }

  /** How much of the wanted text is there behind one more character. */
  private int extended(int matched, char next) {
    int length = matched;
    while (length > 0 && (length == wanted.length() || wanted.charAt(length) != next)) {
      length = borders[length];
    }
    return wanted.charAt(length) == next ? length + 1 : 0;
  }

  /** The first place from that one on; negative if there is none. */
  int first(String text, int from) {
    if (wanted.isEmpty()) {
      return from;
    }
    int matched = 0;
    for (int i = from; i < text.length(); i++) {
      matched = extended(matched, text.charAt(i));
      if (matched == wanted.length()) {
        return i + 1 - matched;
      }
    }
    return -1;
  }

  /** The last place; negative if there is none. */
  int last(String text) {
    if (wanted.isEmpty()) {
      return text.length();
    }
    int found = -1;
    int matched = 0;
    for (int i = 0; i < text.length(); i++) {
      matched = extended(matched, text.charAt(i));
      if (matched == wanted.length()) {
        found = i + 1 - matched;
      }
    }
    return found;
  }
}

package io.segmentinsider.mapping.value;

import io.segmentinsider.json.JsonArray;
import java.util.List;

/**
 * Cuts category texts into paths, outermost category first.
 *
 * @param separators what stands between two steps; a blank in it stands for any blank of the text
 */
public record Taxonomy(List<String> separators) {

  /** Copies the separators. */
  public Taxonomy {
    separators = List.copyOf(separators);
  }

  /**
   * The steps of a path. With {@code >} and a slash between blanks, {@code Sport > Running} has two
   * steps and {@code TV/Video} has one.
   *
   * @return empty if the text holds no name
   */
  public JsonArray split(String text) {
    JsonArray path = new JsonArray(4);
    int from = 0;
    int at = 0;
    while (at < text.length()) {
      int length = separatorAt(text, at);
      if (length > 0) {
        addStep(text, from, at, path);
        from = at + length;
        at = from;
      } else {
        at++;
      }
    }
    addStep(text, from, text.length(), path);
    return path;
  }

  private static void addStep(String text, int from, int to, JsonArray path) {
    int start = from;
    int end = to;
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    if (end > start) {
      path.add(text.substring(start, end));
    }
  }

  /** Blanks of every kind, also those that keep words together. */
  private static boolean isBlank(char c) {
    return Character.isSpaceChar(c) || Character.isWhitespace(c);
  }

  /** The length of the longest separator at a place; 0 if there is none. */
  private int separatorAt(String text, int at) {
    int longest = 0;
    for (int i = 0; i < separators.size(); i++) {
      String separator = separators.get(i);
      if (separator.length() > longest && standsAt(separator, text, at)) {
        longest = separator.length();
      }
    }
    return longest;
  }

  private static boolean standsAt(String separator, String text, int at) {
    if (at + separator.length() > text.length()) {
      return false;
    }
    for (int i = 0; i < separator.length(); i++) {
      char c = text.charAt(at + i);
      boolean fits = separator.charAt(i) == c || (separator.charAt(i) == ' ' && isBlank(c));
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}

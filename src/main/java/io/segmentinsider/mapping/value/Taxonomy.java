package io.segmentinsider.mapping.value;

import io.segmentinsider.json.JsonArray;

/** Category texts as paths, outermost category first. */
public final class Taxonomy {

  private Taxonomy() {}

  /**
   * The steps of a path: {@code Sport > Running} and {@code Women/Dresses} have two each.
   *
   * @return empty if the text holds no name
   */
  public static JsonArray split(String text) {
    JsonArray path = new JsonArray();
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '/' || text.charAt(i) == '>') {
        String name = text.substring(from, i).strip();
        if (!name.isEmpty()) {
          path.add(name);
        }
        from = i + 1;
      }
    }
    return path;
  }
}

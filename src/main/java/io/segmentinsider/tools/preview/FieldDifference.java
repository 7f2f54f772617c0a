package io.segmentinsider.tools.preview;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.Nullable;

/**
 * A place in which two lines of {@code job/preview} differ.
 *
 * @param field names of members and places in lists, joined by dots
 * @param before null if nothing was there
 * @param after null if nothing is there
 */
public record FieldDifference(String field, @Nullable JsonNode before, @Nullable JsonNode after) {

  /** All of them; an object or list that only one line has is one. */
  static List<FieldDifference> between(JsonNode before, JsonNode after) {
    List<FieldDifference> differences = new ArrayList<>();
    compare("", before, after, differences);
    return differences;
  }

  private static void compare(
      String path,
      @Nullable JsonNode before,
      @Nullable JsonNode after,
      List<FieldDifference> differences) {
    if (before != null && after != null && before.isObject() && after.isObject()) {
      Set<String> names = new TreeSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        compare(child(path, name), before.get(name), after.get(name), differences);
      }
    } else if (before != null && after != null && before.isArray() && after.isArray()) {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        compare(child(path, String.valueOf(i)), before.get(i), after.get(i), differences);
      }
    } else if (before == null || !before.equals(after)) {
      differences.add(new FieldDifference(path, before, after));
    }
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}

package io.segmentinsider.mapping.cases;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Tells two JSON values apart: the order of members does not count, numbers are equal by value, a
 * missing member is not a null.
 */
final class JsonDifference {

  private static final int MAX_LINES = 20;
  private static final int MAX_VALUE_LENGTH = 200;

  private final List<String> lines = new ArrayList<>();

  private JsonDifference() {}

  /** One line for each difference, at most so many that a person would read them. */
  static List<String> between(Object expected, @Nullable Object actual) {
    JsonDifference difference = new JsonDifference();
    difference.compare("", expected, actual);
    List<String> lines = difference.lines;
    int more = lines.size() - MAX_LINES;
    if (more <= 0) {
      return lines;
    }
    List<String> shortened = new ArrayList<>(lines.subList(0, MAX_LINES));
    shortened.add("and " + more + " more");
    return shortened;
  }

  private void compare(String path, Object expected, @Nullable Object actual) {
    // A place of a list that has no value is written as null.
    Object found = actual == null ? JsonNull.NULL : actual;
    if (expected instanceof JsonObject members && found instanceof JsonObject others) {
      compareMembers(path, members, others);
    } else if (expected instanceof JsonArray list && found instanceof JsonArray other) {
      compareItems(path, list, other);
    } else if (!areEqual(expected, found)) {
      add(path, "expected " + text(expected) + ", but is " + text(found));
    }
  }

  private void compareMembers(String path, JsonObject expected, JsonObject actual) {
    for (int i = 0; i < expected.size(); i++) {
      String name = expected.nameAt(i);
      Object found = actual.get(name);
      if (found == null) {
        add(child(path, name), "expected " + text(expected.valueAt(i)) + ", but is missing");
      } else {
        compare(child(path, name), expected.valueAt(i), found);
      }
    }
    for (int i = 0; i < actual.size(); i++) {
      if (actual.valueAt(i) != null && !expected.has(actual.nameAt(i))) {
        add(child(path, actual.nameAt(i)), "not expected, but is " + text(actual.valueAt(i)));
      }
    }
  }

  private void compareItems(String path, JsonArray expected, JsonArray actual) {
    int both = Math.min(expected.size(), actual.size());
    for (int i = 0; i < both; i++) {
      compare(child(path, Integer.toString(i)), expected.get(i), actual.get(i));
    }
    for (int i = both; i < expected.size(); i++) {
      String item = text(expected.get(i));
      add(child(path, Integer.toString(i)), "expected " + item + ", but is missing");
    }
    for (int i = both; i < actual.size(); i++) {
      add(child(path, Integer.toString(i)), "not expected, but is " + text(actual.get(i)));
    }
  }

  private static boolean areEqual(Object expected, Object actual) {
    if (expected instanceof Number one && actual instanceof Number other) {
      return isSameNumber(one.doubleValue(), other.doubleValue());
    }
    // JSON knows no number that is not finite.
    return expected.equals(actual)
        || (expected == JsonNull.NULL
            && actual instanceof Number number
            && !Double.isFinite(number.doubleValue()));
  }

  private static boolean isSameNumber(double one, double other) {
    return one == other && Double.isFinite(other);
  }

  private void add(String path, String line) {
    lines.add(path.isEmpty() ? line : path + ": " + line);
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String text(@Nullable Object value) {
    String text = JsonWriter.text(value);
    return text.length() <= MAX_VALUE_LENGTH ? text : text.substring(0, MAX_VALUE_LENGTH) + "…";
  }
}

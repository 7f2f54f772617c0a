package io.segmentinsider.compatibility.trigger;

import io.segmentinsider.compatibility.javascript.MemberPath;
import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** What a condition looks at: a member of the event, or a path below it. */
final class Field {

  private final String written;
  private final String root;
  private final MemberPath path;

  private Field(String root, List<String> path) {
    this.written = path.isEmpty() ? root : root + "." + String.join(".", path);
    this.root = root.intern();
    this.path = new MemberPath(path);
  }

  /** A member of the event itself. */
  static Field top(String name) {
    return new Field(name, List.of());
  }

  /**
   * A path below a member of the event.
   *
   * @param written with the member's name in front; only {@code name.} is taken off
   */
  static Field below(String root, String written) {
    String rest = written.startsWith(root + ".") ? written.substring(root.length() + 1) : written;
    List<String> keys = new ArrayList<>();
    StringBuilder key = new StringBuilder();
    for (char c : (rest + ".").toCharArray()) {
      if (c != '.' && c != '[' && c != ']') {
        key.append(c);
      } else if (!key.isEmpty()) {
        keys.add(key.toString());
        key.setLength(0);
      }
    }
    return new Field(root, keys);
  }

  /** Whether it is that member of the event itself. */
  boolean isTop(String name) {
    return written.equals(name);
  }

  /** As it is written, to be shown and compared. */
  @Override
  public String toString() {
    return written;
  }

  /** The value in an event; null for no value. */
  @Nullable
  Object in(JsonObject event) {
    return path.get(event.get(root));
  }
}

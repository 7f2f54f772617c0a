package io.segmentinsider.compatibility.language;

import io.segmentinsider.compatibility.javascript.MemberPath;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * A path into a value, such as {@code traits.address.city} or {@code products[0]['name']}. Cut at
 * dots, at an opening bracket before a quote or digit and at closing brackets after one; quotes are
 * dropped and do not protect a dot.
 */
public final class Path {

  private final List<String> keys;
  private final MemberPath members;

  private Path(List<String> keys) {
    this.keys = List.copyOf(keys);
    this.members = new MemberPath(keys);
  }

  /** The path of a placeholder: the text as it is. */
  public static Path ofPlaceholder(String text) {
    return new Path(keys(text));
  }

  /** The path of a directive: without the first {@code $.}, wherever it stands. */
  public static Path ofDirective(String text) {
    int root = text.indexOf("$.");
    return ofPlaceholder(root < 0 ? text : text.substring(0, root) + text.substring(root + 2));
  }

  /** The names and list places that it leads through, in order. */
  public List<String> keys() {
    return keys;
  }

  private static List<String> keys(String text) {
    List<String> keys = new ArrayList<>();
    StringBuilder key = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int width = separatorWidth(text, at);
      if (width == 0) {
        key.append(text.charAt(at));
        at++;
      } else {
        addUnlessEmpty(key, keys);
        at += width;
      }
    }
    addUnlessEmpty(key, keys);
    return keys;
  }

  private static void addUnlessEmpty(StringBuilder key, List<String> keys) {
    if (!key.isEmpty()) {
      // Two quotes alone are the empty key: what vanishes is only what was empty before.
      keys.add(key.toString().replace("'", "").replace("\"", ""));
      key.setLength(0);
    }
  }

  private static int separatorWidth(String text, int at) {
    switch (text.charAt(at)) {
      case '.' -> {
        return 1;
      }
      case '[' -> {
        return at + 1 < text.length() && isQuoteOrDigit(text.charAt(at + 1)) ? 1 : 0;
      }
      case ']' -> {
        if (at == 0 || !isQuoteOrDigit(text.charAt(at - 1))) {
          return 0;
        }
        int end = at;
        while (end < text.length() && text.charAt(end) == ']') {
          end++;
        }
        return end - at;
      }
      default -> {
        return 0;
      }
    }
  }

  private static boolean isQuoteOrDigit(char c) {
    return c == '"' || c == '\'' || (c >= '0' && c <= '9');
  }

  /**
   * The value at the end of the path; see {@link MemberPath#get}.
   *
   * @return null for no value
   */
  @Nullable
  public Object get(@Nullable Object root) {
    return members.get(root);
  }
}

package io.segmentinsider.mapping;

import io.segmentinsider.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Interim: equality on type and event, and, or, one level of parentheses. */
final class SimpleTrigger {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\(|\\)|!=|=|and\\b|or\\b|[a-zA-Z.]+|\"[^\"]*\")");

  private SimpleTrigger() {}

  static Trigger parse(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher m = TOKEN.matcher(text);
    while (m.find()) {
      tokens.add(m.group(1));
    }
    int[] at = {0};
    return level(tokens, at);
  }

  private static Trigger level(List<String> t, int[] at) {
    List<Trigger> parts = new ArrayList<>();
    boolean or = false;
    while (at[0] < t.size() && !t.get(at[0]).equals(")")) {
      String token = t.get(at[0]++);
      if (token.equals("(")) {
        parts.add(level(t, at));
        at[0]++;
      } else if (token.equals("and") || token.equals("or")) {
        or = token.equals("or");
      } else {
        boolean equal = t.get(at[0]++).equals("=");
        String quoted = t.get(at[0]++);
        String value = quoted.substring(1, quoted.length() - 1);
        parts.add(e -> value.equals(e.get(token)) == equal);
      }
    }
    List<Trigger> all = List.copyOf(parts);
    if (all.size() == 1) {
      return all.get(0);
    }
    return or
        ? e -> any(all, e)
        : e -> !any(all.stream().map(x -> (Trigger) y -> !x.matches(y)).toList(), e);
  }

  private static boolean any(List<Trigger> parts, JsonObject e) {
    for (Trigger p : parts) {
      if (p.matches(e)) {
        return true;
      }
    }
    return false;
  }
}

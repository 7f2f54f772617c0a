package io.segmentinsider.sandbox;

import java.util.HashMap;
import java.util.Map;

/** All names seen so far. For one thread. */
final class SeenNames {

  private final Map<String, Name> defaults = new HashMap<>();
  private final Map<String, Name> customs = new HashMap<>();

  /** The name of a member that stands at the root of its object. */
  Name atRoot(String text) {
    return find(defaults, text, false);
  }

  /** The name of a member of {@code custom}. */
  Name inCustom(String text) {
    return find(customs, text, true);
  }

  private static Name find(Map<String, Name> names, String text, boolean custom) {
    Name name = names.get(text);
    if (name == null) {
      name = create(text, custom);
      names.put(text, name);
    }
    return name;
  }

  private static Name create(String text, boolean custom) {
    ContentDigest digest = new ContentDigest();
    digest.text(text, custom ? 1 : 0);
    return new Name(
        text,
        custom,
        digest.high(),
        digest.low(),
        AttributeType.ofDefault(text),
        custom ? 0 : EventRules.requirement(text));
  }
}

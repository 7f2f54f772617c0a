package io.segmentinsider.profile;

import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.EventOrder;
import io.segmentinsider.record.Fnv1a;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Attributes that belong to another one end with its value: what is known of a group does not stand
 * beside what is known of the next one. A newer event with another value of that one removes all
 * that the event does not name again; of an older one nothing that belongs to it is taken.
 */
final class EndedAttributes {

  /** A longer name is no name that anybody reads, and would stand in state as it is. */
  private static final int MAX_NAME_LENGTH = 100;

  private EndedAttributes() {}

  /**
   * What comes out.
   *
   * @param attributes what is left of the update, with what it ends as to be removed
   * @param dependents what belongs to what from now on
   * @param late attributes left out because those that they belong to have changed since
   */
  record Result(List<Attribute> attributes, List<SentAttributes.Dependents> dependents, int late) {}

  /** Whether there is anything to decide, which is seldom. */
  static boolean concern(SentAttributes before, List<Attribute> attributes) {
    if (!before.dependents().isEmpty()) {
      return true;
    }
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.get(i).endsWith() != null) {
        return true;
      }
    }
    return false;
  }

  /** Decides for one update. */
  static Result in(
      SentAttributes before, List<Attribute> attributes, EventOrder order, boolean replayed) {
    List<Attribute> left = new ArrayList<>(attributes);
    List<SentAttributes.Dependents> dependents = new ArrayList<>();
    for (String key : keys(before, attributes)) {
      Set<String> named = namesEndingWith(key, attributes);
      Set<String> known = new LinkedHashSet<>(knownOf(key, before));
      Attribute value = custom(key, attributes);
      int place = before.indexOf(SentAttributes.hashOf(key, true));
      boolean changes =
          value != null && place >= 0 && before.value(place) != Fnv1a.hash(value.json());
      if (!changes) {
        known.addAll(named);
      } else if (NewestWins.isOlder(order, replayed, before.origin(place).order())) {
        left.removeIf(attribute -> key.equals(attribute.endsWith()));
      } else {
        addRemovals(known, left);
        known = named;
      }
      dependents.add(new SentAttributes.Dependents(key, List.copyOf(known)));
    }
    int late = (int) attributes.stream().filter(attribute -> !left.contains(attribute)).count();
    return new Result(left, dependents, late);
  }

  /** What is kept of it: no more than is remembered anyway. */
  static List<SentAttributes.Dependents> remembered(
      List<SentAttributes.Dependents> dependents, SentAttributes after) {
    List<SentAttributes.Dependents> kept = new ArrayList<>(dependents.size());
    for (SentAttributes.Dependents some : dependents) {
      List<String> names =
          some.names().stream()
              .filter(name -> name.length() <= MAX_NAME_LENGTH)
              .filter(name -> after.indexOf(SentAttributes.hashOf(name, true)) >= 0)
              .toList();
      if (!names.isEmpty()) {
        kept.add(new SentAttributes.Dependents(some.key(), names));
      }
    }
    return List.copyOf(kept);
  }

  private static Set<String> keys(SentAttributes before, List<Attribute> attributes) {
    Set<String> keys = new LinkedHashSet<>();
    for (SentAttributes.Dependents known : before.dependents()) {
      keys.add(known.key());
    }
    for (Attribute attribute : attributes) {
      if (attribute.endsWith() != null) {
        keys.add(attribute.endsWith());
      }
    }
    return keys;
  }

  private static List<String> knownOf(String key, SentAttributes before) {
    for (SentAttributes.Dependents known : before.dependents()) {
      if (known.key().equals(key)) {
        return known.names();
      }
    }
    return List.of();
  }

  private static Set<String> namesEndingWith(String key, List<Attribute> attributes) {
    Set<String> names = new LinkedHashSet<>();
    for (Attribute attribute : attributes) {
      if (key.equals(attribute.endsWith())) {
        names.add(attribute.name());
      }
    }
    return names;
  }

  @Nullable
  private static Attribute custom(String name, List<Attribute> attributes) {
    for (Attribute attribute : attributes) {
      if (attribute.custom() && attribute.name().equals(name) && !attribute.isRemoved()) {
        return attribute;
      }
    }
    return null;
  }

  private static void addRemovals(Set<String> ended, List<Attribute> left) {
    Set<String> named = new HashSet<>();
    for (Attribute attribute : left) {
      if (attribute.custom()) {
        named.add(attribute.name());
      }
    }
    for (String name : ended) {
      if (!named.contains(name)) {
        left.add(Attribute.removed(name, true));
      }
    }
  }
}

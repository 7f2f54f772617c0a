package io.segmentinsider.stages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to become of user ids, as plainly as it can be said: an id resolves to the end of its
 * chain, a circle is refused, a deletion follows the chain and removes it.
 */
final class AliasModel {

  private final Map<String, String> next = new HashMap<>();
  private final Map<String, Integer> forgottenAt = new HashMap<>();
  private final TreeMap<String, Set<String>> profiles = new TreeMap<>();
  private final List<String> ends = new ArrayList<>();

  /** What Insider has: the events of each user id. */
  Map<String, Set<String>> profiles() {
    return profiles;
  }

  /** How each step ends, in order. */
  List<String> ends() {
    return ends;
  }

  void event(String userId, String name, int time) {
    if (isForgotten(userId, time)) {
      ends.add("suppressed forgotten");
      return;
    }
    profiles.computeIfAbsent(resolve(userId), unknown -> new TreeSet<>()).add(name);
    ends.add("delivered");
  }

  void alias(String previous, String current, int time) {
    if (isForgotten(previous, time) || isForgotten(current, time)) {
      ends.add("suppressed forgotten");
    } else if (next.containsKey(previous)) {
      ends.add(next.get(previous).equals(current) ? "linked" : "suppressed alias-again");
    } else if (resolve(current).equals(previous)) {
      ends.add("suppressed alias-cycle");
    } else {
      next.put(previous, current);
      String end = resolve(current);
      if (profiles.containsKey(previous) && profiles.containsKey(end)) {
        ends.add("rejected");
      } else {
        if (profiles.containsKey(previous)) {
          profiles.put(end, profiles.remove(previous));
        }
        ends.add("linked");
      }
    }
  }

  void delete(String userId, int time) {
    if (isForgotten(userId, time)) {
      ends.add("suppressed forgotten");
      return;
    }
    for (String id : person(userId)) {
      profiles.remove(id);
      next.remove(id);
      forgottenAt.merge(id, time, Math::max);
    }
    ends.add("delivered");
  }

  private String resolve(String userId) {
    String end = userId;
    while (next.containsKey(end)) {
      end = next.get(end);
    }
    return end;
  }

  private Set<String> person(String userId) {
    String end = resolve(userId);
    Set<String> person = new LinkedHashSet<>();
    person.add(userId);
    person.add(end);
    for (String id : next.keySet()) {
      if (resolve(id).equals(end)) {
        person.add(id);
      }
    }
    return person;
  }

  private boolean isForgotten(String userId, int time) {
    return forgottenAt.containsKey(userId) && time <= forgottenAt.get(userId);
  }
}

package io.segmentinsider.tools.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Profiles of both sides that hang together by an identifier: one person, if the sides agree.
 *
 * @param shadow what the job makes of them
 * @param segment what Segment's destination makes of them
 */
record ComparedPerson(List<ComparedProfile> shadow, List<ComparedProfile> segment) {

  /** Puts together all profiles that have an identifier in common. */
  static List<ComparedPerson> of(List<ComparedProfile> shadow, List<ComparedProfile> segment) {
    List<ComparedProfile> all = new ArrayList<>(shadow);
    all.addAll(segment);
    int[] parent = new int[all.size()];
    Map<String, Integer> owners = new HashMap<>();
    for (int i = 0; i < parent.length; i++) {
      parent[i] = i;
      for (var identifier : all.get(i).identifiers().entrySet()) {
        for (String value : identifier.getValue()) {
          Integer owner = owners.putIfAbsent(identifier.getKey() + '\n' + value, i);
          if (owner != null) {
            parent[root(parent, i)] = root(parent, owner);
          }
        }
      }
    }
    Map<Integer, ComparedPerson> people = new LinkedHashMap<>();
    for (int i = 0; i < parent.length; i++) {
      ComparedPerson person =
          people.computeIfAbsent(
              root(parent, i), any -> new ComparedPerson(new ArrayList<>(), new ArrayList<>()));
      (i < shadow.size() ? person.shadow : person.segment).add(all.get(i));
    }
    return List.copyOf(people.values());
  }

  private static int root(int[] parent, int of) {
    int at = of;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  /** How many of them are users. */
  static long users(List<ComparedProfile> profiles) {
    return profiles.stream().filter(ComparedProfile::hasUserId).count();
  }

  /** The one to name: a user, if there is one. */
  ComparedProfile first() {
    return Stream.concat(shadow.stream(), segment.stream())
        .filter(ComparedProfile::hasUserId)
        .findFirst()
        .orElseGet(() -> shadow.isEmpty() ? segment.get(0) : shadow.get(0));
  }
}

package io.segmentinsider.lab.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts in how many updates which field was repaired in which way. */
final class RepairCounts {

  /** Names of fields come from outside; so many are told apart. */
  private static final int MAX_COUNTED = 10_000;

  private static final int MAX_LISTED = 100;

  private final Map<Repaired, Long> counts = new HashMap<>();

  /**
   * A field and what was done to it.
   *
   * @param kind the code of the repair
   * @param field a path in the user object
   */
  record Repaired(String kind, String field) {}

  void add(String kind, String field) {
    Repaired repaired = new Repaired(kind, field);
    if (counts.size() < MAX_COUNTED || counts.containsKey(repaired)) {
      counts.merge(repaired, 1L, Long::sum);
    }
  }

  /** The most frequent ones, most frequent first. */
  List<Report.RepairedField> mostFrequent() {
    return counts.entrySet().stream()
        .map(
            count ->
                new Report.RepairedField(
                    count.getKey().kind(), count.getKey().field(), count.getValue()))
        .sorted(
            Comparator.comparingLong(Report.RepairedField::updates)
                .reversed()
                .thenComparing(Report.RepairedField::kind)
                .thenComparing(Report.RepairedField::field))
        .limit(MAX_LISTED)
        .toList();
  }
}

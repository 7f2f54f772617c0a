package io.segmentinsider.lab.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the outcomes add up to; the words are those of {@code docs/report.md}.
 *
 * @param read published records; one that holds several events counts as that many
 * @param accepted records of which an update went on after mapping
 * @param repeats other records of which an update was seen before
 * @param unmatched records that no mapping wanted
 * @param refused records that could not be read, or of which nothing could be mapped
 * @param updates different updates, repeats not among them
 * @param delivered receipts
 * @param suppressed receipts
 * @param unchanged receipts
 * @param linked receipts
 * @param deadUpdates dead letters of whole updates
 * @param underWay published records that have no outcome yet and are too young to be lost; they are
 *     not in {@code read}
 * @param deadLetters dead letters of records, updates and events, by reason
 * @param problems why it is not accounted for; empty if it is
 */
public record Totals(
    long read,
    long accepted,
    long repeats,
    long unmatched,
    long refused,
    long updates,
    long delivered,
    long suppressed,
    long unchanged,
    long linked,
    long deadUpdates,
    long underWay,
    Map<String, Long> deadLetters,
    List<String> problems) {

  /** Copies both collections; the reasons are sorted. */
  public Totals {
    deadLetters = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(deadLetters));
    problems = List.copyOf(problems);
  }

  /** Whether every published record is accounted for, once. */
  public boolean accounted() {
    return problems.isEmpty();
  }

  boolean recordsAddUp() {
    return read == accepted + repeats + unmatched + refused;
  }

  boolean updatesAddUp() {
    return updates == delivered + suppressed + unchanged + linked + deadUpdates;
  }

  Totals withProblems(List<String> found) {
    return new Totals(
        read,
        accepted,
        repeats,
        unmatched,
        refused,
        updates,
        delivered,
        suppressed,
        unchanged,
        linked,
        deadUpdates,
        underWay,
        deadLetters,
        found);
  }
}

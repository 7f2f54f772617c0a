package io.segmentinsider.mapping.guide;

import io.segmentinsider.record.EventEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The product lines of one event. Insider keeps one of several identical events, so lines that
 * would be identical become one with their quantities added (contract, section 6).
 */
final class LineMerger {

  private final EntryWriter entries;
  private final List<Line> lines = new ArrayList<>();

  LineMerger(EntryWriter entries) {
    this.entries = entries;
  }

  /**
   * A line.
   *
   * @param quantity how many
   * @param rest all other parameters as JSON
   */
  private record Line(long quantity, ByteBuffer rest) {}

  void add(long quantity, byte[] rest) {
    lines.add(new Line(quantity, ByteBuffer.wrap(rest)));
  }

  /** Number of lines before merging. */
  int size() {
    return lines.size();
  }

  /** The entries, no two of them identical, in the order in which their lines came first. */
  List<EventEntry> merge() {
    List<Line> distinct = lines;
    if (lines.size() > 1) {
      int before;
      do {
        before = distinct.size();
        distinct = mergeOnce(distinct);
      } while (distinct.size() < before);
    }
    List<EventEntry> made = new ArrayList<>(distinct.size());
    for (Line line : distinct) {
      made.add(entries.complete(line.quantity(), line.rest().array()));
    }
    return made;
  }

  /** A sum can equal the quantity of another line, so once may not be enough. */
  private static List<Line> mergeOnce(List<Line> lines) {
    Map<Line, Integer> counts = new LinkedHashMap<>();
    for (Line line : lines) {
      counts.merge(line, 1, Integer::sum);
    }
    if (counts.size() == lines.size()) {
      return lines;
    }
    List<Line> merged = new ArrayList<>(counts.size());
    counts.forEach((line, count) -> merged.add(new Line(line.quantity() * count, line.rest())));
    return merged;
  }
}

package io.segmentinsider.mapping.guide;

import io.segmentinsider.record.EventEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * The product lines of one event. Insider keeps one of several identical events, so lines that
 * would be identical become one with their quantities added (docs/insider-api.md#repeats).
 */
final class LineMerger {

  private final EntryWriter entries;
  private final OrderText order;
  private final List<Line> lines = new ArrayList<>();

  /**
   * Lines of an event.
   *
   * @param order what all of them say
   */
  LineMerger(EntryWriter entries, OrderText order) {
    this.entries = entries;
    this.order = order;
  }

  /**
   * A line.
   *
   * @param quantity how many; null if that can't be read
   * @param rest all other parameters as JSON
   */
  private record Line(@Nullable Long quantity, LineText rest) implements Comparable<Line> {

    private static final Comparator<Line> ORDER =
        Comparator.comparing(Line::quantity, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Line::rest);

    private Line times(int count) {
      return new Line(quantity == null ? null : quantity * count, rest);
    }

    @Override
    public int compareTo(Line other) {
      return ORDER.compare(this, other);
    }
  }

  void add(@Nullable Long quantity, LineText rest) {
    lines.add(new Line(quantity, rest));
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
    if (distinct.size() == 1) {
      return List.of(entries.complete(distinct.get(0).quantity(), distinct.get(0).rest()));
    }
    byte[] shared = order.toBytes();
    List<EventEntry> made = new ArrayList<>(distinct.size());
    for (Line line : distinct) {
      made.add(entries.sharing(line.quantity(), line.rest(), shared));
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
    counts.forEach((line, count) -> merged.add(line.times(count)));
    return merged;
  }
}

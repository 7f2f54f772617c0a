package io.segmentinsider.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Why updates were refused or kept back, with the first examples of each reason. */
public final class Reasons {

  private static final int EXAMPLES = 3;

  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, List<Example>> examples = new TreeMap<>();

  /**
   * One outcome.
   *
   * @param at {@code topic-partition@offset}
   * @param detail never a personal value; empty if there is none
   */
  public record Example(String at, String detail) {}

  /**
   * A reason.
   *
   * @param count how many
   * @param examples the first ones
   */
  public record Found(long count, List<Example> examples) {}

  void add(String reason, String at, String detail) {
    counts.merge(reason, 1L, Long::sum);
    List<Example> known = examples.computeIfAbsent(reason, code -> new ArrayList<>());
    if (known.size() < EXAMPLES) {
      known.add(new Example(at, detail));
    }
  }

  Map<String, Found> found() {
    Map<String, Found> found = new TreeMap<>();
    counts.forEach(
        (reason, count) -> found.put(reason, new Found(count, List.copyOf(examples.get(reason)))));
    return found;
  }
}

package io.segmentinsider.tools.preview;

import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.segment.SegmentEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Comparisons of triggers with a number, for which some events have text. */
public final class TextForNumbers {

  /** How many events have it, by what is compared. */
  private final Map<String, Integer> events = new LinkedHashMap<>();

  /** Looks at an event as a mapping sees it. */
  public void add(Mapper mapper, SegmentEvent event) {
    for (String comparison : mapper.numbersThatAreText(event)) {
      events.merge(comparison, 1, Integer::sum);
    }
  }

  /** One sentence for each comparison. */
  public List<String> sentences() {
    return events.entrySet().stream()
        .map(
            found ->
                "trigger "
                    + found.getKey()
                    + " never holds for "
                    + found.getValue()
                    + (found.getValue() == 1 ? " event" : " events")
                    + " of these: it compares with a number, and they have text there. at_least"
                    + " reads both")
        .toList();
  }
}

package io.segmentinsider.tools.check;

import io.segmentinsider.JobSettings;
import io.segmentinsider.mapping.Explanation;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.SegmentEvent;
import io.segmentinsider.tools.preview.TextForNumbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Holds the mapping against events as they come: which mapping takes how many, and what none takes.
 * A trigger that can be read may still be one that nothing matches.
 */
final class TriggersCheck {

  private static final String TRIGGERS = "triggers";
  private static final int NAMED = 10;
  private static final int LONGEST_NAME = 60;

  private final EventParser parser;
  private final Mapper mapper;
  private final boolean ownMapping;
  private final TextForNumbers textForNumbers = new TextForNumbers();
  private final Map<String, Long> taken = new LinkedHashMap<>();
  private final Map<String, Long> unmatched = new LinkedHashMap<>();
  private final Map<String, Long> refused = new LinkedHashMap<>();
  private long events;

  /**
   * A check of the job's mapping.
   *
   * @param mapper what the settings' mapping compiles to
   */
  TriggersCheck(JobSettings settings, Mapper mapper) {
    this.parser = new EventParser(settings.source());
    this.mapper = mapper;
    this.ownMapping = settings.mapping().file() != null;
  }

  /** Looks at all events of a record. */
  void add(RawRecord record) {
    for (EventParser.Result result : parser.parse(record)) {
      if (result instanceof EventParser.Result.Parsed parsed) {
        add(parsed.event());
      } else if (result instanceof EventParser.Result.Refused dead) {
        count(refused, dead.deadLetter().reason().code());
      }
    }
  }

  private void add(SegmentEvent event) {
    events++;
    textForNumbers.add(mapper, event);
    Explanation explanation = mapper.explain(event);
    for (Explanation.Considered mapping : explanation.mappings()) {
      taken.merge(mapping.name(), mapping.matched() ? 1L : 0L, Long::sum);
    }
    if (explanation.result().unmatched()) {
      count(unmatched, label(event));
    }
  }

  private static void count(Map<String, Long> counts, String what) {
    counts.merge(what, 1L, Long::sum);
  }

  /** Pages and screens have as many names as a site has pages. */
  private static String label(SegmentEvent event) {
    if (event.type().equals("track") && event.json().get("event") instanceof String name) {
      return "\"" + shown(name) + "\"";
    }
    return event.type();
  }

  /** A stranger wrote it, and a terminal obeys control characters. */
  private static String shown(String name) {
    StringBuilder shown = new StringBuilder();
    name.codePoints()
        .limit(LONGEST_NAME)
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /** What was found; nothing if there was no event. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (!refused.isEmpty()) {
      long all = sum(refused);
      findings.add(
          Finding.warning(
              "records",
              text(
                      "%,d of the last %,d are no events, and end as dead letters: ",
                      all, all + events)
                  + most(refused)));
    }
    if (events == 0) {
      return findings;
    }
    Map<String, Long> some = new LinkedHashMap<>(taken);
    some.values().removeIf(count -> count == 0);
    if (!some.isEmpty()) {
      findings.add(
          Finding.ok(TRIGGERS, text("of the last %,d events match: ", events) + all(some)));
    }
    List<String> never =
        taken.entrySet().stream()
            .filter(mapping -> mapping.getValue() == 0)
            .map(Map.Entry::getKey)
            .toList();
    if (!never.isEmpty()) {
      String sentence =
          text("none of the last %,d events matches ", events) + String.join(", ", never);
      findings.add(
          ownMapping
              ? Finding.warning(TRIGGERS, sentence + ". job/preview --explain says why")
              : Finding.ok(TRIGGERS, sentence));
    }
    if (!unmatched.isEmpty()) {
      long none = sum(unmatched);
      String sentence =
          text("%,d of the last %,d events match no mapping, and are not sent: ", none, events)
              + most(unmatched);
      findings.add(
          none == events ? Finding.warning(TRIGGERS, sentence) : Finding.ok(TRIGGERS, sentence));
    }
    textForNumbers.sentences().forEach(each -> findings.add(Finding.warning(TRIGGERS, each)));
    return findings;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String all(Map<String, Long> counts) {
    return most(counts, counts.size());
  }

  private static String most(Map<String, Long> counts) {
    return most(counts, NAMED);
  }

  private static String most(Map<String, Long> counts, int named) {
    List<String> most =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(named)
            .map(count -> count.getKey() + " " + text("%,d", count.getValue()))
            .toList();
    int left = counts.size() - most.size();
    return String.join(", ", most) + (left > 0 ? ", and " + left + " more" : "");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

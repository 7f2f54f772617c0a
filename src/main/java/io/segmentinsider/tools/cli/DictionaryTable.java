package io.segmentinsider.tools.cli;

import io.segmentinsider.insider.UpsertLimits;
import io.segmentinsider.mapping.Dictionary;
import io.segmentinsider.mapping.Dictionary.Entry;
import io.segmentinsider.mapping.Dictionary.Kind;
import java.util.List;

/** A dictionary as a table for people and as CSV. */
final class DictionaryTable {

  private static final List<String> HEADER =
      List.of("kind", "name", "place", "count", "type", "example", "events");

  private static final int MAX_EVENTS_SHOWN = 3;

  private final Dictionary dictionary;

  DictionaryTable(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** Columns aligned with blanks, then the account limits, then what the samples were worth. */
  String text() {
    TextTable table = new TextTable(HEADER);
    for (Entry entry : dictionary.entries()) {
      table.add(row(entry, shortened(entry.events())));
    }
    return table.text()
        + "\n"
        + limit("custom attributes", Kind.ATTRIBUTE, UpsertLimits.CUSTOM_ATTRIBUTES)
        + limit("custom parameters", Kind.PARAMETER, UpsertLimits.CUSTOM_PARAMETERS)
        + samples(dictionary.samples());
  }

  private static String samples(Dictionary.Samples samples) {
    String line = "samples: " + samples.read() + " read, " + samples.mapped() + " mapped";
    return samples.read() == samples.mapped()
        ? line + "\n"
        : line
            + ", "
            + samples.unmatched()
            + " unmatched, "
            + samples.refused()
            + " refused, "
            + samples.suppressed()
            + " suppressed; job/preview says why\n";
  }

  private String limit(String what, Kind kind, int limit) {
    int used = dictionary.customNames(kind);
    return what
        + ": "
        + used
        + " of "
        + limit
        + (used > limit ? ": more than an account has by default; deny some, or ask Insider" : "")
        + "\n";
  }

  /** RFC 4180, with a header. */
  String csv() {
    TextTable table = new TextTable(HEADER);
    for (Entry entry : dictionary.entries()) {
      table.add(row(entry, String.join(" ", entry.events())));
    }
    return table.csv();
  }

  private static List<String> row(Entry entry, String events) {
    return List.of(
        entry.kind().code(),
        entry.name(),
        entry.custom() ? "custom" : "default",
        String.valueOf(entry.count()),
        String.join(" or ", entry.types()),
        String.join(" or ", entry.classes()),
        events);
  }

  private static String shortened(List<String> events) {
    return events.size() <= MAX_EVENTS_SHOWN
        ? String.join(" ", events)
        : String.join(" ", events.subList(0, MAX_EVENTS_SHOWN))
            + " and "
            + (events.size() - MAX_EVENTS_SHOWN)
            + " more";
  }
}

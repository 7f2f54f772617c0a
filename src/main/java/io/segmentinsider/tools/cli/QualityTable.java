package io.segmentinsider.tools.cli;

import io.segmentinsider.mapping.Quality;
import java.util.List;

/** The table that goes to whoever writes the tracking code: what of it can't be read. */
final class QualityTable {

  private static final List<String> FIELDS =
      List.of("event", "field", "read", "repaired", "left out", "repairs", "unreadable as");
  private static final List<String> EVENTS = List.of("event", "count", "dead letters", "reasons");

  private final TextTable fields = new TextTable(FIELDS);
  private final TextTable events = new TextTable(EVENTS);
  private final boolean anyField;

  QualityTable(Quality quality) {
    for (Quality.Row row : quality.rows()) {
      fields.add(
          List.of(
              row.event(),
              row.field(),
              Long.toString(row.read()),
              Long.toString(row.repaired()),
              Long.toString(row.leftOut()),
              String.join(" ", row.repairs()),
              String.join(" or ", row.classes())));
    }
    anyField = !quality.rows().isEmpty();
    for (Quality.EventRow row : quality.events()) {
      events.add(
          List.of(
              row.event(),
              Long.toString(row.count()),
              Long.toString(row.refused()),
              String.join(" ", row.reasons())));
    }
  }

  /** Events first, then their fields, then where the words are explained. */
  String text() {
    return events.text()
        + "\n"
        + (anyField ? fields.text() : "Every field could be read.\n")
        + "\ndocs/reasons.md says what each word means and what to do.\n";
  }

  /** The fields alone. */
  String csv() {
    return fields.csv();
  }
}

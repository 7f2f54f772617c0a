package io.segmentinsider.cli;

import io.segmentinsider.insider.UpsertLimits;
import io.segmentinsider.mapping.Dictionary;
import io.segmentinsider.mapping.Dictionary.Entry;
import io.segmentinsider.mapping.Dictionary.Kind;
import java.util.ArrayList;
import java.util.List;

/** A dictionary as a table for people and as CSV. */
final class DictionaryTable {

  private static final List<String> HEADER =
      List.of("kind", "name", "place", "count", "type", "example", "events");

  private static final int MAX_EVENTS_SHOWN = 3;

  /** A longer cell stands out of its column: one odd name would else move all columns away. */
  private static final int MAX_WIDTH = 48;

  private final Dictionary dictionary;

  DictionaryTable(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  /** Columns aligned with blanks, then the account limits, then what the samples were worth. */
  String text() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    for (Entry entry : dictionary.entries()) {
      rows.add(row(entry, shortened(entry.events())));
    }
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Math.min(MAX_WIDTH, row.get(i).length()));
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i))
            .append(" ".repeat(Math.max(0, widths[i] - row.get(i).length()) + 2));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.append('\n')
        .append(limit("custom attributes", Kind.ATTRIBUTE, UpsertLimits.CUSTOM_ATTRIBUTES))
        .append(limit("custom parameters", Kind.PARAMETER, UpsertLimits.CUSTOM_PARAMETERS))
        .append(samples(dictionary.samples()))
        .toString();
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
    StringBuilder out = new StringBuilder();
    appendCsv(HEADER, out);
    for (Entry entry : dictionary.entries()) {
      appendCsv(row(entry, String.join(" ", entry.events())), out);
    }
    return out.toString();
  }

  private static void appendCsv(List<String> cells, StringBuilder out) {
    String separator = "";
    for (String cell : cells) {
      out.append(separator);
      boolean quoted =
          cell.contains(",") || cell.contains("\"") || cell.contains("\n") || cell.contains("\r");
      out.append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
      separator = ",";
    }
    out.append("\r\n");
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

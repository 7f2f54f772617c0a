package io.segmentinsider.tools.cli;

import java.util.ArrayList;
import java.util.List;

/** A table for people, or as CSV. Cells may hold what a stranger wrote. */
final class TextTable {

  /** A longer cell stands out of its column: one odd name would else move all columns away. */
  private static final int MAX_WIDTH = 48;

  private final List<List<String>> rows = new ArrayList<>();

  /** A table with its header. */
  TextTable(List<String> header) {
    rows.add(header);
  }

  /** Adds a row, which has as many cells as the header. */
  void add(List<String> row) {
    rows.add(row.stream().map(TextTable::withoutControls).toList());
  }

  /** A terminal obeys control characters, and so do marks of direction. */
  private static String withoutControls(String cell) {
    StringBuilder out = new StringBuilder(cell.length());
    cell.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean unseen = type == Character.CONTROL || type == Character.FORMAT;
              out.appendCodePoint(unseen ? '\uFFFD' : c);
            });
    return out.toString();
  }

  /** Columns aligned with blanks. */
  String text() {
    int[] widths = new int[rows.get(0).size()];
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
    return out.toString();
  }

  /** RFC 4180, with a header. */
  String csv() {
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      String separator = "";
      for (String cell : row) {
        out.append(separator).append(quoted(cell));
        separator = ",";
      }
      out.append("\r\n");
    }
    return out.toString();
  }

  /** A spreadsheet takes a cell that begins like a formula for one. */
  private static String quoted(String cell) {
    String safe = !cell.isEmpty() && "=+-@\t".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    boolean quotes =
        safe.contains(",") || safe.contains("\"") || safe.contains("\n") || safe.contains("\r");
    return quotes ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}

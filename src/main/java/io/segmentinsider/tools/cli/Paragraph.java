package io.segmentinsider.tools.cli;

/** Text for a terminal: its lines end between words. */
final class Paragraph {

  /** As wide as a terminal is before somebody draws it larger. */
  static final int COLUMNS = 80;

  private static final String FURTHER = "  ";

  private Paragraph() {}

  /**
   * Lines without a line break at the end. A word that is wider than a line, such as a path, stays
   * whole.
   *
   * @param indent before the first line; further ones stand two columns deeper
   */
  static String of(String indent, String text) {
    StringBuilder out = new StringBuilder(indent);
    int column = indent.length();
    boolean begun = false;
    for (String word : text.strip().split("\\s+", -1)) {
      if (begun && column + 1 + word.length() > COLUMNS) {
        out.append(System.lineSeparator()).append(indent).append(FURTHER);
        column = indent.length() + FURTHER.length();
      } else if (begun) {
        out.append(' ');
        column++;
      }
      out.append(word);
      column += word.length();
      begun = true;
    }
    return out.toString();
  }
}

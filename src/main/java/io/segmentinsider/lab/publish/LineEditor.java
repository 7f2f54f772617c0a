package io.segmentinsider.lab.publish;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Copies a line with changes; they are made from left to right. */
final class LineEditor {

  private final byte[] line;
  private final ByteArrayOutputStream out;
  private int copied;

  LineEditor(byte[] line) {
    this.line = line;
    this.out = new ByteArrayOutputStream(line.length + 256);
  }

  /** Puts text in front of the byte at that position. */
  void insert(int position, String text) {
    copyTo(position);
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Puts text in front of the last such character between two positions, if there is one. */
  void insertBefore(char character, int start, int end, String text) {
    for (int i = end - 1; i >= start; i--) {
      if (line[i] == character) {
        insert(i, text);
        return;
      }
    }
  }

  /**
   * Writes other digits over the last ones between two positions and keeps what stands between
   * them.
   *
   * @param digits the new ones; empty changes nothing
   */
  void replaceLastDigits(int start, int end, String digits) {
    int first = end;
    for (int missing = digits.length(); missing > 0 && first > start; ) {
      first--;
      if (isDigit(line[first])) {
        missing--;
      }
    }
    copyTo(first);
    int next = 0;
    for (int i = first; i < end; i++) {
      out.write(isDigit(line[i]) ? digits.charAt(next++) : line[i]);
    }
    copied = end;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  private void copyTo(int position) {
    out.write(line, copied, position - copied);
    copied = position;
  }

  /** The line with all changes; the line itself if there are none. */
  byte[] result() {
    if (copied == 0) {
      return line;
    }
    copyTo(line.length);
    return out.toByteArray();
  }
}

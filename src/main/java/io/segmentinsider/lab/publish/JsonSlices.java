package io.segmentinsider.lab.publish;

import java.util.Arrays;
import java.util.Deque;

/**
 * Finds where the values of a JSON text begin and end, by its brackets and quotes alone: whether
 * they are right inside is for the parser to say.
 */
final class JsonSlices {

  private int depth;
  private boolean inText;
  private boolean escaped;
  private boolean broken;
  private boolean any;

  /** Begins with a line. */
  JsonSlices(byte[] line) {
    add(line);
  }

  /** Goes on with the next line. */
  void add(byte[] line) {
    for (byte b : line) {
      take(b);
      if (broken) {
        return;
      }
    }
    // A text can't go on behind the end of a line.
    broken |= inText;
  }

  private void take(byte b) {
    if (inText) {
      inText = escaped || b != '"';
      escaped = !escaped && b == '\\';
      return;
    }
    switch (b) {
      case '"' -> {
        inText = true;
        broken |= depth == 0;
      }
      case '{', '[' -> {
        depth++;
        any = true;
      }
      case '}', ']' -> {
        depth--;
        broken |= depth < 0;
      }
      default -> {
        // Outside of brackets stand blanks, and commas between values that were copied from a list.
        broken |= depth == 0 && !isBlank(b) && b != ',';
      }
    }
  }

  /** Whether the end of a value is still to come. */
  boolean isOpen() {
    return !broken && depth > 0;
  }

  /** Whether it is one value or several, and nothing else. */
  boolean isWhole() {
    return !broken && any && depth == 0 && !inText;
  }

  /** Adds the values of the whole text; those of a list one by one. */
  void values(byte[] text, int firstLine, Deque<JsonDocuments.Document> into) {
    int line = firstLine;
    int start = -1;
    int startLine = line;
    JsonSlices state = new JsonSlices(new byte[0]);
    for (int i = 0; i < text.length; i++) {
      int before = state.depth;
      state.take(text[i]);
      if (start < 0 && state.depth > 0) {
        start = i;
        startLine = line;
      }
      if (start >= 0 && before == 1 && state.depth == 0) {
        byte[] value = Arrays.copyOfRange(text, start, i + 1);
        if (value[0] == '[') {
          elements(value, startLine, into);
        } else {
          into.add(new JsonDocuments.Document(value, startLine));
        }
        start = -1;
      }
      if (text[i] == '\n') {
        line++;
      }
    }
  }

  private static void elements(byte[] list, int firstLine, Deque<JsonDocuments.Document> into) {
    int line = firstLine;
    int start = 1;
    JsonSlices state = new JsonSlices(new byte[0]);
    for (int i = 0; i < list.length; i++) {
      boolean ends = !state.inText && state.depth == 1 && (list[i] == ',' || i == list.length - 1);
      state.take(list[i]);
      if (ends) {
        while (start < i && isBlank(list[start])) {
          line += list[start] == '\n' ? 1 : 0;
          start++;
        }
        int begin = line;
        if (start < i) {
          for (int j = start; j < i; j++) {
            line += list[j] == '\n' ? 1 : 0;
          }
          into.add(new JsonDocuments.Document(Arrays.copyOfRange(list, start, i), begin));
        }
        start = i + 1;
      }
    }
  }

  static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}

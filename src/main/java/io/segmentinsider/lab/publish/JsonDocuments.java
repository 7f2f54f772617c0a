package io.segmentinsider.lab.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import javax.annotation.Nullable;

/**
 * The JSON of an input in whatever form it stands there: one value a line, one spread over many
 * lines as people copy it from Segment's debugger, several behind one another, or in a list. Empty
 * lines count for nothing. A line that can't be part of any value is handed on as it is, so that
 * whoever reads it can say what is wrong with it.
 */
public final class JsonDocuments implements AutoCloseable {

  /** A value that is longer is taken for lines that are broken, each by itself. */
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  /** So many lines are looked at before the input is taken for one that only begins badly. */
  private static final int MAX_HELD = 1_000;

  private final LineSource lines;
  private final String name;
  private final Deque<Line> ahead = new ArrayDeque<>();
  private final Deque<Document> found = new ArrayDeque<>();
  private int read;
  private boolean anyWhole;

  /**
   * The documents of some lines, which {@link #close()} closes.
   *
   * @param name what a person calls the input
   */
  public JsonDocuments(LineSource lines, String name) {
    this.lines = lines;
    this.name = name;
  }

  /**
   * One JSON value, or a line that is none.
   *
   * @param bytes its text
   * @param line the number of the line on which it begins, from 1
   */
  public record Document(byte[] bytes, int line) {}

  private record Line(byte[] bytes, int number) {}

  /**
   * The next document; null behind the last one.
   *
   * @throws NoJsonException if the input holds no JSON at all
   */
  @Nullable
  public Document next() throws IOException {
    while (found.isEmpty() || (!anyWhole && found.size() < MAX_HELD)) {
      Line first = nextLine();
      if (first == null) {
        break;
      }
      if (!saysNothing(first.bytes())) {
        read(first);
      }
    }
    if (!anyWhole && found.size() < MAX_HELD) {
      throw new NoJsonException(name);
    }
    anyWhole = true;
    return found.poll();
  }

  /** Looks for the end of what begins on a line. */
  private void read(Line first) throws IOException {
    JsonSlices slices = new JsonSlices(first.bytes());
    Deque<Line> taken = new ArrayDeque<>();
    taken.add(first);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(first.bytes());
    while (slices.isOpen() && text.size() <= MAX_BYTES) {
      Line more = nextLine();
      if (more == null) {
        break;
      }
      taken.add(more);
      text.write('\n');
      text.writeBytes(more.bytes());
      slices.add(more.bytes());
    }
    if (slices.isWhole()) {
      anyWhole = true;
      slices.values(text.toByteArray(), first.number(), found);
    } else {
      found.add(new Document(first.bytes(), first.number()));
      taken.removeFirst();
      while (!taken.isEmpty()) {
        ahead.addFirst(taken.removeLast());
      }
    }
  }

  @Nullable
  private Line nextLine() throws IOException {
    if (!ahead.isEmpty()) {
      return ahead.remove();
    }
    byte[] bytes = lines.next();
    if (bytes == null) {
      return null;
    }
    read++;
    return new Line(read == 1 ? withoutByteOrderMark(bytes) : bytes, read);
  }

  private static byte[] withoutByteOrderMark(byte[] bytes) {
    boolean marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  /** Blanks, and commas between values that were copied from a list. */
  private static boolean saysNothing(byte[] bytes) {
    for (byte b : bytes) {
      if (!JsonSlices.isBlank(b) && b != ',') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}

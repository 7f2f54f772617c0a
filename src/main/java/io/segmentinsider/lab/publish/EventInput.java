package io.segmentinsider.lab.publish;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javax.annotation.Nullable;

/**
 * Where events are read from: lines that end with {@code \n}, plain or gzip, whatever the name
 * says. It can be read more than once.
 */
public final class EventInput {

  private static final String BUNDLED_DAY = "/demo/segment-day.ndjson.gz";

  private final String name;
  private final Opener opener;
  private final Sizer sizer;
  private final Form form;

  private EventInput(String name, Opener opener, Sizer sizer, Form form) {
    this.name = name;
    this.opener = opener;
    this.sizer = sizer;
    this.form = form;
  }

  /** What an input looks like. */
  public enum Form {
    /** Lines, which are published as they are, whatever they hold. */
    LINES,
    /** JSON in whatever form it stands there: one value a line, over many lines, in lists. */
    JSON,
    /** A table of people; each becomes an identify event ({@link PeopleTable}). */
    CSV
  }

  /** Lines of a file. */
  public static EventInput file(Path file) {
    return new EventInput(
        file.toString(), () -> Files.newInputStream(file), () -> Files.size(file), Form.LINES);
  }

  /** A file that a person brings, in one of the forms. */
  public static EventInput file(Path file, Form form) {
    return new EventInput(
        file.toString(), () -> Files.newInputStream(file), () -> Files.size(file), form);
  }

  /**
   * A stream, which can be read once.
   *
   * @param name what a person calls it
   */
  public static EventInput stream(InputStream in, String name, Form form) {
    return new EventInput(name, () -> in, () -> 0, form);
  }

  /** The day of events that comes with the product. */
  public static EventInput bundledDay() {
    URL day = Objects.requireNonNull(EventInput.class.getResource(BUNDLED_DAY), BUNDLED_DAY);
    return new EventInput(
        "the bundled day",
        day::openStream,
        () -> day.openConnection().getContentLengthLong(),
        Form.LINES);
  }

  /** What a person calls it. */
  public String name() {
    return name;
  }

  /**
   * How many bytes one reading takes from the file or resource, before decompression.
   *
   * @throws IOException if it can't be read
   */
  public long sizeInBytes() throws IOException {
    return sizer.size();
  }

  /**
   * Starts a reading.
   *
   * @param bytesRead is told how many bytes are taken, before decompression
   * @throws IOException if it can't be read
   */
  public LineSource open(AtomicLong bytesRead) throws IOException {
    LineSplitter lines =
        LineSplitter.plainOrGzip(new CountingInputStream(opener.open(), bytesRead), name);
    return switch (form) {
      case LINES -> lines;
      case JSON -> new DocumentLines(new JsonDocuments(lines, name));
      case CSV -> new PeopleTable(lines, name);
    };
  }

  /** Each value as if it stood on a line of its own. */
  private record DocumentLines(JsonDocuments documents) implements LineSource {

    @Override
    @Nullable
    public byte[] next() throws IOException {
      JsonDocuments.Document document = documents.next();
      return document == null ? null : document.bytes();
    }

    @Override
    public void close() throws IOException {
      documents.close();
    }
  }

  /** Opens the bytes as they are stored. */
  @FunctionalInterface
  private interface Opener {
    InputStream open() throws IOException;
  }

  /** Tells how many bytes are stored. */
  @FunctionalInterface
  private interface Sizer {
    long size() throws IOException;
  }

  /** Tells how much was read through it; it is only read in blocks. */
  private static final class CountingInputStream extends FilterInputStream {

    private final AtomicLong count;

    private CountingInputStream(InputStream in, AtomicLong count) {
      super(in);
      this.count = count;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read > 0) {
        count.addAndGet(read);
      }
      return read;
    }
  }
}

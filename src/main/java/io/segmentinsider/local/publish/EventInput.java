package io.segmentinsider.local.publish;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where events are read from: lines that end with {@code \n}, plain or gzip, whatever the name
 * says. It can be read more than once.
 */
public final class EventInput {

  private static final String BUNDLED_DAY = "/demo/segment-day.ndjson.gz";

  private final String name;
  private final Opener opener;
  private final Sizer sizer;

  private EventInput(String name, Opener opener, Sizer sizer) {
    this.name = name;
    this.opener = opener;
    this.sizer = sizer;
  }

  /** Lines of a file. */
  public static EventInput file(Path file) {
    return new EventInput(
        file.toString(), () -> Files.newInputStream(file), () -> Files.size(file));
  }

  /** The day of events that comes with the product. */
  public static EventInput bundledDay() {
    URL day = Objects.requireNonNull(EventInput.class.getResource(BUNDLED_DAY), BUNDLED_DAY);
    return new EventInput(
        "the bundled day", day::openStream, () -> day.openConnection().getContentLengthLong());
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
  public Lines open(AtomicLong bytesRead) throws IOException {
    return Lines.plainOrGzip(new CountingInputStream(opener.open(), bytesRead), name);
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

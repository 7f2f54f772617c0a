package io.segmentinsider.lab.publish;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import javax.annotation.Nullable;

/**
 * Splits a stream of bytes at {@code \n}, and at nothing else: a line may hold any other byte.
 * Bytes after the last {@code \n} are a line, too.
 */
public final class LineSplitter implements LineSource {

  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 18];
  private int start;
  private int end;

  /** Lines of a stream, which {@link #close()} closes. */
  public LineSplitter(InputStream in) {
    this.in = in;
  }

  /**
   * Lines of a stream that is plain or gzip, which {@link #close()} closes.
   *
   * @param name what a person calls it
   * @throws IOException if it can't be read
   */
  public static LineSplitter plainOrGzip(InputStream in, String name) throws IOException {
    InputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return new LineSplitter(gzip ? new WholeGzip(buffered, name) : buffered);
  }

  /** Says which of several inputs is damaged. */
  private static final class WholeGzip extends FilterInputStream {

    private final String name;

    private WholeGzip(InputStream compressed, String name) throws IOException {
      super(new GZIPInputStream(compressed, BUFFER_BYTES));
      this.name = name;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (EOFException | ZipException e) {
        FileSystemException damaged =
            new FileSystemException(name, null, "it is no whole gzip: " + e.getMessage());
        damaged.initCause(e);
        throw damaged;
      }
    }
  }

  @Override
  @Nullable
  public byte[] next() throws IOException {
    int searched = start;
    while (true) {
      for (int i = searched; i < end; i++) {
        if (buffer[i] == '\n') {
          byte[] line = Arrays.copyOfRange(buffer, start, i);
          start = i + 1;
          return line;
        }
      }
      int waiting = end - start;
      makeRoom();
      searched = waiting;
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        start = end;
        return waiting == 0 ? null : Arrays.copyOfRange(buffer, end - waiting, end);
      }
      end += read;
    }
  }

  private void makeRoom() {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

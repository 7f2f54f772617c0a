package io.segmentinsider.lab.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.annotation.Nullable;

/**
 * Reads an input again and again. Lines of a small input are kept from the first reading, because
 * unpacking them costs more than publishing them.
 */
final class RepeatedInput {

  private static final long KEPT_BYTES = 64L * 1024 * 1024;

  private final EventInput input;
  private final long sizeInBytes;
  private final List<byte[]> kept = new ArrayList<>();
  private boolean keeping;
  private boolean complete;

  RepeatedInput(EventInput input, boolean keeping) throws IOException {
    this.input = input;
    this.sizeInBytes = input.sizeInBytes();
    this.keeping = keeping;
  }

  /**
   * Starts a reading; the one before must have reached its end.
   *
   * @param bytesRead is told how many bytes are taken, before decompression
   */
  LineSource open(AtomicLong bytesRead) throws IOException {
    return complete ? new KeptLines(bytesRead) : new KeepingLines(input.open(bytesRead));
  }

  /** Reads from the input and keeps what it reads, as long as that is little. */
  private final class KeepingLines implements LineSource {

    private final LineSource lines;
    private long bytes;

    private KeepingLines(LineSource lines) {
      this.lines = lines;
    }

    @Override
    @Nullable
    public byte[] next() throws IOException {
      byte[] line = lines.next();
      if (line == null) {
        complete = keeping;
      } else if (keeping) {
        bytes += line.length;
        kept.add(line);
        if (bytes > KEPT_BYTES) {
          keeping = false;
          kept.clear();
        }
      }
      return line;
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }

  /** Reads what was kept. */
  private final class KeptLines implements LineSource {

    private final Iterator<byte[]> lines = kept.iterator();
    private final AtomicLong bytesRead;
    private final long bytesBefore;
    private int read;

    private KeptLines(AtomicLong bytesRead) {
      this.bytesRead = bytesRead;
      this.bytesBefore = bytesRead.get();
    }

    @Override
    @Nullable
    public byte[] next() {
      if (!lines.hasNext()) {
        return null;
      }
      read++;
      bytesRead.set(bytesBefore + sizeInBytes * read / kept.size());
      return lines.next();
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}

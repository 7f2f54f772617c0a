package io.segmentinsider.lab.publish;

import java.io.Closeable;
import java.io.IOException;
import javax.annotation.Nullable;

/** Lines, one after the other. */
public interface LineSource extends Closeable {

  /** The next line without its end; null after the last one. */
  @Nullable
  byte[] next() throws IOException;
}

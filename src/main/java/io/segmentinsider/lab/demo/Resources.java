package io.segmentinsider.lab.demo;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What was started, to be stopped the other way round, all of it even if some of it fails. */
final class Resources implements AutoCloseable {

  private final Deque<Stopper> stoppers = new ArrayDeque<>();

  /** Stops one thing. */
  @FunctionalInterface
  interface Stopper {
    void stop() throws IOException;
  }

  /** Takes what was started last. */
  void add(Stopper stopper) {
    stoppers.push(stopper);
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    while (!stoppers.isEmpty()) {
      try {
        stoppers.pop().stop();
      } catch (IOException | RuntimeException e) {
        if (failure == null) {
          failure = new IOException("not everything could be stopped", e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}

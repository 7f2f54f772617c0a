package io.segmentinsider.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The connection's side of one call: exactly one of its ends must be called, on its own thread. */
interface Exchange {

  /** Sends the answer. */
  void answer(HttpAnswer answer);

  /** Sends the head and half of the body, then closes the connection. */
  void answerHalf(HttpAnswer answer);

  /**
   * Sends a file as NDJSON and deletes it.
   *
   * @throws IOException if it cannot be read
   */
  void answerFile(Path file) throws IOException;

  /** Resets the connection. */
  void reset();

  /** Leaves the client waiting. */
  void neverAnswer();

  /** Runs something later on the connection's thread, also if the client has gone by then. */
  void later(Duration delay, Runnable action);
}

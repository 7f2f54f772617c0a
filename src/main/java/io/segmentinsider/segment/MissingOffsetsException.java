package io.segmentinsider.segment;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * A position that was to be read is not there, and {@code kafka.auto.offset.reset} is {@code none}.
 * Flink does not start the job again: it would only fail again.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class MissingOffsetsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Says what is missing.
   *
   * @param what a sentence without its end
   */
  MissingOffsetsException(String what) {
    super(
        what
            + ". The job stops, as kafka.auto.offset.reset is none. Bring the records back, or start"
            + " again from the same savepoint or checkpoint with kafka.auto.offset.reset: earliest,"
            + " which writes what is missing to the dead letters and goes on.");
  }
}

package io.segmentinsider.lab.kafka;

import java.io.IOException;

/** Kafka does not answer, or not what was asked for; the message says what to do. */
public final class KafkaReadException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Says what is wrong and what to do. */
  public KafkaReadException(String message) {
    super(message);
  }

  /** The same with what caused it. */
  public KafkaReadException(String message, Throwable cause) {
    super(message, cause);
  }
}

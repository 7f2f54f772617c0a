package io.segmentinsider.segment;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** Where reading goes on if a position is not there: {@code kafka.auto.offset.reset}. */
enum MissingOffsets {
  /** At the first position that is there. */
  EARLIEST,
  /** After the last one. */
  LATEST,
  /** Nowhere: the job stops. */
  NONE;

  /** What the properties of the clients say; the default of the job is {@link #EARLIEST}. */
  static MissingOffsets of(Map<String, String> kafka) {
    String configured = kafka.get(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
    return configured == null ? EARLIEST : valueOf(configured.trim().toUpperCase(Locale.ROOT));
  }

  /** For the control topic, of which nothing may be passed over that is there. */
  static MissingOffsets ofErasures(Map<String, String> kafka) {
    return of(kafka) == NONE ? NONE : EARLIEST;
  }

  /** Where reading goes on; {@link #NONE} says the same as {@link #EARLIEST}, and nobody reads. */
  long next(LogRange range) {
    return this == LATEST ? range.end() : range.begin();
  }
}

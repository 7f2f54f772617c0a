package io.segmentinsider.lab.publish;

import javax.annotation.Nullable;

/**
 * One line on its way to Kafka.
 *
 * @param key the record's key: the {@code anonymousId}, else the {@code userId}, so that what one
 *     device sends stays in order in one partition; null if the line has neither or can't be read
 * @param value the record's bytes
 */
record EventLine(@Nullable String key, byte[] value) {

  /** A line that is no event: its bytes and nothing else. */
  static EventLine unreadable(byte[] value) {
    return new EventLine(null, value);
  }
}

package io.segmentinsider.tools.console;

import java.time.Instant;
import javax.annotation.Nullable;

/**
 * Which records of a topic are read.
 *
 * @param partition the only one; null for all
 * @param from Kafka timestamp of the first record; null for the beginning
 * @param to before which Kafka timestamp it ends; null for the end that the topic has now
 * @param last so many records at most, the last ones of that time, the same share of each partition
 */
record ScanRange(
    @Nullable Integer partition, @Nullable Instant from, @Nullable Instant to, long last) {

  /** All that the topic holds now. */
  static final ScanRange ALL = new ScanRange(null, null, null, Long.MAX_VALUE);

  /** The last records of all partitions. */
  static ScanRange last(long records) {
    return new ScanRange(null, null, null, records);
  }

  /** What was written from that time on; null for all. */
  static ScanRange from(@Nullable Instant from, long last) {
    return new ScanRange(null, from, null, last);
  }
}

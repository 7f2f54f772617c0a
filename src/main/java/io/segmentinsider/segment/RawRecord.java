package io.segmentinsider.segment;

import io.segmentinsider.record.SourcePosition;
import javax.annotation.Nullable;

/**
 * A Kafka record as it was read.
 *
 * @param source where it stands
 * @param timestamp Kafka's timestamp, epoch milliseconds
 * @param value its bytes; null for a tombstone; never modified
 */
public record RawRecord(SourcePosition source, long timestamp, @Nullable byte[] value) {

  /** Leaves out the bytes, which may be personal data. */
  @Override
  public String toString() {
    return "RawRecord[" + source + "]";
  }
}

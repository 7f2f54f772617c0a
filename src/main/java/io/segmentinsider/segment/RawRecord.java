package io.segmentinsider.segment;

import io.segmentinsider.record.SourcePosition;
import javax.annotation.Nullable;

/**
 * A Kafka record as it was read.
 *
 * @param source where it stands
 * @param timestamp Kafka's timestamp, epoch milliseconds
 * @param value its bytes; null for a tombstone; never modified
 * @param replay null unless {@code job/replay} sent it again
 */
public record RawRecord(
    SourcePosition source, long timestamp, @Nullable byte[] value, @Nullable Replay replay) {

  /** A record as Segment sent it. */
  public RawRecord(SourcePosition source, long timestamp, @Nullable byte[] value) {
    this(source, timestamp, value, null);
  }

  /** Leaves out the bytes, which may be personal data. */
  @Override
  public String toString() {
    return "RawRecord[" + source + "]";
  }
}

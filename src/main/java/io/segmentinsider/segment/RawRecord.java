package io.segmentinsider.segment;

import io.segmentinsider.record.SourcePosition;
import javax.annotation.Nullable;

/**
 * A Kafka record as it was read.
 *
 * @param origin where it stands
 * @param timestamp Kafka's timestamp, epoch milliseconds; {@link #NO_TIMESTAMP} if it has none
 * @param value its bytes; null for a tombstone; never modified
 * @param replay null unless {@code job/replay} sent it again
 * @param gap null unless this stands for positions that are not there: then there are no bytes
 */
public record RawRecord(
    SourcePosition origin,
    long timestamp,
    @Nullable byte[] value,
    @Nullable Replay replay,
    @Nullable OffsetGap gap) {

  /** The timestamp of a record without one, as Kafka has it. */
  public static final long NO_TIMESTAMP = -1;

  /** A record as Segment sent it. */
  public RawRecord(SourcePosition origin, long timestamp, @Nullable byte[] value) {
    this(origin, timestamp, value, null, null);
  }

  /** A record as it was read. */
  public RawRecord(
      SourcePosition origin, long timestamp, @Nullable byte[] value, @Nullable Replay replay) {
    this(origin, timestamp, value, replay, null);
  }

  /** What stands for positions that are not there, the first of which is {@code origin}. */
  static RawRecord gap(SourcePosition origin, OffsetGap gap) {
    return new RawRecord(origin, NO_TIMESTAMP, null, null, gap);
  }

  /** Leaves out the bytes, which may be personal data. */
  @Override
  public String toString() {
    return "RawRecord[" + origin + "]";
  }
}

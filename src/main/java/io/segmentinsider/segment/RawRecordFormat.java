package io.segmentinsider.segment;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link RawRecord} is written where the source is not chained to the next operator. */
public final class RawRecordFormat implements ValueFormat<RawRecord> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public Class<RawRecord> type() {
    return RawRecord.class;
  }

  @Override
  public void write(RawRecord record, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeOrigin(out, record.origin());
    out.writeLong(record.timestamp());
    BinaryFields.writeNullableBytes(out, record.value());
    Replay replay = record.replay();
    BinaryFields.writeNullableBytes(out, replay == null ? null : replay.toHeader());
    OffsetGap gap = record.gap();
    out.writeBoolean(gap != null);
    if (gap != null) {
      out.writeLong(gap.expected());
      out.writeLong(gap.begin());
      out.writeLong(gap.end());
      out.writeLong(gap.next());
    }
  }

  @Override
  public RawRecord read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(RawRecord.class, in.readByte(), VERSION);
    SourcePosition origin = BinaryFields.readOrigin(in);
    long timestamp = in.readLong();
    byte[] value = BinaryFields.readNullableBytes(in);
    byte[] replay = BinaryFields.readNullableBytes(in);
    return new RawRecord(
        origin,
        timestamp,
        value,
        replay == null ? null : Replay.parse(new String(replay, StandardCharsets.UTF_8)),
        in.readBoolean()
            ? new OffsetGap(in.readLong(), in.readLong(), in.readLong(), in.readLong())
            : null);
  }
}

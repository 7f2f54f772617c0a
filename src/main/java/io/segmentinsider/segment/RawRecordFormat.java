package io.segmentinsider.segment;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
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
    BinaryFields.writeSource(out, record.source());
    out.writeLong(record.timestamp());
    BinaryFields.writeNullableBytes(out, record.value());
  }

  @Override
  public RawRecord read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(RawRecord.class, in.readByte(), VERSION);
    return new RawRecord(
        BinaryFields.readSource(in), in.readLong(), BinaryFields.readNullableBytes(in));
  }
}

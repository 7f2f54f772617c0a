package io.segmentinsider.profile;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How an {@link Erasure} is written between tasks and to the control topic. */
public final class ErasureFormat implements ValueFormat<Erasure> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public Class<Erasure> type() {
    return Erasure.class;
  }

  @Override
  public void write(Erasure erasure, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeText(out, erasure.identifier());
    BinaryFields.writeText(out, erasure.owner());
    out.writeLong(erasure.eventTime());
  }

  @Override
  public Erasure read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(Erasure.class, in.readByte(), VERSION);
    return new Erasure(BinaryFields.readText(in), BinaryFields.readText(in), in.readLong());
  }
}

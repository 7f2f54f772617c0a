package io.segmentinsider.mapping;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link KnownName} is kept in state. */
public final class KnownNameFormat implements ValueFormat<KnownName> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public Class<KnownName> type() {
    return KnownName.class;
  }

  @Override
  public void write(KnownName name, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeConstant(out, name.place());
    BinaryFields.writeText(out, name.name());
    out.writeLong(name.day());
  }

  @Override
  public KnownName read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(KnownName.class, in.readByte(), VERSION);
    return new KnownName(
        BinaryFields.readConstant(in, CustomNames.Place.values()),
        BinaryFields.readText(in),
        in.readLong());
  }
}

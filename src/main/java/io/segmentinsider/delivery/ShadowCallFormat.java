package io.segmentinsider.delivery;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link ShadowCall} is written between tasks. */
public final class ShadowCallFormat implements ValueFormat<ShadowCall> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public Class<ShadowCall> type() {
    return ShadowCall.class;
  }

  @Override
  public void write(ShadowCall call, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeText(out, call.owner());
    BinaryFields.writeText(out, call.call());
    BinaryFields.writeNullableBytes(out, call.body());
  }

  @Override
  public ShadowCall read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(ShadowCall.class, in.readByte(), VERSION);
    return new ShadowCall(
        BinaryFields.readText(in), BinaryFields.readText(in), BinaryFields.readNullableBytes(in));
  }
}

package io.segmentinsider.identity;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link FirstUserId} is kept in state. */
public final class FirstUserIdFormat implements ValueFormat<FirstUserId> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public Class<FirstUserId> type() {
    return FirstUserId.class;
  }

  @Override
  public void write(FirstUserId first, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeText(out, first.userId());
    BinaryFields.writeNumber(out, first.usedAt() / FirstUserId.DAY_MS);
  }

  @Override
  public FirstUserId read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(FirstUserId.class, in.readByte(), VERSION);
    return new FirstUserId(
        BinaryFields.readText(in), BinaryFields.readNumber(in) * FirstUserId.DAY_MS);
  }
}

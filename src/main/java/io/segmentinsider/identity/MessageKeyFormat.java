package io.segmentinsider.identity;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link MessageKey} is kept in state. */
public final class MessageKeyFormat implements ValueFormat<MessageKey> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public Class<MessageKey> type() {
    return MessageKey.class;
  }

  @Override
  public void write(MessageKey key, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(key.high());
    out.writeLong(key.low());
  }

  @Override
  public MessageKey read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(MessageKey.class, in.readByte(), VERSION);
    return new MessageKey(in.readLong(), in.readLong());
  }
}

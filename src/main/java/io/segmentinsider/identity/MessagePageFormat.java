package io.segmentinsider.identity;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link MessagePage} is kept in state. */
public final class MessagePageFormat implements ValueFormat<MessagePage> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public Class<MessagePage> type() {
    return MessagePage.class;
  }

  @Override
  public void write(MessagePage page, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeCount(out, page.hours().size() << 1 | (page.overflowed() ? 1 : 0));
    for (MessagePage.Hour hour : page.hours()) {
      BinaryFields.writeCount(out, hour.number());
      BinaryFields.writeCount(out, hour.hashes().length);
      for (long hash : hour.hashes()) {
        out.writeLong(hash);
      }
    }
  }

  @Override
  public MessagePage read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(MessagePage.class, in.readByte(), VERSION);
    int countAndOverflow = BinaryFields.readCount(in);
    int count = countAndOverflow >>> 1;
    List<MessagePage.Hour> hours = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int number = BinaryFields.readCount(in);
      long[] hashes = new long[BinaryFields.readCount(in)];
      for (int h = 0; h < hashes.length; h++) {
        hashes[h] = in.readLong();
      }
      hours.add(new MessagePage.Hour(number, hashes));
    }
    return new MessagePage(hours, (countAndOverflow & 1) != 0);
  }
}

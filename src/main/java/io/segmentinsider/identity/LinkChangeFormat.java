package io.segmentinsider.identity;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link LinkChange} is written between tasks. */
public final class LinkChangeFormat implements ValueFormat<LinkChange> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public Class<LinkChange> type() {
    return LinkChange.class;
  }

  @Override
  public void write(LinkChange change, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeText(out, change.rung());
    BinaryFields.writeConstant(out, change.kind());
    out.writeLong(change.eventTime());
    BinaryFields.writeOrigin(out, change.origin());
    BinaryFields.writeText(out, change.identifier());
    BinaryFields.writeText(out, change.owner());
    BinaryFields.writeNullableText(out, change.otherOwner());
  }

  @Override
  public LinkChange read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(LinkChange.class, in.readByte(), VERSION);
    return new LinkChange(
        BinaryFields.readText(in),
        BinaryFields.readConstant(in, LinkChange.Kind.values()),
        in.readLong(),
        BinaryFields.readOrigin(in),
        BinaryFields.readText(in),
        BinaryFields.readText(in),
        BinaryFields.readNullableText(in));
  }
}

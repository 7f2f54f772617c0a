package io.segmentinsider.identity;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link Link} is kept in state. */
public final class LinkFormat implements ValueFormat<Link> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public Class<Link> type() {
    return Link.class;
  }

  @Override
  public void write(Link link, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeCount(out, link.owners().size());
    for (Link.Owner owner : link.owners()) {
      BinaryFields.writeText(out, owner.userId());
      out.writeLong(owner.since());
    }
    BinaryFields.writeNullableText(out, link.claimedBy());
    out.writeLong(link.confirmedAt());
  }

  @Override
  public Link read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(Link.class, in.readByte(), VERSION);
    int count = BinaryFields.readCount(in);
    List<Link.Owner> owners = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      owners.add(new Link.Owner(BinaryFields.readText(in), in.readLong()));
    }
    return new Link(owners, BinaryFields.readNullableText(in), in.readLong());
  }
}

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
  private static final int VERSION = 2;

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
    BinaryFields.writeNullableText(out, link.forgottenFirst());
    out.writeLong(link.sharedUntil());
    out.writeByte(link.consent() == null ? 0 : link.consent() ? 1 : 2);
    out.writeLong(link.consentAt());
    BinaryFields.writeNullableText(out, link.claimedBy());
    out.writeLong(link.confirmedAt());
  }

  @Override
  public Link read(DataInputView in) throws IOException {
    int version = in.readByte();
    BinaryFields.requireVersion(Link.class, version, VERSION);
    int count = BinaryFields.readCount(in);
    List<Link.Owner> owners = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      owners.add(new Link.Owner(BinaryFields.readText(in), in.readLong()));
    }
    if (version == 1) {
      return new Link(owners, null, 0, null, 0, BinaryFields.readNullableText(in), in.readLong());
    }
    String forgottenFirst = BinaryFields.readNullableText(in);
    long sharedUntil = in.readLong();
    int consent = in.readByte();
    return new Link(
        owners,
        forgottenFirst,
        sharedUntil,
        consent == 0 ? null : Boolean.valueOf(consent == 1),
        in.readLong(),
        BinaryFields.readNullableText(in),
        in.readLong());
  }
}

package io.segmentinsider.identity;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link Link} is kept in state. What most links do not have takes no bytes. */
public final class LinkFormat implements ValueFormat<Link> {

  private static final long serialVersionUID = 1L;
  private static final int FIRST_VERSION = 1;
  private static final int VERSION = 2;

  private static final int FORGOTTEN_FIRST = 1;
  private static final int SHARED = 2;
  private static final int CONSENT = 4;
  private static final int OPTED_IN = 8;
  private static final int CLAIMED = 16;
  private static final int CLAIMED_BY_FIRST = 32;
  private static final int ONE_OWNER = 64;

  @Override
  public Class<Link> type() {
    return Link.class;
  }

  @Override
  public void write(Link link, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    int parts = partsOf(link);
    out.writeByte(parts);
    if ((parts & ONE_OWNER) == 0) {
      BinaryFields.writeCount(out, link.owners().size());
    }
    for (Link.Owner owner : link.owners()) {
      BinaryFields.writeText(out, owner.userId());
      BinaryFields.writeNumber(out, owner.since());
    }
    if ((parts & FORGOTTEN_FIRST) != 0) {
      BinaryFields.writeText(out, link.forgottenFirst());
    }
    if ((parts & SHARED) != 0) {
      BinaryFields.writeNumber(out, link.sharedUntil());
    }
    if ((parts & CONSENT) != 0) {
      BinaryFields.writeNumber(out, link.consentAt());
    }
    if ((parts & CLAIMED) != 0) {
      BinaryFields.writeText(out, link.claimedBy());
    }
    BinaryFields.writeNumber(out, link.confirmedAt() / Link.HOUR_MS);
  }

  private static int partsOf(Link link) {
    boolean claimedByFirst =
        !link.owners().isEmpty()
            && Identifier.uuid(link.owners().get(0).userId()).key().equals(link.claimedBy());
    return (link.forgottenFirst() == null ? 0 : FORGOTTEN_FIRST)
        | (link.sharedUntil() == 0 ? 0 : SHARED)
        | (link.consent() == null ? 0 : CONSENT)
        | (Boolean.TRUE.equals(link.consent()) ? OPTED_IN : 0)
        | (claimedByFirst ? CLAIMED_BY_FIRST : link.claimedBy() == null ? 0 : CLAIMED)
        | (link.owners().size() == 1 ? ONE_OWNER : 0);
  }

  @Override
  public Link read(DataInputView in) throws IOException {
    int version = in.readByte();
    BinaryFields.requireVersion(Link.class, version, VERSION);
    return version == FIRST_VERSION ? readFirstVersion(in) : readSecondVersion(in);
  }

  private static Link readSecondVersion(DataInputView in) throws IOException {
    int parts = in.readByte();
    int count = (parts & ONE_OWNER) == 0 ? BinaryFields.readCount(in) : 1;
    List<Link.Owner> owners = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      owners.add(new Link.Owner(BinaryFields.readText(in), BinaryFields.readNumber(in)));
    }
    String forgottenFirst = (parts & FORGOTTEN_FIRST) == 0 ? null : BinaryFields.readText(in);
    long sharedUntil = (parts & SHARED) == 0 ? 0 : BinaryFields.readNumber(in);
    boolean anyConsent = (parts & CONSENT) != 0;
    long consentAt = anyConsent ? BinaryFields.readNumber(in) : 0;
    String claimedBy = null;
    if ((parts & CLAIMED) != 0) {
      claimedBy = BinaryFields.readText(in);
    } else if ((parts & CLAIMED_BY_FIRST) != 0) {
      claimedBy = Identifier.uuid(owners.get(0).userId()).key();
    }
    return new Link(
        owners,
        forgottenFirst,
        sharedUntil,
        anyConsent ? Boolean.valueOf((parts & OPTED_IN) != 0) : null,
        consentAt,
        claimedBy,
        BinaryFields.readNumber(in) * Link.HOUR_MS);
  }

  private static Link readFirstVersion(DataInputView in) throws IOException {
    int count = BinaryFields.readCount(in);
    List<Link.Owner> owners = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      owners.add(new Link.Owner(BinaryFields.readText(in), in.readLong()));
    }
    return new Link(owners, null, 0, null, 0, BinaryFields.readNullableText(in), in.readLong());
  }
}

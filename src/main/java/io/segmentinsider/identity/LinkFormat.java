package io.segmentinsider.identity;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.EventOrder;
import io.segmentinsider.record.GdprOptin;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link Link} is kept in state. What most links do not have takes no bytes. */
public final class LinkFormat implements ValueFormat<Link> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  private static final int FORGOTTEN_FIRST = 1;
  private static final int SHARED = 2;
  private static final int OPT_IN = 4;
  private static final int REFUSAL = 8;
  private static final int CLAIMED = 16;
  private static final int CLAIMED_BY_FIRST = 32;
  private static final int ONE_OWNER = 64;
  private static final int UNCERTAIN = 128;

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
      writeOwner(out, owner);
    }
    if ((parts & FORGOTTEN_FIRST) != 0) {
      BinaryFields.writeText(out, link.forgottenFirst());
    }
    if ((parts & SHARED) != 0) {
      BinaryFields.writeNumber(out, link.sharedUntil());
    }
    writeAnswer(out, link.consent().optIn());
    writeAnswer(out, link.consent().refusal());
    if ((parts & CLAIMED) != 0) {
      BinaryFields.writeText(out, link.claimedBy());
    }
    BinaryFields.writeNumber(out, link.confirmedAt() / Link.HOUR_MS);
    if ((parts & UNCERTAIN) != 0) {
      BinaryFields.writeNumber(out, link.uncertainSince());
    }
  }

  private static void writeOwner(DataOutputView out, Link.Owner owner) throws IOException {
    EventOrder since = owner.since();
    BinaryFields.writeText(out, owner.userId());
    BinaryFields.writeNumber(out, since.eventTime());
    BinaryFields.writeDifference(out, since.recordTime() - since.eventTime());
    out.writeInt(since.partition());
    BinaryFields.writeNumber(out, since.offset());
    BinaryFields.writeNumber(out, owner.seen() - since.eventTime());
  }

  private static void writeAnswer(DataOutputView out, @Nullable GdprOptin answer)
      throws IOException {
    if (answer != null) {
      BinaryFields.writeNumber(out, answer.at());
      BinaryFields.writeText(out, answer.owner());
    }
  }

  private static int partsOf(Link link) {
    boolean claimedByFirst =
        !link.owners().isEmpty()
            && Identifier.uuid(link.owners().get(0).userId()).key().equals(link.claimedBy());
    return (link.forgottenFirst() == null ? 0 : FORGOTTEN_FIRST)
        | (link.sharedUntil() == Link.NEVER ? 0 : SHARED)
        | (link.consent().optIn() == null ? 0 : OPT_IN)
        | (link.consent().refusal() == null ? 0 : REFUSAL)
        | (claimedByFirst ? CLAIMED_BY_FIRST : link.claimedBy() == null ? 0 : CLAIMED)
        | (link.owners().size() == 1 ? ONE_OWNER : 0)
        | (link.isUncertain() ? UNCERTAIN : 0);
  }

  @Override
  public Link read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(Link.class, in.readByte(), VERSION);
    int parts = in.readByte();
    int count = (parts & ONE_OWNER) == 0 ? BinaryFields.readCount(in) : 1;
    List<Link.Owner> owners = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      owners.add(readOwner(in));
    }
    String forgottenFirst = (parts & FORGOTTEN_FIRST) == 0 ? null : BinaryFields.readText(in);
    long sharedUntil = (parts & SHARED) == 0 ? Link.NEVER : BinaryFields.readNumber(in);
    LinkConsent consent = readConsent(in, parts);
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
        consent,
        claimedBy,
        BinaryFields.readNumber(in) * Link.HOUR_MS,
        (parts & UNCERTAIN) == 0 ? Link.CERTAIN : BinaryFields.readNumber(in));
  }

  private static LinkConsent readConsent(DataInputView in, int parts) throws IOException {
    GdprOptin optIn = (parts & OPT_IN) == 0 ? null : readAnswer(in, true);
    GdprOptin refusal = (parts & REFUSAL) == 0 ? null : readAnswer(in, false);
    return optIn == null && refusal == null ? LinkConsent.NONE : new LinkConsent(optIn, refusal);
  }

  private static GdprOptin readAnswer(DataInputView in, boolean optedIn) throws IOException {
    return new GdprOptin(optedIn, BinaryFields.readNumber(in), BinaryFields.readText(in));
  }

  private static Link.Owner readOwner(DataInputView in) throws IOException {
    String userId = BinaryFields.readText(in);
    long eventTime = BinaryFields.readNumber(in);
    long recordTime = eventTime + BinaryFields.readDifference(in);
    EventOrder since =
        new EventOrder(eventTime, recordTime, in.readInt(), BinaryFields.readNumber(in), 0);
    return new Link.Owner(userId, since, eventTime + BinaryFields.readNumber(in));
  }
}

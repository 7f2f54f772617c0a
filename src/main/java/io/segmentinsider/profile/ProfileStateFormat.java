package io.segmentinsider.profile;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.EventOrder;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link ProfileState} is kept. What most people do not have takes no bytes. */
public final class ProfileStateFormat implements ValueFormat<ProfileState> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 2;

  /** In the version of 0.2.0 all that is awaited is of the newest deletion. */
  private static final int ONE_DELETION = 1;

  private static final int FORWARD = 1;
  private static final int FORGOTTEN = 2;
  private static final int CONSENT = 4;
  private static final int OPTED_IN = 8;
  private static final int OTHERS_FORGOTTEN = 16;
  private static final int WEAK = 32;
  private static final int DEPENDENTS = 64;
  private static final int ERASING = 128;

  @Override
  public Class<ProfileState> type() {
    return ProfileState.class;
  }

  @Override
  public void write(ProfileState state, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    UserIds userIds = state.userIds();
    int parts =
        (userIds.later().isEmpty() ? 0 : FORWARD)
            | (userIds.forgottenAt() == ProfileState.NEVER ? 0 : FORGOTTEN)
            | (userIds.forgotten().isEmpty() ? 0 : OTHERS_FORGOTTEN)
            | (state.consent() == null ? 0 : CONSENT)
            | (Boolean.TRUE.equals(state.consent()) ? OPTED_IN : 0)
            | (state.attributes().weak().length == 0 ? 0 : WEAK)
            | (state.attributes().dependents().isEmpty() ? 0 : DEPENDENTS)
            | (userIds.erasing() != null ? ERASING : 0);
    out.writeByte(parts);
    BinaryFields.writeNumber(out, state.sequence());
    BinaryFields.writeNumber(out, state.touchedAt() / ProfileState.DAY_MS);
    BinaryFields.writeCount(out, state.identifiers().size());
    for (String identifier : state.identifiers()) {
      CompactKey.write(out, identifier);
    }
    writeAttributes(out, state.attributes());
    if ((parts & WEAK) != 0) {
      writeWeak(out, state.attributes());
    }
    if ((parts & DEPENDENTS) != 0) {
      writeDependents(out, state.attributes().dependents());
    }
    if ((parts & FORWARD) != 0) {
      BinaryFields.writeCount(out, userIds.later().size());
      for (String userId : userIds.later()) {
        BinaryFields.writeText(out, userId);
      }
    }
    if ((parts & FORGOTTEN) != 0) {
      BinaryFields.writeNumber(out, userIds.forgottenAt());
    }
    if ((parts & OTHERS_FORGOTTEN) != 0) {
      BinaryFields.writeCount(out, userIds.forgotten().size());
      for (UserIds.Tombstone tombstone : userIds.forgotten()) {
        BinaryFields.writeText(out, tombstone.userId());
        BinaryFields.writeNumber(out, tombstone.at());
      }
    }
    if (userIds.erasing() != null) {
      writeErasing(out, userIds.erasing());
    }
    if ((parts & CONSENT) != 0) {
      BinaryFields.writeNumber(out, state.consentAt());
    }
  }

  private static void writeErasing(DataOutputView out, Erasing erasing) throws IOException {
    BinaryFields.writeCount(out, erasing.awaited().size());
    for (Erasing.Awaited awaited : erasing.awaited()) {
      BinaryFields.writeText(out, awaited.key());
      BinaryFields.writeNumber(out, awaited.at());
    }
    BinaryFields.writeNumber(out, erasing.lastCheckpoint());
    out.writeLong(erasing.lastAt());
  }

  private static Erasing readErasing(int version, long forgottenAt, DataInputView in)
      throws IOException {
    int count = BinaryFields.readCount(in);
    List<Erasing.Awaited> awaited = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String key = BinaryFields.readText(in);
      long at = version == ONE_DELETION ? forgottenAt : BinaryFields.readNumber(in);
      awaited.add(new Erasing.Awaited(key, at));
    }
    return new Erasing(awaited, BinaryFields.readNumber(in), in.readLong());
  }

  /** With a single origin, which is the rule, no attribute says which is its. */
  private static void writeAttributes(DataOutputView out, SentAttributes attributes)
      throws IOException {
    List<SentAttributes.Origin> origins = attributes.origins();
    BinaryFields.writeCount(out, origins.size());
    for (SentAttributes.Origin origin : origins) {
      origin.order().write(out);
      BinaryFields.writeDifference(out, origin.sentTime() - origin.order().recordTime());
      out.writeLong(origin.sentUnder());
    }
    BinaryFields.writeCount(out, attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      out.writeLong(attributes.name(i));
      out.writeLong(attributes.value(i));
      if (origins.size() > 1) {
        BinaryFields.writeCount(out, attributes.originOf(i));
      }
    }
  }

  private static void writeWeak(DataOutputView out, SentAttributes attributes) throws IOException {
    BinaryFields.writeCount(out, attributes.weak().length);
    for (long name : attributes.weak()) {
      BinaryFields.writeCount(out, attributes.indexOf(name));
    }
  }

  private static void writeDependents(
      DataOutputView out, List<SentAttributes.Dependents> dependents) throws IOException {
    BinaryFields.writeCount(out, dependents.size());
    for (SentAttributes.Dependents some : dependents) {
      BinaryFields.writeText(out, some.key());
      BinaryFields.writeCount(out, some.names().size());
      for (String name : some.names()) {
        BinaryFields.writeText(out, name);
      }
    }
  }

  @Override
  public ProfileState read(DataInputView in) throws IOException {
    int version = in.readByte();
    BinaryFields.requireVersion(ProfileState.class, version, VERSION);
    int parts = in.readByte();
    long sequence = BinaryFields.readNumber(in);
    long touchedAt = BinaryFields.readNumber(in) * ProfileState.DAY_MS;
    int identifierCount = BinaryFields.readCount(in);
    List<String> identifiers = new ArrayList<>(identifierCount);
    for (int i = 0; i < identifierCount; i++) {
      identifiers.add(CompactKey.read(in));
    }
    SentAttributes attributes = readAttributes(parts, in);
    boolean anyConsent = (parts & CONSENT) != 0;
    return new ProfileState(
        sequence,
        touchedAt,
        identifiers,
        attributes,
        readUserIds(version, parts, in),
        anyConsent ? Boolean.valueOf((parts & OPTED_IN) != 0) : null,
        anyConsent ? BinaryFields.readNumber(in) : ProfileState.NEVER);
  }

  private static UserIds readUserIds(int version, int parts, DataInputView in) throws IOException {
    List<String> later = new ArrayList<>();
    if ((parts & FORWARD) != 0) {
      int count = BinaryFields.readCount(in);
      for (int i = 0; i < count; i++) {
        later.add(BinaryFields.readText(in));
      }
    }
    long forgottenAt = (parts & FORGOTTEN) == 0 ? ProfileState.NEVER : BinaryFields.readNumber(in);
    List<UserIds.Tombstone> forgotten = new ArrayList<>();
    if ((parts & OTHERS_FORGOTTEN) != 0) {
      int count = BinaryFields.readCount(in);
      for (int i = 0; i < count; i++) {
        forgotten.add(
            new UserIds.Tombstone(BinaryFields.readText(in), BinaryFields.readNumber(in)));
      }
    }
    return later.isEmpty() && forgotten.isEmpty() && forgottenAt == ProfileState.NEVER
        ? UserIds.ONE
        : new UserIds(
            later,
            forgottenAt,
            forgotten,
            (parts & ERASING) == 0 ? null : readErasing(version, forgottenAt, in));
  }

  private static SentAttributes readAttributes(int parts, DataInputView in) throws IOException {
    int originCount = BinaryFields.readCount(in);
    List<SentAttributes.Origin> origins = new ArrayList<>(originCount);
    for (int i = 0; i < originCount; i++) {
      EventOrder order = EventOrder.read(in);
      origins.add(
          new SentAttributes.Origin(
              order, order.recordTime() + BinaryFields.readDifference(in), in.readLong()));
    }
    int size = BinaryFields.readCount(in);
    long[] names = new long[size];
    long[] values = new long[size];
    int[] originOf = new int[size];
    for (int i = 0; i < size; i++) {
      names[i] = in.readLong();
      values[i] = in.readLong();
      originOf[i] = originCount > 1 ? BinaryFields.readCount(in) : 0;
    }
    return new SentAttributes(
        names,
        values,
        originOf,
        List.copyOf(origins),
        (parts & WEAK) == 0 ? new long[0] : readWeak(names, in),
        (parts & DEPENDENTS) == 0 ? List.of() : readDependents(in));
  }

  private static long[] readWeak(long[] names, DataInputView in) throws IOException {
    long[] weak = new long[BinaryFields.readCount(in)];
    for (int i = 0; i < weak.length; i++) {
      weak[i] = names[BinaryFields.readCount(in)];
    }
    return weak;
  }

  private static List<SentAttributes.Dependents> readDependents(DataInputView in)
      throws IOException {
    int count = BinaryFields.readCount(in);
    List<SentAttributes.Dependents> dependents = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String key = BinaryFields.readText(in);
      int size = BinaryFields.readCount(in);
      List<String> names = new ArrayList<>(size);
      for (int j = 0; j < size; j++) {
        names.add(BinaryFields.readText(in));
      }
      dependents.add(new SentAttributes.Dependents(key, names));
    }
    return List.copyOf(dependents);
  }
}

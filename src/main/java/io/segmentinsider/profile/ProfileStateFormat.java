package io.segmentinsider.profile;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How a {@link ProfileState} is kept. Version 1 had hashes of identifiers, 64-bit names, and the
 * origin of an attribute beside each.
 */
public final class ProfileStateFormat implements ValueFormat<ProfileState> {

  private static final long serialVersionUID = 1L;
  private static final int FIRST_VERSION = 1;
  private static final int VERSION = 2;

  private static final int FORWARD = 1;
  private static final int FORGOTTEN = 2;
  private static final int CONSENT = 4;
  private static final int OPTED_IN = 8;

  @Override
  public Class<ProfileState> type() {
    return ProfileState.class;
  }

  @Override
  public void write(ProfileState state, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    int parts =
        (state.forwardTo() == null ? 0 : FORWARD)
            | (state.forgottenAt() == 0 ? 0 : FORGOTTEN)
            | (state.consent() == null ? 0 : CONSENT)
            | (Boolean.TRUE.equals(state.consent()) ? OPTED_IN : 0);
    out.writeByte(parts);
    BinaryFields.writeNumber(out, state.sequence());
    BinaryFields.writeNumber(out, state.touchedAt() / ProfileState.DAY_MS);
    BinaryFields.writeCount(out, state.identifiers().size());
    for (String identifier : state.identifiers()) {
      CompactKey.write(out, identifier);
    }
    writeAttributes(out, state.attributes());
    if ((parts & FORWARD) != 0) {
      BinaryFields.writeText(out, state.forwardTo());
    }
    if ((parts & FORGOTTEN) != 0) {
      BinaryFields.writeNumber(out, state.forgottenAt());
    }
    if ((parts & CONSENT) != 0) {
      BinaryFields.writeNumber(out, state.consentAt());
    }
  }

  /** With a single origin, which is the rule, no attribute says which is its. */
  private static void writeAttributes(DataOutputView out, SentAttributes attributes)
      throws IOException {
    BinaryFields.writeCount(out, attributes.originCount());
    for (int i = 0; i < attributes.originCount(); i++) {
      BinaryFields.writeNumber(out, attributes.eventTime(i));
      out.writeLong(attributes.tieBreak(i));
      BinaryFields.writeNumber(out, attributes.sentTime(i));
      out.writeLong(attributes.sentUnder(i));
    }
    BinaryFields.writeCount(out, attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      out.writeInt(attributes.name(i));
      out.writeLong(attributes.value(i));
      if (attributes.originCount() > 1) {
        BinaryFields.writeCount(out, attributes.originOf(i));
      }
    }
  }

  @Override
  public ProfileState read(DataInputView in) throws IOException {
    int version = in.readByte();
    BinaryFields.requireVersion(ProfileState.class, version, VERSION);
    return version == FIRST_VERSION ? readFirstVersion(in) : readSecondVersion(in);
  }

  private static ProfileState readSecondVersion(DataInputView in) throws IOException {
    int parts = in.readByte();
    long sequence = BinaryFields.readNumber(in);
    long touchedAt = BinaryFields.readNumber(in) * ProfileState.DAY_MS;
    int identifierCount = BinaryFields.readCount(in);
    List<String> identifiers = new ArrayList<>(identifierCount);
    for (int i = 0; i < identifierCount; i++) {
      identifiers.add(CompactKey.read(in));
    }
    SentAttributes attributes = readAttributes(in);
    boolean anyConsent = (parts & CONSENT) != 0;
    return new ProfileState(
        sequence,
        touchedAt,
        identifiers,
        attributes,
        (parts & FORWARD) == 0 ? null : BinaryFields.readText(in),
        (parts & FORGOTTEN) == 0 ? 0 : BinaryFields.readNumber(in),
        anyConsent ? Boolean.valueOf((parts & OPTED_IN) != 0) : null,
        anyConsent ? BinaryFields.readNumber(in) : 0);
  }

  private static SentAttributes readAttributes(DataInputView in) throws IOException {
    int originCount = BinaryFields.readCount(in);
    long[] origins = new long[originCount * SentAttributes.ORIGIN_FIELDS];
    for (int i = 0; i < origins.length; ) {
      origins[i++] = BinaryFields.readNumber(in);
      origins[i++] = in.readLong();
      origins[i++] = BinaryFields.readNumber(in);
      origins[i++] = in.readLong();
    }
    int size = BinaryFields.readCount(in);
    int[] names = new int[size];
    long[] values = new long[size];
    short[] originOf = new short[size];
    for (int i = 0; i < size; i++) {
      names[i] = in.readInt();
      values[i] = in.readLong();
      originOf[i] = originCount > 1 ? (short) BinaryFields.readCount(in) : 0;
    }
    return new SentAttributes(names, values, originOf, origins);
  }

  /** Identifiers were hashes then: they are left out, and taught to Insider once more. */
  private static ProfileState readFirstVersion(DataInputView in) throws IOException {
    long sequence = in.readLong();
    long touchedAt = in.readLong();
    in.skipBytesToRead(BinaryFields.readCount(in) * Long.BYTES);
    int size = BinaryFields.readCount(in);
    SentAttributes.Editor attributes = SentAttributes.NONE.edit(size);
    for (int i = 0; i < size; i++) {
      int name = SentAttributes.nameHash(in.readLong());
      long value = in.readLong();
      int origin =
          attributes.origin(in.readLong(), in.readLong(), in.readLong(), SentUnder.NOTHING_KNOWN);
      attributes.add(name, value, origin);
    }
    return new ProfileState(sequence, touchedAt, List.of(), attributes.done(), null, 0, null, 0);
  }
}

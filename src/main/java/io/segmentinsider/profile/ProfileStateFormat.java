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

  @Override
  public Class<ProfileState> type() {
    return ProfileState.class;
  }

  @Override
  public void write(ProfileState state, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(state.sequence());
    out.writeLong(state.touchedAt());
    BinaryFields.writeCount(out, state.identifiers().size());
    for (String identifier : state.identifiers()) {
      CompactKey.write(out, identifier);
    }
    writeAttributes(out, state.attributes());
    BinaryFields.writeNullableText(out, state.forwardTo());
    out.writeBoolean(state.forgottenAt() != 0);
    if (state.forgottenAt() != 0) {
      out.writeLong(state.forgottenAt());
    }
    out.writeByte(state.consent() == null ? 0 : state.consent() ? 1 : 2);
    if (state.consent() != null) {
      out.writeLong(state.consentAt());
    }
  }

  private static void writeAttributes(DataOutputView out, SentAttributes attributes)
      throws IOException {
    BinaryFields.writeCount(out, attributes.originCount());
    for (int i = 0; i < attributes.originCount(); i++) {
      out.writeLong(attributes.eventTime(i));
      out.writeLong(attributes.messageId(i));
      out.writeLong(attributes.sentTime(i));
      out.writeLong(attributes.sentUnder(i));
    }
    BinaryFields.writeCount(out, attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      out.writeInt(attributes.name(i));
      out.writeLong(attributes.value(i));
      BinaryFields.writeCount(out, attributes.originOf(i));
    }
  }

  @Override
  public ProfileState read(DataInputView in) throws IOException {
    int version = in.readByte();
    BinaryFields.requireVersion(ProfileState.class, version, VERSION);
    return version == FIRST_VERSION ? readFirstVersion(in) : readSecondVersion(in);
  }

  private static ProfileState readSecondVersion(DataInputView in) throws IOException {
    long sequence = in.readLong();
    long touchedAt = in.readLong();
    int identifierCount = BinaryFields.readCount(in);
    List<String> identifiers = new ArrayList<>(identifierCount);
    for (int i = 0; i < identifierCount; i++) {
      identifiers.add(CompactKey.read(in));
    }
    SentAttributes attributes = readAttributes(in);
    String forwardTo = BinaryFields.readNullableText(in);
    long forgottenAt = in.readBoolean() ? in.readLong() : 0;
    int consent = in.readByte();
    return new ProfileState(
        sequence,
        touchedAt,
        identifiers,
        attributes,
        forwardTo,
        forgottenAt,
        consent == 0 ? null : Boolean.valueOf(consent == 1),
        consent == 0 ? 0 : in.readLong());
  }

  private static SentAttributes readAttributes(DataInputView in) throws IOException {
    long[] origins = new long[BinaryFields.readCount(in) * SentAttributes.ORIGIN_FIELDS];
    for (int i = 0; i < origins.length; i++) {
      origins[i] = in.readLong();
    }
    int size = BinaryFields.readCount(in);
    int[] names = new int[size];
    long[] values = new long[size];
    short[] originOf = new short[size];
    for (int i = 0; i < size; i++) {
      names[i] = in.readInt();
      values[i] = in.readLong();
      originOf[i] = (short) BinaryFields.readCount(in);
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

package io.segmentinsider.profile;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How a {@link ProfileState} is kept. Version 1 had 64-bit names and the origin of an attribute
 * beside each.
 */
public final class ProfileStateFormat implements ValueFormat<ProfileState> {

  private static final long serialVersionUID = 1L;
  private static final int ORIGIN_WITH_EACH_ATTRIBUTE = 1;
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
    BinaryFields.writeCount(out, state.identifiers().length);
    for (long identifier : state.identifiers()) {
      out.writeLong(identifier);
    }
    SentAttributes attributes = state.attributes();
    BinaryFields.writeCount(out, attributes.originCount());
    for (int i = 0; i < attributes.originCount(); i++) {
      out.writeLong(attributes.eventTime(i));
      out.writeLong(attributes.messageId(i));
      out.writeLong(attributes.sentTime(i));
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
    long sequence = in.readLong();
    long touchedAt = in.readLong();
    long[] identifiers = new long[BinaryFields.readCount(in)];
    for (int i = 0; i < identifiers.length; i++) {
      identifiers[i] = in.readLong();
    }
    SentAttributes attributes =
        version == ORIGIN_WITH_EACH_ATTRIBUTE ? readEachWithOrigin(in) : readAttributes(in);
    return new ProfileState(sequence, touchedAt, identifiers, attributes);
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

  private static SentAttributes readEachWithOrigin(DataInputView in) throws IOException {
    int size = BinaryFields.readCount(in);
    SentAttributes.Editor attributes = SentAttributes.NONE.edit(size);
    for (int i = 0; i < size; i++) {
      int name = SentAttributes.nameHash(in.readLong());
      long value = in.readLong();
      attributes.add(name, value, attributes.origin(in.readLong(), in.readLong(), in.readLong()));
    }
    return attributes.done();
  }
}

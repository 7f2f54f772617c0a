package io.segmentinsider.profile;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** How a {@link ProfileState} is kept. */
public final class ProfileStateFormat implements ValueFormat<ProfileState> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

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
    for (long identifier : state.identifiers()) {
      out.writeLong(identifier);
    }
    BinaryFields.writeCount(out, state.attributes().size());
    for (ProfileState.Sent sent : state.attributes()) {
      out.writeLong(sent.name());
      out.writeLong(sent.value());
      out.writeLong(sent.eventTime());
      out.writeLong(sent.messageId());
      out.writeLong(sent.sentTime());
    }
  }

  @Override
  public ProfileState read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(ProfileState.class, in.readByte(), VERSION);
    long sequence = in.readLong();
    long touchedAt = in.readLong();
    int identifierCount = BinaryFields.readCount(in);
    List<Long> identifiers = new ArrayList<>(identifierCount);
    for (int i = 0; i < identifierCount; i++) {
      identifiers.add(in.readLong());
    }
    int attributeCount = BinaryFields.readCount(in);
    List<ProfileState.Sent> attributes = new ArrayList<>(attributeCount);
    for (int i = 0; i < attributeCount; i++) {
      attributes.add(
          new ProfileState.Sent(
              in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong()));
    }
    return new ProfileState(sequence, touchedAt, identifiers, attributes);
  }
}

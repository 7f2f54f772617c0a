package io.segmentinsider.profile;

import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How a {@link ProfileState} is kept. Attributes of one message share its time, id and time of
 * sending, so these stand once per message.
 */
public final class ProfileStateFormat implements ValueFormat<ProfileState> {

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 2;

  /** What the attributes of one message have in common. */
  private record Message(long eventTime, long messageId, long sentTime) {

    private static Message of(ProfileState.Sent sent) {
      return new Message(sent.eventTime(), sent.messageId(), sent.sentTime());
    }
  }

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

  private static void writeAttributes(DataOutputView out, List<ProfileState.Sent> attributes)
      throws IOException {
    List<Message> messages = new ArrayList<>();
    for (ProfileState.Sent sent : attributes) {
      if (!messages.contains(Message.of(sent))) {
        messages.add(Message.of(sent));
      }
    }
    BinaryFields.writeCount(out, messages.size());
    for (Message message : messages) {
      out.writeLong(message.eventTime());
      out.writeLong(message.messageId());
      out.writeLong(message.sentTime());
    }
    BinaryFields.writeCount(out, attributes.size());
    for (ProfileState.Sent sent : attributes) {
      out.writeLong(sent.name());
      out.writeLong(sent.value());
      BinaryFields.writeCount(out, messages.indexOf(Message.of(sent)));
    }
  }

  @Override
  public ProfileState read(DataInputView in) throws IOException {
    int version = in.readByte();
    BinaryFields.requireVersion(ProfileState.class, version, VERSION);
    return version == 1 ? readFirstVersion(in) : readSecondVersion(in);
  }

  private static ProfileState readSecondVersion(DataInputView in) throws IOException {
    long sequence = in.readLong();
    long touchedAt = in.readLong();
    int identifierCount = BinaryFields.readCount(in);
    List<String> identifiers = new ArrayList<>(identifierCount);
    for (int i = 0; i < identifierCount; i++) {
      identifiers.add(CompactKey.read(in));
    }
    List<ProfileState.Sent> attributes = readAttributes(in);
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

  private static List<ProfileState.Sent> readAttributes(DataInputView in) throws IOException {
    int messageCount = BinaryFields.readCount(in);
    List<Message> messages = new ArrayList<>(messageCount);
    for (int i = 0; i < messageCount; i++) {
      messages.add(new Message(in.readLong(), in.readLong(), in.readLong()));
    }
    int count = BinaryFields.readCount(in);
    List<ProfileState.Sent> attributes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long name = in.readLong();
      long value = in.readLong();
      Message message = messages.get(BinaryFields.readCount(in));
      attributes.add(
          new ProfileState.Sent(
              name, value, message.eventTime(), message.messageId(), message.sentTime()));
    }
    return attributes;
  }

  /** Identifiers were hashes then: they are left out, and taught to Insider once more. */
  private static ProfileState readFirstVersion(DataInputView in) throws IOException {
    long sequence = in.readLong();
    long touchedAt = in.readLong();
    in.skipBytesToRead(BinaryFields.readCount(in) * Long.BYTES);
    int count = BinaryFields.readCount(in);
    List<ProfileState.Sent> attributes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      attributes.add(
          new ProfileState.Sent(
              in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong()));
    }
    return new ProfileState(sequence, touchedAt, List.of(), attributes, null, 0, null, 0);
  }
}

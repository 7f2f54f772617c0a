package io.segmentinsider.segment;

import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.ValueFormat;
import io.segmentinsider.record.ValueTypeInformation;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How a {@link SegmentEvent} is written where parsing is not chained to mapping: as its original
 * bytes, which are parsed again on the other side.
 */
public final class SegmentEventFormat implements ValueFormat<SegmentEvent> {

  /** Type of {@link SegmentEvent}. */
  public static final TypeInformation<SegmentEvent> TYPE =
      new ValueTypeInformation<>(new SegmentEventFormat());

  private static final long serialVersionUID = 1L;
  private static final int VERSION = 2;
  private static final Replay.Kind[] KINDS = Replay.Kind.values();

  @Override
  public Class<SegmentEvent> type() {
    return SegmentEvent.class;
  }

  @Override
  public void write(SegmentEvent event, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeSource(out, event.source());
    out.writeLong(event.recordTime());
    out.writeLong(event.eventTime());
    BinaryFields.writeText(out, event.type());
    BinaryFields.writeText(out, event.messageId());
    BinaryFields.writeNullableText(out, event.anonymousId());
    BinaryFields.writeNullableText(out, event.userId());
    BinaryFields.writeBytes(out, event.original());
    out.writeBoolean(event.replay() != null);
    if (event.replay() != null) {
      BinaryFields.writeConstant(out, event.replay());
    }
  }

  @Override
  public SegmentEvent read(DataInputView in) throws IOException {
    byte version = in.readByte();
    BinaryFields.requireVersion(SegmentEvent.class, version, VERSION);
    var source = BinaryFields.readSource(in);
    long recordTime = in.readLong();
    long eventTime = in.readLong();
    String type = BinaryFields.readText(in);
    String messageId = BinaryFields.readText(in);
    String anonymousId = BinaryFields.readNullableText(in);
    String userId = BinaryFields.readNullableText(in);
    byte[] original = BinaryFields.readBytes(in);
    boolean isReplay = version >= 2 && in.readBoolean();
    Replay.Kind replay = isReplay ? BinaryFields.readConstant(in, KINDS) : null;
    return new SegmentEvent(
        source,
        recordTime,
        eventTime,
        type,
        messageId,
        anonymousId,
        userId,
        parsed(original),
        original,
        replay);
  }

  private static JsonObject parsed(byte[] original) throws IOException {
    try {
      return (JsonObject) new JsonReader(JsonReader.HIGHEST_MAX_DEPTH).read(original);
    } catch (JsonException e) {
      throw new IOException("an event that was parsed before can't be parsed again", e);
    }
  }
}

package io.segmentinsider.segment;

import io.segmentinsider.json.JsonDocument;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.record.BinaryFields;
import io.segmentinsider.record.Repairs;
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
  private static final int VERSION = 1;
  private static final Replay.Kind[] KINDS = Replay.Kind.values();

  @Override
  public Class<SegmentEvent> type() {
    return SegmentEvent.class;
  }

  @Override
  public void write(SegmentEvent event, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    BinaryFields.writeOrigin(out, event.origin());
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
    BinaryFields.writeNumber(out, event.repairs().bits());
  }

  @Override
  public SegmentEvent read(DataInputView in) throws IOException {
    BinaryFields.requireVersion(SegmentEvent.class, in.readByte(), VERSION);
    var origin = BinaryFields.readOrigin(in);
    long recordTime = in.readLong();
    long eventTime = in.readLong();
    String type = BinaryFields.readText(in);
    String messageId = BinaryFields.readText(in);
    String anonymousId = BinaryFields.readNullableText(in);
    String userId = BinaryFields.readNullableText(in);
    byte[] original = BinaryFields.readBytes(in);
    Replay.Kind replay = in.readBoolean() ? BinaryFields.readConstant(in, KINDS) : null;
    Repairs repairs = new Repairs(BinaryFields.readNumber(in));
    JsonDocument document = parsed(original);
    return new SegmentEvent(
        origin,
        recordTime,
        eventTime,
        type,
        messageId,
        anonymousId,
        userId,
        (JsonObject) document.value(),
        (JsonObject) document.javaScript(),
        original,
        replay,
        repairs);
  }

  private static JsonDocument parsed(byte[] original) throws IOException {
    try {
      return new JsonReader(JsonReader.HIGHEST_MAX_DEPTH).document(original);
    } catch (JsonException e) {
      throw new IOException("an event that was parsed before can't be parsed again", e);
    }
  }
}

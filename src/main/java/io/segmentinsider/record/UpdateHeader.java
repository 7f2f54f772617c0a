package io.segmentinsider.record;

import java.io.IOException;
import java.util.Arrays;
import javax.annotation.Nullable;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Where an update comes from, which stays as it is on the whole way: the place and the times of its
 * event, the event's own ids, and the mapping. The tasks in between need its place in the order of
 * events and pass its texts on as they came; a text is decoded where somebody asks for it.
 */
public final class UpdateHeader {

  private static final int TEXTS_CAPACITY = 160;

  private final EventOrder order;
  private final boolean replayed;
  private final byte[] encodedTexts;

  /** Like the hash of a {@code String}: two threads at worst decode the same. */
  @Nullable private Texts texts;

  private UpdateHeader(
      EventOrder order, boolean replayed, byte[] encodedTexts, @Nullable Texts texts) {
    this.order = order;
    this.replayed = replayed;
    this.encodedTexts = encodedTexts;
    this.texts = texts;
  }

  /**
   * The header of an update of an event.
   *
   * @param recordTime the Kafka timestamp, epoch milliseconds
   * @param eventTime when it happened, epoch milliseconds
   * @param replayed whether a replay marked it: it passes the repeat check
   */
  public static UpdateHeader of(long recordTime, long eventTime, boolean replayed, Texts texts) {
    SourcePosition origin = texts.origin();
    EventOrder order =
        new EventOrder(
            eventTime,
            recordTime,
            31 * origin.topic().hashCode() + origin.partition(),
            origin.offset(),
            origin.index(),
            0);
    return new UpdateHeader(order, replayed, texts.encoded(), texts);
  }

  /**
   * What only the first and the last of the tasks look at.
   *
   * @param origin where the event stands in Kafka
   * @param messageId the event's message id, or {@code sha256:} and a digest of its canonical JSON
   * @param mappingName the name of the mapping
   * @param anonymousId the event's own {@code anonymousId}, whatever the mapping makes of it; null
   *     if it has none
   * @param userId the event's own {@code userId}, whatever the mapping makes of it; null if it has
   *     none
   */
  public record Texts(
      SourcePosition origin,
      String messageId,
      String mappingName,
      @Nullable String anonymousId,
      @Nullable String userId) {

    private byte[] encoded() {
      DataOutputSerializer out = new DataOutputSerializer(TEXTS_CAPACITY);
      try {
        BinaryFields.writeOrigin(out, origin);
        BinaryFields.writeText(out, messageId);
        BinaryFields.writeText(out, mappingName);
        BinaryFields.writeNullableText(out, anonymousId);
        BinaryFields.writeNullableText(out, userId);
      } catch (IOException e) {
        throw new IllegalStateException("writing to memory cannot fail", e);
      }
      return out.getCopyOfBuffer();
    }

    private static Texts decoded(byte[] encoded) {
      DataInputDeserializer in = new DataInputDeserializer(encoded);
      try {
        return new Texts(
            BinaryFields.readOrigin(in),
            BinaryFields.readText(in),
            BinaryFields.readText(in),
            BinaryFields.readNullableText(in),
            BinaryFields.readNullableText(in));
      } catch (IOException e) {
        throw new IllegalStateException("the header of an update is cut short", e);
      }
    }

    /** Leaves out ids, which are personal data. */
    @Override
    public String toString() {
      return mappingName + ", " + origin;
    }
  }

  /** Its place among all events; all updates of one record have one place. */
  public EventOrder order() {
    return order;
  }

  /** Whether a replay marked it. */
  public boolean replayed() {
    return replayed;
  }

  /** Its texts, decoded at the first call. */
  public Texts texts() {
    if (texts == null) {
      texts = Texts.decoded(encodedTexts);
    }
    return texts;
  }

  void write(DataOutputView out) throws IOException {
    order.write(out);
    out.writeBoolean(replayed);
    BinaryFields.writeBytes(out, encodedTexts);
  }

  static UpdateHeader read(DataInputView in) throws IOException {
    return new UpdateHeader(
        EventOrder.read(in), in.readBoolean(), BinaryFields.readBytes(in), null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UpdateHeader that
        && order.equals(that.order)
        && replayed == that.replayed
        && Arrays.equals(encodedTexts, that.encodedTexts);
  }

  /** Bytes of its texts, as they are kept. */
  public int sizeInBytes() {
    return encodedTexts.length;
  }

  @Override
  public int hashCode() {
    return 31 * order.hashCode() + Arrays.hashCode(encodedTexts);
  }

  @Override
  public String toString() {
    return texts().toString();
  }
}

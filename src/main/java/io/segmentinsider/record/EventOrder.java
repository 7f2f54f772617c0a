package io.segmentinsider.record;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Which of two events is the newer one, whatever the order in which they arrive: by the time at
 * which they happened. Of one time the one that stands later in its Kafka partition, or its record,
 * as whoever wrote it meant it so; between partitions, where offsets say nothing, the one with the
 * later Kafka timestamp, and then the partition decides.
 *
 * <p>This is one order of all events as long as Kafka's timestamps do not go back within a
 * partition. Message ids can decide between updates of one record only: with them, two events of a
 * partition and one of another could each be newer than the next, in a circle.
 *
 * @param eventTime when it happened, epoch milliseconds
 * @param recordTime its Kafka timestamp, epoch milliseconds
 * @param partition stands for its topic and partition
 * @param offset its place in the partition
 * @param index its place in the record
 * @param message stands for its message id, and for the mapping that made this update of it
 */
public record EventOrder(
    long eventTime, long recordTime, int partition, long offset, int index, long message)
    implements Comparable<EventOrder> {

  /** The place of a record that is one event. */
  public EventOrder(long eventTime, long recordTime, int partition, long offset, long message) {
    this(eventTime, recordTime, partition, offset, 0, message);
  }

  /** The place of an update's event. */
  public static EventOrder of(Update update) {
    EventOrder ofRecord = update.header().order();
    return new EventOrder(
        ofRecord.eventTime,
        ofRecord.recordTime,
        ofRecord.partition,
        ofRecord.offset,
        ofRecord.index,
        ((long) update.messageId().hashCode() << Integer.SIZE)
            | Integer.toUnsignedLong(update.mappingName().hashCode()));
  }

  /** Whether both are one message, mapped alike: a replay stands at another place. */
  public boolean isSameMessage(EventOrder other) {
    return eventTime == other.eventTime && message == other.message;
  }

  @Override
  public int compareTo(EventOrder other) {
    int byTime = Long.compare(eventTime, other.eventTime);
    if (byTime != 0) {
      return byTime;
    }
    if (partition == other.partition) {
      int byOffset = Long.compare(offset, other.offset);
      int byPlace = byOffset != 0 ? byOffset : Integer.compare(index, other.index);
      return byPlace != 0 ? byPlace : Long.compare(message, other.message);
    }
    int byRecordTime = Long.compare(recordTime, other.recordTime);
    return byRecordTime != 0 ? byRecordTime : Integer.compare(partition, other.partition);
  }

  /**
   * Writes it in about twenty bytes. Only a place within a record that is not the first is written,
   * and then all bits of the offset are turned.
   */
  public void write(DataOutputView out) throws IOException {
    BinaryFields.writeNumber(out, eventTime);
    BinaryFields.writeDifference(out, recordTime - eventTime);
    out.writeInt(partition);
    BinaryFields.writeNumber(out, index == 0 ? offset : ~offset);
    if (index != 0) {
      BinaryFields.writeCount(out, index);
    }
    out.writeLong(message);
  }

  /** Reads what {@link #write} wrote. */
  public static EventOrder read(DataInputView in) throws IOException {
    long eventTime = BinaryFields.readNumber(in);
    long recordTime = eventTime + BinaryFields.readDifference(in);
    int partition = in.readInt();
    long offset = BinaryFields.readNumber(in);
    int index = offset < 0 ? BinaryFields.readCount(in) : 0;
    return new EventOrder(
        eventTime, recordTime, partition, offset < 0 ? ~offset : offset, index, in.readLong());
  }
}

package io.segmentinsider.record;

/**
 * Where an event stands in Kafka; the name under which every outcome is accounted for.
 *
 * @param topic never null
 * @param partition from 0
 * @param offset from 0
 * @param index its place among the events of the record, from 0
 * @param of how many events the record holds; 1 for nearly all
 */
public record SourcePosition(String topic, int partition, long offset, int index, int of)
    implements Comparable<SourcePosition> {

  /** A record that is one event. */
  public SourcePosition(String topic, int partition, long offset) {
    this(topic, partition, offset, 0, 1);
  }

  /** One of several events of this record. */
  public SourcePosition at(int place, int events) {
    return new SourcePosition(topic, partition, offset, place, events);
  }

  @Override
  public int compareTo(SourcePosition other) {
    int byTopic = topic.compareTo(other.topic);
    if (byTopic != 0) {
      return byTopic;
    }
    int byPartition = Integer.compare(partition, other.partition);
    if (byPartition != 0) {
      return byPartition;
    }
    int byOffset = Long.compare(offset, other.offset);
    return byOffset != 0 ? byOffset : Integer.compare(index, other.index);
  }
}

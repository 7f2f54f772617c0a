package io.segmentinsider.record;

/**
 * Where a Kafka record stands; the name under which every outcome is accounted for.
 *
 * @param topic never null
 * @param partition from 0
 * @param offset from 0
 */
public record SourcePosition(String topic, int partition, long offset)
    implements Comparable<SourcePosition> {

  @Override
  public int compareTo(SourcePosition other) {
    int byTopic = topic.compareTo(other.topic);
    if (byTopic != 0) {
      return byTopic;
    }
    int byPartition = Integer.compare(partition, other.partition);
    return byPartition != 0 ? byPartition : Long.compare(offset, other.offset);
  }
}

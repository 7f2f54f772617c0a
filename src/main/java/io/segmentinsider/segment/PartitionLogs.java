package io.segmentinsider.segment;

import java.io.Serializable;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Which positions Kafka has, and which a consumer group has committed. */
interface PartitionLogs extends Serializable {

  /**
   * The positions of partitions; one whose topic does not exist is left out.
   *
   * @throws org.apache.flink.util.FlinkRuntimeException if Kafka does not tell
   */
  Map<TopicPartition, LogRange> ranges(Collection<TopicPartition> partitions);

  /**
   * What the job's consumer group has committed; a partition without is left out.
   *
   * @throws org.apache.flink.util.FlinkRuntimeException if Kafka does not tell
   */
  Map<TopicPartition, Long> committed(Collection<TopicPartition> partitions);
}

package io.segmentinsider.segment;

import io.segmentinsider.segment.SourceOptions.StartPosition;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a job without state starts, as positions. The connector's own initializers leave it to the
 * consumer, which passes over what is missing without a word.
 *
 * @param start {@code source.start}
 * @param timestamp for {@code start: timestamp}; null otherwise
 * @param missing where to start in a partition of which nothing is committed
 */
public record StartingOffsets(
    StartPosition start, @Nullable Instant timestamp, MissingOffsets missing)
    implements OffsetsInitializer {

  private static final long serialVersionUID = 1L;

  static StartingOffsets of(SourceSettings source, Map<String, String> kafka) {
    return new StartingOffsets(source.start(), source.startTimestamp(), MissingOffsets.of(kafka));
  }

  /** For the control topic: behind what is committed, else at its beginning. */
  public static OffsetsInitializer ofErasures() {
    return new StartingOffsets(StartPosition.COMMITTED, null, MissingOffsets.EARLIEST);
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever kafka) {
    return switch (start) {
      case COMMITTED -> committed(partitions, kafka);
      case EARLIEST -> kafka.beginningOffsets(partitions);
      case TIMESTAMP ->
          OffsetsInitializer.timestamp(timestamp.toEpochMilli())
              .getPartitionOffsets(partitions, kafka);
    };
  }

  private Map<TopicPartition, Long> committed(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever kafka) {
    Map<TopicPartition, Long> offsets = new HashMap<>(kafka.committedOffsets(partitions));
    Set<TopicPartition> others = new HashSet<>(partitions);
    others.removeAll(offsets.keySet());
    if (others.isEmpty()) {
      return offsets;
    }
    switch (missing) {
      case EARLIEST -> offsets.putAll(kafka.beginningOffsets(others));
      case LATEST -> offsets.putAll(kafka.endOffsets(others));
      case NONE ->
          throw new MissingOffsetsException(
              "the consumer group of source.group-id has committed nothing for " + others);
    }
    return offsets;
  }

  /**
   * A position that is not there fails the consumer, and is looked at when the job starts again.
   */
  @Override
  @SuppressWarnings("deprecation")
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}

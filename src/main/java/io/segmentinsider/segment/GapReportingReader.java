package io.segmentinsider.segment;

import io.segmentinsider.record.SourcePosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.annotation.Nullable;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reader that compares where it is to go on, after a start or a restore, with the positions that
 * Kafka has. A gap is an ERROR, a metric, and for some sources a record of its own.
 */
// Interrupting the reader while it closes is for Flink to do.
@SuppressWarnings("try")
final class GapReportingReader<T> implements SourceReader<T, KafkaPartitionSplit> {

  private static final Logger LOG = LoggerFactory.getLogger(GapReportingReader.class);

  private final SourceReader<T, KafkaPartitionSplit> reader;
  private final PartitionLogs logs;
  private final MissingOffsets missing;
  private final LostRecords<T> lost;
  private final Counter gaps;
  private final Map<String, Untold<T>> untold = new LinkedHashMap<>();

  /** A gap that nothing was sent down the stream for yet. */
  private record Untold<T>(long expected, T record) {}

  /**
   * A reader around another.
   *
   * @param lost what the records of a gap were
   * @param gaps counts them
   */
  GapReportingReader(
      SourceReader<T, KafkaPartitionSplit> reader,
      PartitionLogs logs,
      MissingOffsets missing,
      LostRecords<T> lost,
      Counter gaps) {
    this.reader = reader;
    this.logs = logs;
    this.missing = missing;
    this.lost = lost;
    this.gaps = gaps;
  }

  @Override
  public void start() {
    reader.start();
  }

  /**
   * Takes partitions to read.
   *
   * @throws MissingOffsetsException if there is a gap, and the job is to stop at one
   */
  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    List<TopicPartition> partitions =
        splits.stream().map(KafkaPartitionSplit::getTopicPartition).toList();
    Map<TopicPartition, LogRange> ranges =
        partitions.isEmpty() ? Map.of() : logs.ranges(partitions);
    List<KafkaPartitionSplit> checked = new ArrayList<>();
    for (KafkaPartitionSplit split : splits) {
      LogRange range = ranges.get(split.getTopicPartition());
      checked.add(range == null ? withoutTopic(split) : checked(split, range));
    }
    reader.addSplits(checked);
  }

  /** The consumer waits for the topic; if it comes back shorter, the job starts again. */
  private static KafkaPartitionSplit withoutTopic(KafkaPartitionSplit split) {
    LOG.error(
        "{} does not exist: nothing is read from it until it does. Position {} was to be read next.",
        split.getTopicPartition(),
        split.getStartingOffset());
    return split;
  }

  private KafkaPartitionSplit checked(KafkaPartitionSplit split, LogRange range) {
    Long expected = expected(split);
    if (expected == null) {
      return at(split, missing.next(range));
    }
    OffsetGap gap = OffsetGap.at(expected, range, missing);
    if (gap == null) {
      return at(split, expected);
    }
    TopicPartition partition = split.getTopicPartition();
    if (missing == MissingOffsets.NONE) {
      throw new MissingOffsetsException(partition + ": " + gap.inWords());
    }
    LOG.error("{}: {}. {}", partition, gap.inWords(), lost.inWords());
    gaps.inc();
    T record =
        lost.record(
            new SourcePosition(partition.topic(), partition.partition(), gap.expected()), gap);
    if (record != null) {
      untold.put(split.splitId(), new Untold<>(gap.expected(), record));
    }
    return at(split, gap.next());
  }

  /**
   * The position that is to be read next.
   *
   * @return null if there is none: nothing was read of the partition yet
   */
  @Nullable
  private Long expected(KafkaPartitionSplit split) {
    if (split.getStartingOffset() >= 0) {
      return split.getStartingOffset();
    }
    // Left to the consumer, and nothing has come from the partition since.
    return split.getStartingOffset() == KafkaPartitionSplit.COMMITTED_OFFSET
        ? logs.committed(List.of(split.getTopicPartition())).get(split.getTopicPartition())
        : null;
  }

  private static KafkaPartitionSplit at(KafkaPartitionSplit split, long offset) {
    return new KafkaPartitionSplit(
        split.getTopicPartition(),
        offset,
        split.getStoppingOffset().orElse(KafkaPartitionSplit.NO_STOPPING_OFFSET));
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
    if (untold.isEmpty()) {
      return reader.pollNext(output);
    }
    output.collect(untold.remove(untold.keySet().iterator().next()).record());
    return InputStatus.MORE_AVAILABLE;
  }

  /** A gap that was not told yet is found again after a restore. */
  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    List<KafkaPartitionSplit> splits = reader.snapshotState(checkpointId);
    if (untold.isEmpty()) {
      return splits;
    }
    return splits.stream()
        .map(
            split -> {
              Untold<T> gap = untold.get(split.splitId());
              return gap == null ? split : at(split, gap.expected());
            })
        .toList();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return untold.isEmpty() ? reader.isAvailable() : CompletableFuture.completedFuture(null);
  }

  @Override
  public void notifyNoMoreSplits() {
    reader.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    reader.handleSourceEvents(event);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    reader.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    reader.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> paused, Collection<String> resumed) {
    reader.pauseOrResumeSplits(paused, resumed);
  }

  @Override
  public void close() throws Exception {
    reader.close();
  }
}

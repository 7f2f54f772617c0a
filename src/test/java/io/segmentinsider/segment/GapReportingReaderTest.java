package io.segmentinsider.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.record.SourcePosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GapReportingReaderTest {

  private static final TopicPartition PARTITION = new TopicPartition("events", 3);
  private static final long EARLIEST = KafkaPartitionSplit.EARLIEST_OFFSET;
  private static final long COMMITTED = KafkaPartitionSplit.COMMITTED_OFFSET;

  private final FakeReader fetcher = new FakeReader();
  private final FakeLogs logs = new FakeLogs();
  private final SimpleCounter gaps = new SimpleCounter();
  private final Collected output = new Collected();

  @ParameterizedTest
  @CsvSource({
    // position, begin, end, policy, goes on at, gap
    "0, 0, 0, EARLIEST, 0, false",
    "0, 0, 9, EARLIEST, 0, false",
    "5, 0, 9, EARLIEST, 5, false",
    "5, 0, 9, LATEST, 5, false",
    "5, 0, 9, NONE, 5, false",
    "9, 0, 9, EARLIEST, 9, false",
    "5, 5, 9, EARLIEST, 5, false",
    "9, 9, 9, EARLIEST, 9, false",
    "4, 5, 9, EARLIEST, 5, true",
    "0, 5, 9, EARLIEST, 5, true",
    "4, 5, 9, LATEST, 9, true",
    "0, 9, 9, EARLIEST, 9, true",
    "10, 0, 9, EARLIEST, 0, true",
    "10, 0, 9, LATEST, 9, true",
    "1, 0, 0, EARLIEST, 0, true",
    "9223372036854775806, 0, 9, EARLIEST, 0, true",
    "10, 5, 9, EARLIEST, 5, true",
  })
  void aPositionThatIsNotThereIsAGap(
      long position, long begin, long end, MissingOffsets policy, long next, boolean gap)
      throws Exception {
    logs.ranges.put(PARTITION, new LogRange(begin, end));

    GapReportingReader<RawRecord> reader = reader(policy);
    reader.addSplits(List.of(new KafkaPartitionSplit(PARTITION, position, 77)));

    assertThat(fetcher.splits).containsExactly(new KafkaPartitionSplit(PARTITION, next, 77));
    assertThat(gaps.getCount()).isEqualTo(gap ? 1 : 0);
    reader.pollNext(output);
    assertThat(output.records)
        .isEqualTo(
            gap
                ? List.of(
                    RawRecord.gap(
                        new SourcePosition("events", 3, position),
                        new OffsetGap(position, begin, end, next)))
                : List.of());
  }

  @ParameterizedTest
  @CsvSource({"4, 5, 9", "10, 5, 9"})
  void itStopsTheJobForGoodIfThatIsAskedFor(long position, long begin, long end) {
    logs.ranges.put(PARTITION, new LogRange(begin, end));

    assertThatThrownBy(
            () ->
                reader(MissingOffsets.NONE)
                    .addSplits(List.of(new KafkaPartitionSplit(PARTITION, position))))
        .isInstanceOf(MissingOffsetsException.class)
        .hasMessageContaining("events-3")
        .hasMessageContaining("kafka.auto.offset.reset")
        .satisfies(
            e ->
                assertThat(ThrowableClassifier.getThrowableType(e))
                    .isEqualTo(ThrowableType.NonRecoverableError));
    assertThat(fetcher.splits).isEmpty();
  }

  @Test
  void theWordsNameThePositions() {
    assertThat(new OffsetGap(17, 120, 130, 120).inWords())
        .startsWith("positions 17 to 119 were deleted before they were read")
        .endsWith("reading goes on at 120");
    assertThat(new OffsetGap(17, 0, 5, 0).inWords())
        .startsWith("position 17 was to be read next, and the partition ends before it, at 5")
        .contains("made again")
        .endsWith("reading goes on at 0");
  }

  @Test
  void aPartitionOfWhichNothingWasReadHasNoGap() {
    logs.ranges.put(PARTITION, new LogRange(5, 9));

    reader(MissingOffsets.NONE).addSplits(List.of(new KafkaPartitionSplit(PARTITION, EARLIEST)));

    assertThat(fetcher.splits).containsExactly(new KafkaPartitionSplit(PARTITION, 5));
    assertThat(gaps.getCount()).isZero();
  }

  @Test
  void whatAnEarlierReleaseLeftToTheConsumerIsLookedUp() {
    logs.ranges.put(PARTITION, new LogRange(5, 9));
    reader(MissingOffsets.EARLIEST)
        .addSplits(List.of(new KafkaPartitionSplit(PARTITION, COMMITTED)));
    logs.committed.put(PARTITION, 7L);
    reader(MissingOffsets.EARLIEST)
        .addSplits(List.of(new KafkaPartitionSplit(PARTITION, COMMITTED)));
    logs.committed.put(PARTITION, 2L);
    reader(MissingOffsets.EARLIEST)
        .addSplits(List.of(new KafkaPartitionSplit(PARTITION, COMMITTED)));

    assertThat(fetcher.splits)
        .extracting(KafkaPartitionSplit::getStartingOffset)
        .containsExactly(5L, 7L, 5L);
    assertThat(gaps.getCount()).isEqualTo(1);
  }

  @Test
  void aTopicThatIsMissingIsWaitedFor() {
    KafkaPartitionSplit split = new KafkaPartitionSplit(PARTITION, 4);

    reader(MissingOffsets.NONE).addSplits(List.of(split));

    assertThat(fetcher.splits).containsExactly(split);
  }

  @Test
  void aGapThatWasNotToldBeforeACheckpointIsFoundAgainAfterIt() throws Exception {
    logs.ranges.put(PARTITION, new LogRange(5, 9));
    GapReportingReader<RawRecord> reader = reader(MissingOffsets.EARLIEST);
    reader.addSplits(List.of(new KafkaPartitionSplit(PARTITION, 2, 8)));

    assertThat(reader.isAvailable()).isDone();
    assertThat(reader.snapshotState(1)).containsExactly(new KafkaPartitionSplit(PARTITION, 2, 8));
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.MORE_AVAILABLE);
    assertThat(reader.snapshotState(2)).containsExactly(new KafkaPartitionSplit(PARTITION, 5, 8));
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(output.records).hasSize(1);
  }

  private GapReportingReader<RawRecord> reader(MissingOffsets policy) {
    return new GapReportingReader<>(fetcher, logs, policy, new LostEvents(), gaps);
  }

  /** An erasure has no event that a dead letter could be about. */
  @Test
  void aGapInTheControlTopicIsCountedAndTellsNothingDownTheStream() throws Exception {
    logs.ranges.put(PARTITION, new LogRange(5, 9));
    GapReportingReader<RawRecord> reader =
        new GapReportingReader<>(
            fetcher, logs, MissingOffsets.EARLIEST, new LostErasures<>(), gaps);

    reader.addSplits(List.of(new KafkaPartitionSplit(PARTITION, 2, 8)));

    assertThat(gaps.getCount()).isEqualTo(1);
    assertThat(reader.snapshotState(1)).containsExactly(new KafkaPartitionSplit(PARTITION, 5, 8));
    assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
    assertThat(output.records).isEmpty();
  }

  /** A broker. */
  private static final class FakeLogs implements PartitionLogs {

    private static final long serialVersionUID = 1L;

    private final HashMap<TopicPartition, LogRange> ranges = new HashMap<>();
    private final HashMap<TopicPartition, Long> committed = new HashMap<>();

    @Override
    public Map<TopicPartition, LogRange> ranges(Collection<TopicPartition> partitions) {
      return ranges;
    }

    @Override
    public Map<TopicPartition, Long> committed(Collection<TopicPartition> partitions) {
      return committed;
    }
  }

  /** A reader to which nothing comes. */
  private static final class FakeReader implements SourceReader<RawRecord, KafkaPartitionSplit> {

    private final List<KafkaPartitionSplit> splits = new ArrayList<>();

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> out) {
      return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
      return List.copyOf(splits);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return new CompletableFuture<>();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> added) {
      splits.addAll(added);
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }

  /** What came out. */
  private static final class Collected implements ReaderOutput<RawRecord> {

    private final List<RawRecord> records = new ArrayList<>();

    @Override
    public void collect(RawRecord record) {
      records.add(record);
    }

    @Override
    public void collect(RawRecord record, long timestamp) {
      records.add(record);
    }

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}

    @Override
    public SourceOutput<RawRecord> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}
  }
}

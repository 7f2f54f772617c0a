package io.segmentinsider;

import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.RawRecord;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A bounded topic of three partitions whose records are made where they are read. */
final class RecordSource
    implements Source<RawRecord, NumberSequenceSplit, Collection<NumberSequenceSplit>> {

  static final int PARTITIONS = 3;
  static final String TOPIC = "segment-events";

  private static final long serialVersionUID = 1L;
  private static final long FIRST_TIME = 1_793_527_200_000L;

  private final NumberSequenceSource numbers;
  private final Records records;
  private final long gate;

  /** Makes the bytes of one record. */
  interface Records extends Serializable {
    byte[] record(long number);
  }

  /** The records of {@code from} up to {@code to}, both included. */
  RecordSource(Records records, long from, long to) {
    this(records, from, to, Long.MAX_VALUE);
  }

  /**
   * The same as far as a gate, where each reader waits for ever, without an end.
   *
   * @param gate how many records a reader gives out
   */
  RecordSource(Records records, long from, long to, long gate) {
    this.numbers = new NumberSequenceSource(from, to);
    this.records = records;
    this.gate = gate;
  }

  /** Where the record of a number stands. */
  static SourcePosition position(long number) {
    return new SourcePosition(TOPIC, (int) (number % PARTITIONS), number / PARTITIONS);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context) {
    return numbers.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context,
      Collection<NumberSequenceSplit> checkpoint) {
    return numbers.restoreEnumerator(context, checkpoint);
  }

  @Override
  public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
    return numbers.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<Collection<NumberSequenceSplit>>
      getEnumeratorCheckpointSerializer() {
    return numbers.getEnumeratorCheckpointSerializer();
  }

  @Override
  public SourceReader<RawRecord, NumberSequenceSplit> createReader(SourceReaderContext context) {
    return new Reader(numbers.createReader(context), records, gate, new AtomicLong());
  }

  @SuppressWarnings("try")
  private record Reader(
      SourceReader<Long, NumberSequenceSplit> numbers, Records records, long gate, AtomicLong given)
      implements SourceReader<RawRecord, NumberSequenceSplit> {

    @Override
    public void start() {
      numbers.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> output) throws Exception {
      if (given.get() >= gate) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      return numbers.pollNext(new Output(output, records, given));
    }

    @Override
    public List<NumberSequenceSplit> snapshotState(long checkpointId) {
      return numbers.snapshotState(checkpointId);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return given.get() >= gate ? new CompletableFuture<>() : numbers.isAvailable();
    }

    @Override
    public void addSplits(List<NumberSequenceSplit> splits) {
      numbers.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
      numbers.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
      numbers.handleSourceEvents(event);
    }

    @Override
    public void close() throws Exception {
      numbers.close();
    }
  }

  private record Output(ReaderOutput<RawRecord> records, Records made, AtomicLong given)
      implements ReaderOutput<Long> {

    @Override
    public void collect(Long number) {
      given.incrementAndGet();
      records.collect(new RawRecord(position(number), FIRST_TIME + number, made.record(number)));
    }

    @Override
    public void collect(Long number, long timestamp) {
      collect(number);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      records.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      records.markIdle();
    }

    @Override
    public void markActive() {
      records.markActive();
    }

    @Override
    public SourceOutput<Long> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {
      // One output serves all splits.
    }
  }
}

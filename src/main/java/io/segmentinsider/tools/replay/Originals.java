package io.segmentinsider.tools.replay;

import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.Replay;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads events by their positions, one at a time. */
final class Originals implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofSeconds(1);

  /** One record is wanted and the next one lies elsewhere: what is fetched beyond it is lost. */
  private static final Map<String, Object> ONE_AT_A_TIME =
      Map.of(
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          1,
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
          64 * 1024);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> begins = new HashMap<>();

  /**
   * Reads with these properties.
   *
   * @param kafka of a consumer
   */
  Originals(Map<String, Object> kafka) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.putAll(ONE_AT_A_TIME);
    this.consumer = new KafkaConsumer<>(properties);
  }

  /**
   * The event at a position, as it first came: a replay that failed again leads to its original.
   *
   * @return null if Kafka has it no longer
   */
  @Nullable
  RawRecord at(SourcePosition position) {
    ConsumerRecord<byte[], byte[]> record = record(position);
    Replay replay = record == null ? null : Replay.of(record);
    ConsumerRecord<byte[], byte[]> original = replay == null ? null : record(replay.original());
    if (replay != null && original == null) {
      return null;
    }
    if (original != null && original.timestamp() == replay.recordTime()) {
      return raw(original, replay.original());
    }
    // A mark that leads to something else was not made by a replay.
    return record == null ? null : raw(record, position);
  }

  private static RawRecord raw(ConsumerRecord<byte[], byte[]> record, SourcePosition position) {
    return new RawRecord(position, record.timestamp(), record.value());
  }

  /** The record at a position; null if Kafka has it no longer. */
  @Nullable
  private ConsumerRecord<byte[], byte[]> record(SourcePosition position) {
    TopicPartition partition = new TopicPartition(position.topic(), position.partition());
    consumer.assign(List.of(partition));
    if (begins.computeIfAbsent(partition, this::begin) > position.offset()) {
      return null;
    }
    consumer.seek(partition, position.offset());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return record.offset() == position.offset() ? record : null;
      }
    }
    return null;
  }

  private long begin(TopicPartition partition) {
    return consumer.beginningOffsets(List.of(partition)).get(partition);
  }

  @Override
  public void close() {
    consumer.close();
  }
}

package io.segmentinsider.lab.kafka;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads parts of topics, committed records only, up to the end that they have when the reading
 * begins. It never waits for more. Not thread-safe.
 */
public final class TopicReader implements AutoCloseable {

  private static final Duration FOREVER = Duration.ofDays(365);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
  private static final int PROGRESS_INTERVAL = 2_000;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ReadProgress progress;

  /** A reader that tells how far it is. */
  public TopicReader(KafkaClients clients, ReadProgress progress) {
    this.consumer = clients.consumer();
    this.progress = progress;
  }

  /** Takes a record. */
  @FunctionalInterface
  public interface RecordConsumer {
    /** Takes one record. */
    void accept(ConsumerRecord<byte[], byte[]> record) throws IOException;
  }

  /**
   * The partitions of a topic.
   *
   * @throws IOException if there is none, or this principal may not see it
   */
  public List<TopicPartition> partitions(String topic) throws IOException {
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      if (!partitions.isEmpty()) {
        return partitions;
      }
    } catch (KafkaException e) {
      throw new KafkaReadException("Topic " + topic + ": " + KafkaTrouble.sentence(e) + ".", e);
    }
    throw new KafkaReadException(
        "Topic " + topic + " does not exist, or this principal can't see it.");
  }

  /** The first offsets of partitions that are still there. */
  public Map<TopicPartition, Long> begins(List<TopicPartition> partitions) {
    return new HashMap<>(consumer.beginningOffsets(partitions));
  }

  /** The offsets behind the last committed records. */
  public Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
    return new HashMap<>(consumer.endOffsets(partitions));
  }

  /**
   * The first offsets of records with that Kafka timestamp or a later one.
   *
   * @param time null for the first offset that is there
   * @param otherwise where a partition has no such record
   */
  public Map<TopicPartition, Long> at(
      List<TopicPartition> partitions,
      @Nullable Instant time,
      Map<TopicPartition, Long> otherwise) {
    if (time == null) {
      return begins(partitions);
    }
    Map<TopicPartition, Long> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, time.toEpochMilli()));
    Map<TopicPartition, Long> offsets = new HashMap<>(otherwise);
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
        consumer.offsetsForTimes(asked).entrySet()) {
      if (found.getValue() != null) {
        offsets.put(found.getKey(), found.getValue().offset());
      }
    }
    return offsets;
  }

  /**
   * Reads from some offsets to others.
   *
   * @param what a person calls it
   * @param from inclusive
   * @param to exclusive; of the same partitions
   * @throws IOException if the broker stops sending, or the consumer throws it
   */
  public void read(
      String what,
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> to,
      RecordConsumer records)
      throws IOException {
    readFor(FOREVER, what, from, to, records);
  }

  /**
   * Reads from some offsets to others, and no longer than somebody waits.
   *
   * @param patience how long it may take
   * @param what a person calls it
   * @param from inclusive
   * @param to exclusive; of the same partitions
   * @return false if time was up before the end
   * @throws IOException if the broker stops sending, or the consumer throws it
   */
  public boolean readFor(
      Duration patience,
      String what,
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> to,
      RecordConsumer records)
      throws IOException {
    List<TopicPartition> partitions =
        from.keySet().stream().filter(each -> from.get(each) < to.get(each)).toList();
    if (partitions.isEmpty()) {
      return true;
    }
    consumer.assign(partitions);
    partitions.forEach(partition -> consumer.seek(partition, from.get(partition)));
    long whole = partitions.stream().mapToLong(each -> to.get(each) - from.get(each)).sum();
    long left = whole;
    long read = 0;
    long start = System.nanoTime();
    long movedAt = start;
    while (left > 0) {
      if (System.nanoTime() - start > patience.toNanos()) {
        return false;
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < to.get(new TopicPartition(record.topic(), record.partition()))) {
          records.accept(record);
          if (++read % PROGRESS_INTERVAL == 0) {
            progress.at(what, read, 1 - (double) left / whole);
          }
        }
      }
      long stillLeft =
          partitions.stream().mapToLong(each -> Math.max(0, to.get(each) - position(each))).sum();
      if (stillLeft < left) {
        movedAt = System.nanoTime();
      } else if (System.nanoTime() - movedAt > PATIENCE_NANOS) {
        throw new KafkaReadException(
            what + ": the broker stopped sending with " + stillLeft + " records left. Try again.");
      }
      left = stillLeft;
    }
    progress.at(what, read, 1);
    return true;
  }

  private long position(TopicPartition partition) {
    return consumer.position(partition);
  }

  @Override
  public void close() {
    consumer.close();
  }
}

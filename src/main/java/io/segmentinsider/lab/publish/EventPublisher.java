package io.segmentinsider.lab.publish;

import io.segmentinsider.lab.kafka.EmbeddedKafka;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.report.SourceRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.annotation.Nullable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes lines to a topic, each as one record, the way {@code docs} recommend it to users: keyed
 * by device, else by user. The same input lands at the same source positions again: a line without
 * a key goes to the partition of its number. The Kafka timestamp is the time of publishing, as it
 * is where Segment's own Kafka destination publishes: latencies count from it.
 */
public final class EventPublisher {

  private static final int PROGRESS_INTERVAL = 1_000;

  private final Map<String, Object> producerProperties;
  private final String topic;
  private final Pace pace;

  /**
   * Publishes to a topic as fast as the broker takes it.
   *
   * @param bootstrapServers of the Kafka cluster
   * @param topic must exist
   */
  public EventPublisher(String bootstrapServers, String topic) {
    this(bootstrapServers, topic, null);
  }

  /**
   * Publishes to a topic.
   *
   * @param bootstrapServers of the Kafka cluster
   * @param topic must exist
   * @param eventsPerSecond how fast; null for as fast as the broker takes it
   */
  public EventPublisher(String bootstrapServers, String topic, @Nullable Integer eventsPerSecond) {
    this(KafkaClients.at(bootstrapServers), topic, eventsPerSecond);
  }

  /**
   * Publishes to a topic of a cluster that may ask for more than its address.
   *
   * @param topic must exist
   * @param eventsPerSecond how fast; null for as fast as the broker takes it
   */
  public EventPublisher(KafkaClients clients, String topic, @Nullable Integer eventsPerSecond) {
    this(
        clients, topic, eventsPerSecond == null ? Pace.UNLIMITED : new SteadyPace(eventsPerSecond));
  }

  /**
   * Publishes to a topic of a cluster that may ask for more than its address.
   *
   * @param topic must exist
   * @param pace says when each event may go, and when no more may
   */
  public EventPublisher(KafkaClients clients, String topic, Pace pace) {
    this.producerProperties = clients.properties();
    producerProperties.putAll(
        Map.of(
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            1 << 18,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            EmbeddedKafka.MAX_MESSAGE_BYTES,
            // A partition that has just been created may refuse the first batch and take the
            // second;
            // the first is then out of sequence for good.
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1));
    this.topic = topic;
    this.pace = pace;
  }

  /**
   * Publishes an input, as far as the pace allows, and returns when the broker has all of it.
   *
   * @param repeat how many times; every further round has messages and people of its own
   * @throws IOException if the input can't be read, or Kafka does not take a line
   */
  public Published publish(EventInput input, int repeat, Progress progress) throws IOException {
    long start = System.nanoTime();
    Acknowledgements acknowledgements = new Acknowledgements();
    long events = 0;
    long bytes = 0;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            producerProperties, new ByteArraySerializer(), new ByteArraySerializer())) {
      int partitions = producer.partitionsFor(topic).size();
      double totalBytes = (double) Math.max(1, input.sizeInBytes()) * repeat;
      AtomicLong bytesRead = new AtomicLong();
      RepeatedInput rounds = new RepeatedInput(input, repeat > 1);
      EventLineReader reader = new EventLineReader(new FreshPhones());
      boolean goesOn = true;
      for (int round = 1; goesOn && round <= repeat; round++) {
        try (LineSource lines = rounds.open(bytesRead)) {
          for (byte[] line = lines.next(); line != null; line = lines.next()) {
            EventLine event = reader.read(line, round);
            if (!pace.next()) {
              goesOn = false;
              break;
            }
            int partitionWithoutKey = (int) (events % partitions);
            acknowledgements.expect(producer, toRecord(event, partitionWithoutKey));
            bytes += event.value().length;
            if (++events % PROGRESS_INTERVAL == 0) {
              progress.at(events, bytesRead.get() / totalBytes);
            }
          }
        }
      }
      producer.flush();
      progress.at(events, 1);
    }
    acknowledgements.throwFailure();
    return new Published(
        acknowledgements.ranges(), events, bytes, Duration.ofNanos(System.nanoTime() - start));
  }

  private ProducerRecord<byte[], byte[]> toRecord(EventLine event, int partitionWithoutKey) {
    String key = event.key();
    return key == null
        ? new ProducerRecord<>(topic, partitionWithoutKey, null, event.value())
        : new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), event.value());
  }

  /**
   * What the broker answered. The answers come on the producer's one thread; they are read after
   * the producer was closed.
   */
  private static final class Acknowledgements {

    private final List<SourceRange> byPartition = new ArrayList<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private void expect(
        KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
        throws IOException {
      throwFailure();
      var unused = producer.send(record, this::answered);
    }

    private void answered(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
      if (exception != null) {
        failure.compareAndSet(null, exception);
        return;
      }
      while (byPartition.size() <= metadata.partition()) {
        byPartition.add(null);
      }
      SourceRange known = byPartition.get(metadata.partition());
      byPartition.set(
          metadata.partition(),
          known == null
              ? new SourceRange(
                  metadata.topic(), metadata.partition(), metadata.offset(), metadata.offset() + 1)
              : known.including(metadata.offset()));
    }

    private List<SourceRange> ranges() {
      return byPartition.stream().filter(range -> range != null).toList();
    }

    private void throwFailure() throws IOException {
      if (failure.get() != null) {
        throw new IOException("Kafka did not take a line", failure.get());
      }
    }
  }
}

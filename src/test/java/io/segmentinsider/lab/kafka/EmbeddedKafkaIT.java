package io.segmentinsider.lab.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

  private static final String TOPIC = "letters";

  @Test
  void readersSeeCommittedTransactionsOnly() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.temporary())) {
      kafka.createTopic(TOPIC, 1);
      try (KafkaProducer<byte[], byte[]> producer = transactionalProducer(kafka, 60_000)) {
        producer.initTransactions();
        producer.beginTransaction();
        send(producer, "given up");
        producer.abortTransaction();
        producer.beginTransaction();
        send(producer, "kept");
        producer.commitTransaction();
        producer.beginTransaction();
        send(producer, "still open");

        assertThat(readCommitted(kafka)).containsExactly("kept");
        producer.abortTransaction();
      }
    }
  }

  @Test
  void refusesATransactionTimeoutAboveItsLimit() {
    String limit = "10000";
    try (EmbeddedKafka kafka =
            EmbeddedKafka.start(
                new EmbeddedKafkaSettings(
                    "127.0.0.1", 0, null, Map.of("transaction.max.timeout.ms", limit)));
        KafkaProducer<byte[], byte[]> producer = transactionalProducer(kafka, 10_001)) {
      assertThatThrownBy(producer::initTransactions).hasMessageContaining("transaction timeout");
    }
  }

  @Test
  void keepsItsLogWhereItWasTold(@TempDir Path directory) {
    EmbeddedKafkaSettings settings = EmbeddedKafkaSettings.keptIn(directory);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(settings)) {
      kafka.createTopic(TOPIC, 1);
      try (KafkaProducer<byte[], byte[]> producer = transactionalProducer(kafka, 60_000)) {
        producer.initTransactions();
        producer.beginTransaction();
        send(producer, "from before");
        producer.commitTransaction();
      }
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(settings)) {
      assertThat(readCommitted(kafka)).containsExactly("from before");
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, String text) {
    try {
      producer.send(new ProducerRecord<>(TOPIC, text.getBytes(StandardCharsets.UTF_8))).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  private static KafkaProducer<byte[], byte[]> transactionalProducer(
      EmbeddedKafka kafka, int timeoutMs) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "test",
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            timeoutMs),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static List<String> readCommitted(EmbeddedKafka kafka) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<String> texts = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofSeconds(1))
            .forEach(record -> texts.add(new String(record.value(), StandardCharsets.UTF_8)));
      }
      return texts;
    }
  }
}

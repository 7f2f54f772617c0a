package io.segmentinsider.outcome;

import io.segmentinsider.config.JobOptions.Guarantee;
import io.segmentinsider.config.JobSettings;
import io.segmentinsider.identity.LinkChange;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The Kafka ends of the job. With exactly-once, readers need {@code isolation.level=read_committed}
 * and see results checkpoint by checkpoint.
 */
public final class OutcomeSinks {

  private OutcomeSinks() {}

  /** Receipts. */
  public static Sink<Receipt> receipts(JobSettings settings) {
    return sink(settings, settings.outcome().receiptsTopic(), "receipts", new ReceiptJson());
  }

  /** Dead letters. */
  public static Sink<DeadLetter> deadLetters(JobSettings settings) {
    return sink(
        settings, settings.outcome().deadLettersTopic(), "dead-letters", new DeadLetterJson());
  }

  /** Changes of links. */
  public static Sink<LinkChange> linkChanges(JobSettings settings, String topic) {
    return sink(settings, topic, "audit", new LinkChangeJson());
  }

  static <T> Sink<T> sink(
      JobSettings settings, String topic, String name, SerializationSchema<T> json) {
    JobSettings.Outcome outcome = settings.outcome();
    Properties properties = new Properties();
    properties.putAll(settings.kafka());
    properties.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Long.toString(outcome.transactionTimeout().toMillis()));
    properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "50");
    properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
    properties.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, "16777216");
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(properties)
        .setBootstrapServers(settings.bootstrapServers())
        .setDeliveryGuarantee(
            outcome.guarantee() == Guarantee.EXACTLY_ONCE
                ? DeliveryGuarantee.EXACTLY_ONCE
                : DeliveryGuarantee.AT_LEAST_ONCE)
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .setTransactionalIdPrefix(outcome.transactionalIdPrefix() + "-" + name)
        .setRecordSerializer(
            KafkaRecordSerializationSchema.<T>builder()
                .setTopic(topic)
                .setValueSerializationSchema(json)
                .build())
        .build();
  }
}

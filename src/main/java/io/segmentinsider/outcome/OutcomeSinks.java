package io.segmentinsider.outcome;

import io.segmentinsider.config.JobOptions.Guarantee;
import io.segmentinsider.config.JobSettings;
import io.segmentinsider.delivery.ShadowCall;
import io.segmentinsider.identity.LinkChange;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The Kafka ends of the job. With exactly-once, readers need {@code isolation.level=read_committed}
 * and see results checkpoint by checkpoint.
 */
public final class OutcomeSinks {

  private static final String CALL_HEADER = "call";

  private OutcomeSinks() {}

  /** Receipts. */
  public static Sink<Receipt> receipts(JobSettings settings) {
    return sink(settings, settings.outcome().receiptsTopic(), "receipts", new CountedReceipts());
  }

  /** Dead letters, cut to what their topic takes. */
  public static Sink<DeadLetter> deadLetters(JobSettings settings, TopicLimits limits) {
    String topic = settings.outcome().deadLettersTopic();
    return sink(
        settings,
        topic,
        "dead-letters",
        new CountedDeadLetters(new DeadLetterJson(limits.of(topic))));
  }

  /** Changes of links. */
  public static Sink<LinkChange> linkChanges(JobSettings settings, String topic) {
    return sink(settings, topic, "audit", new LinkChangeJson());
  }

  /**
   * Calls that are not made: the key is the owner, the header {@code call} the method and the path,
   * and the value the body. Only with {@code delivery.mode: shadow}.
   */
  public static Sink<ShadowCall> shadow(JobSettings settings) {
    return sink(
        settings,
        "shadow",
        KafkaRecordSerializationSchema.<ShadowCall>builder()
            .setTopic(settings.outcome().shadowTopic())
            .setKeySerializationSchema(new ShadowKey())
            .setHeaderProvider(
                (ShadowCall call) ->
                    new RecordHeaders().add(new RecordHeader(CALL_HEADER, utf8(call.call()))))
            .setValueSerializationSchema(new ShadowBody())
            .build());
  }

  // Named classes, because the connector can't find the types of lambdas.

  private static final class ShadowKey implements SerializationSchema<ShadowCall> {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(ShadowCall call) {
      return utf8(call.owner());
    }
  }

  private static final class ShadowBody implements SerializationSchema<ShadowCall> {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(ShadowCall call) {
      return call.body();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static <T> Sink<T> sink(
      JobSettings settings, String topic, String name, SerializationSchema<T> json) {
    return sink(settings, name, values(topic, json));
  }

  /** In the transactions of the checkpoints, whatever {@code outcome.guarantee} says. */
  static <T> Sink<T> inTransactions(
      JobSettings settings, String topic, String name, SerializationSchema<T> json) {
    return sink(settings, name, values(topic, json), Guarantee.EXACTLY_ONCE);
  }

  private static <T> KafkaRecordSerializationSchema<T> values(
      String topic, SerializationSchema<T> json) {
    return KafkaRecordSerializationSchema.<T>builder()
        .setTopic(topic)
        .setValueSerializationSchema(json)
        .build();
  }

  private static <T> Sink<T> sink(
      JobSettings settings, String name, KafkaRecordSerializationSchema<T> records) {
    return sink(settings, name, records, settings.outcome().guarantee());
  }

  private static <T> Sink<T> sink(
      JobSettings settings,
      String name,
      KafkaRecordSerializationSchema<T> records,
      Guarantee guarantee) {
    JobSettings.Outcome outcome = settings.outcome();
    Properties properties = new Properties();
    properties.putAll(settings.kafka());
    properties.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Long.toString(outcome.transactionTimeout().toMillis()));
    properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "50");
    properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
    properties.putIfAbsent(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(TopicLimits.MAX_REQUEST_BYTES));
    boolean exactlyOnce = guarantee == Guarantee.EXACTLY_ONCE;
    KafkaSink<T> sink =
        KafkaSink.<T>builder()
            .setKafkaProducerConfig(properties)
            .setBootstrapServers(settings.bootstrapServers())
            .setDeliveryGuarantee(
                exactlyOnce ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
            .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
            .setTransactionalIdPrefix(outcome.transactionalIdPrefix() + "-" + name)
            .setRecordSerializer(records)
            .build();
    return exactlyOnce ? new TransactionalSink<>(sink, settings.kafka()) : sink;
  }
}

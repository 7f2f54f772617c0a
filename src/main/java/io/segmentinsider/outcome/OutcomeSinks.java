package io.segmentinsider.outcome;

import io.segmentinsider.config.KafkaProperties;
import io.segmentinsider.delivery.ShadowCall;
import io.segmentinsider.identity.LinkChange;
import io.segmentinsider.outcome.OutcomeOptions.Guarantee;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
  public static Sink<Receipt> receipts(OutcomeSettings settings, Map<String, String> kafka) {
    return sink(settings, kafka, settings.receiptsTopic(), "receipts", new CountedReceipts());
  }

  /** Dead letters, cut to what their topic takes. */
  public static Sink<DeadLetter> deadLetters(
      OutcomeSettings settings, Map<String, String> kafka, TopicLimits limits) {
    String topic = settings.deadLettersTopic();
    return sink(
        settings,
        kafka,
        topic,
        "dead-letters",
        new CountedDeadLetters(new DeadLetterJson(limits.of(topic))));
  }

  /** Changes of links; only with {@code identity.audit}. */
  public static Sink<LinkChange> linkChanges(OutcomeSettings settings, Map<String, String> kafka) {
    return sink(settings, kafka, settings.audit().topic(), "audit", new LinkChangeJson());
  }

  /**
   * Calls that are not made: the key is the owner, the header {@code call} the method and the path,
   * and the value the body. Only with {@code delivery.mode: shadow}.
   */
  public static Sink<ShadowCall> shadow(OutcomeSettings settings, Map<String, String> kafka) {
    return sink(
        settings,
        kafka,
        "shadow",
        KafkaRecordSerializationSchema.<ShadowCall>builder()
            .setTopic(settings.shadowTopic())
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
      OutcomeSettings settings,
      Map<String, String> kafka,
      String topic,
      String name,
      SerializationSchema<T> json) {
    return sink(settings, kafka, name, values(topic, json));
  }

  /** In the transactions of the checkpoints, whatever {@code outcome.guarantee} says. */
  static <T> Sink<T> inTransactions(
      OutcomeSettings settings,
      Map<String, String> kafka,
      String topic,
      String name,
      SerializationSchema<T> json) {
    return sink(settings, kafka, name, values(topic, json), Guarantee.EXACTLY_ONCE);
  }

  private static <T> KafkaRecordSerializationSchema<T> values(
      String topic, SerializationSchema<T> json) {
    return KafkaRecordSerializationSchema.<T>builder()
        .setTopic(topic)
        .setValueSerializationSchema(json)
        .build();
  }

  private static <T> Sink<T> sink(
      OutcomeSettings settings,
      Map<String, String> kafka,
      String name,
      KafkaRecordSerializationSchema<T> records) {
    return sink(settings, kafka, name, records, settings.guarantee());
  }

  private static <T> Sink<T> sink(
      OutcomeSettings settings,
      Map<String, String> kafka,
      String name,
      KafkaRecordSerializationSchema<T> records,
      Guarantee guarantee) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Long.toString(settings.transactionTimeout().toMillis()));
    properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "50");
    properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
    properties.putIfAbsent(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(TopicLimits.MAX_REQUEST_BYTES));
    boolean exactlyOnce = guarantee == Guarantee.EXACTLY_ONCE;
    KafkaSink<T> sink =
        KafkaSink.<T>builder()
            .setKafkaProducerConfig(properties)
            .setBootstrapServers(kafka.get(KafkaProperties.BOOTSTRAP_SERVERS))
            .setDeliveryGuarantee(
                exactlyOnce ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
            .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
            .setTransactionalIdPrefix(settings.transactionalIdPrefix() + "-" + name)
            .setRecordSerializer(records)
            .build();
    return exactlyOnce ? new TransactionalSink<>(sink, kafka) : sink;
  }
}

package io.segmentinsider.local.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.SourcePosition;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads receipts and dead letters as a careful consumer would: committed records only, to the end
 * that the topics have when it starts.
 */
public final class OutcomeReader {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Map<String, Receipt.Status> STATUSES =
      byCode(Receipt.Status.values(), Receipt.Status::code);
  private static final Map<String, Reason> REASONS = byCode(Reason.values(), Reason::code);
  private static final Map<String, DeadLetter.Scope> SCOPES =
      byCode(DeadLetter.Scope.values(), DeadLetter.Scope::code);

  private final String bootstrapServers;
  private final OutcomeTopics topics;

  /** Reads the outcomes in a Kafka cluster. */
  public OutcomeReader(String bootstrapServers, OutcomeTopics topics) {
    this.bootstrapServers = bootstrapServers;
    this.topics = topics;
  }

  /**
   * Reads both topics into an accounting.
   *
   * @throws IOException if something in them is no outcome
   */
  public void read(Accounting accounting) throws IOException {
    Latencies unused = new Latencies();
    readTopic(topics.receipts(), value -> {}, value -> receipt(value, accounting, unused));
    readTopic(topics.deadLetters(), value -> {}, value -> deadLetter(value, accounting));
  }

  /**
   * Reads both topics into an accounting, and copies them line by line.
   *
   * @param latencies is told that of every update that has one
   * @throws IOException if something in them is no outcome, or a file can't be written
   */
  void read(Accounting accounting, Latencies latencies, Path receipts, Path deadLetters)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(receipts))) {
      readTopic(topics.receipts(), lineTo(out), value -> receipt(value, accounting, latencies));
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(deadLetters))) {
      readTopic(topics.deadLetters(), lineTo(out), value -> deadLetter(value, accounting));
    }
  }

  private static ValueConsumer lineTo(OutputStream out) {
    return value -> {
      out.write(value);
      out.write('\n');
    };
  }

  private void readTopic(String topic, ValueConsumer copy, ValueConsumer parse) throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> outcome : consumer.poll(Duration.ofSeconds(1))) {
          copy.accept(outcome.value());
          parse.accept(outcome.value());
        }
      }
    }
  }

  private static void receipt(byte[] value, Accounting accounting, Latencies latencies)
      throws IOException {
    Members members = Members.of(value);
    if (members.latencyMs != null) {
      latencies.add(members.latencyMs);
    }
    accounting.receipt(
        members.source(),
        members.action,
        known(STATUSES, "status", members.status),
        members.refusedEvents);
  }

  private static void deadLetter(byte[] value, Accounting accounting) throws IOException {
    Members members = Members.of(value);
    accounting.deadLetter(
        members.source(),
        members.action,
        known(REASONS, "reason", members.reason),
        known(SCOPES, "scope", members.scope));
  }

  private static <T> Map<String, T> byCode(T[] values, Function<T, String> code) {
    return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(code, Function.identity()));
  }

  private static <T> T known(Map<String, T> byCode, String member, @Nullable String code)
      throws IOException {
    T value = code == null ? null : byCode.get(code);
    if (value == null) {
      throw new IOException("an outcome has the unknown " + member + " '" + code + "'");
    }
    return value;
  }

  /** Takes the bytes of a record. */
  @FunctionalInterface
  private interface ValueConsumer {
    void accept(byte[] value) throws IOException;
  }

  /** The members of an outcome that matter to the accounting. */
  private static final class Members {

    @Nullable private String action;
    @Nullable private String status;
    @Nullable private String reason;
    @Nullable private String scope;
    private int refusedEvents;
    @Nullable private Long latencyMs;
    @Nullable private String topic;
    private int partition;
    private long offset;

    private static Members of(byte[] value) throws IOException {
      Members members = new Members();
      try (JsonParser parser = JSON.createParser(value)) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          throw new IOException("an outcome is no JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          members.read(parser, name);
        }
      }
      return members;
    }

    private void read(JsonParser parser, String name) throws IOException {
      switch (name) {
        case "action" -> action = parser.getValueAsString();
        case "status" -> status = parser.getValueAsString();
        case "reason" -> reason = parser.getValueAsString();
        case "scope" -> scope = parser.getValueAsString();
        case "refusedEvents" -> refusedEvents = parser.getIntValue();
        case "latencyMs" -> latencyMs = parser.getLongValue();
        case "source" -> readSource(parser);
        default -> parser.skipChildren();
      }
    }

    private void readSource(JsonParser parser) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "topic" -> topic = parser.getText();
          case "partition" -> partition = parser.getIntValue();
          case "offset" -> offset = parser.getLongValue();
          default -> parser.skipChildren();
        }
      }
    }

    private SourcePosition source() throws IOException {
      if (topic == null) {
        throw new IOException("an outcome does not say where its event stands");
      }
      return new SourcePosition(topic, partition, offset);
    }
  }
}

package io.segmentinsider.lab.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.lab.kafka.TopicReader;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.SourcePosition;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import org.apache.kafka.common.TopicPartition;

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

  private final KafkaClients clients;
  private final OutcomeTopics topics;
  @Nullable private final Instant from;
  private final ReadProgress progress;
  private final Reasons reasons = new Reasons();
  private final RepairCounts repairs = new RepairCounts();
  private final Map<TopicPartition, Long> readUpTo = new HashMap<>();

  /** Reads the outcomes in a Kafka cluster. */
  public OutcomeReader(String bootstrapServers, OutcomeTopics topics) {
    this(KafkaClients.at(bootstrapServers), topics, null, ReadProgress.NONE);
  }

  /**
   * Reads the outcomes in a Kafka cluster.
   *
   * @param from outcomes that were written before are left out; null for none
   */
  OutcomeReader(
      KafkaClients clients, OutcomeTopics topics, @Nullable Instant from, ReadProgress progress) {
    this.clients = clients;
    this.topics = topics;
    this.from = from;
    this.progress = progress;
  }

  /**
   * Reads both topics into an accounting, and copies them line by line; from where the last reading
   * ended.
   *
   * @param latencies is told that of every update that has one
   * @throws IOException if something in them is no outcome, or can't be copied
   */
  void read(
      Accounting accounting, Latencies latencies, OutputStream receipts, OutputStream deadLetters)
      throws IOException {
    try (TopicReader reader = new TopicReader(clients, progress)) {
      readTopic(
          reader, topics.receipts(), receipts, value -> receipt(value, accounting, latencies));
      readTopic(
          reader,
          topics.deadLetters(),
          deadLetters,
          value -> deadLetter(value, accounting, reasons));
    }
  }

  /** Which fields were repaired, as far as was read. */
  RepairCounts repairs() {
    return repairs;
  }

  /** Why updates were refused or kept back, as far as was read. */
  Reasons reasons() {
    return reasons;
  }

  private void readTopic(TopicReader reader, String topic, OutputStream copy, ValueConsumer parse)
      throws IOException {
    List<TopicPartition> partitions = reader.partitions(topic);
    Map<TopicPartition, Long> ends = reader.ends(partitions);
    Map<TopicPartition, Long> begins = reader.at(partitions, from, ends);
    begins.replaceAll((partition, begin) -> readUpTo.getOrDefault(partition, begin));
    reader.read(
        topic,
        begins,
        ends,
        outcome -> {
          copy.write(outcome.value());
          copy.write('\n');
          parse.accept(outcome.value());
        });
    readUpTo.putAll(ends);
  }

  private void receipt(byte[] value, Accounting accounting, Latencies latencies)
      throws IOException {
    Members members = Members.of(value);
    if (members.latencyMs != null) {
      latencies.add(members.latencyMs);
    }
    Receipt.Status status = known(STATUSES, "status", members.status);
    boolean counted =
        accounting.receipt(members.origin(), members.mappingName, status, members.refusedEvents);
    if (counted && status == Receipt.Status.SUPPRESSED && members.reason != null) {
      reasons.add(members.reason, members.place(), "");
    }
    if (counted) {
      members.repaired.forEach(field -> repairs.add(field.kind(), field.field()));
    }
  }

  private static void deadLetter(byte[] value, Accounting accounting, Reasons reasons)
      throws IOException {
    Members members = Members.of(value);
    Reason reason = known(REASONS, "reason", members.reason);
    boolean counted =
        accounting.deadLetter(
            members.origin(), members.mappingName, reason, known(SCOPES, "scope", members.scope));
    if (counted) {
      reasons.add(reason.code(), members.place(), members.detail == null ? "" : members.detail);
    }
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

    @Nullable private String mappingName;
    @Nullable private String status;
    @Nullable private String reason;
    @Nullable private String detail;
    @Nullable private String scope;
    private int refusedEvents;
    @Nullable private Long latencyMs;
    private final List<RepairCounts.Repaired> repaired = new ArrayList<>(0);
    @Nullable private String topic;
    private int partition;
    private long offset;
    private int index;
    private int of = 1;

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
        case "action" -> mappingName = parser.getValueAsString();
        case "status" -> status = parser.getValueAsString();
        case "reason" -> reason = parser.getValueAsString();
        case "detail" -> detail = parser.getValueAsString();
        case "scope" -> scope = parser.getValueAsString();
        case "refusedEvents" -> refusedEvents = parser.getIntValue();
        case "latencyMs" -> latencyMs = parser.getLongValue();
        case "source" -> readOrigin(parser);
        case "repairedFields" -> readRepairs(parser);
        default -> parser.skipChildren();
      }
    }

    private void readRepairs(JsonParser parser) throws IOException {
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        String kind = null;
        String field = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          switch (name) {
            case "kind" -> kind = parser.getText();
            case "field" -> field = parser.getText();
            default -> parser.skipChildren();
          }
        }
        if (kind == null || field == null) {
          throw new IOException("a repaired field of an outcome lacks its kind or its name");
        }
        repaired.add(new RepairCounts.Repaired(kind, field));
      }
    }

    private void readOrigin(JsonParser parser) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "topic" -> topic = parser.getText();
          case "partition" -> partition = parser.getIntValue();
          case "offset" -> offset = parser.getLongValue();
          case "index" -> index = parser.getIntValue();
          case "of" -> of = parser.getIntValue();
          default -> parser.skipChildren();
        }
      }
    }

    private String place() {
      return topic + "-" + partition + "@" + offset + (of == 1 ? "" : "[" + index + "]");
    }

    private SourcePosition origin() throws IOException {
      if (topic == null) {
        throw new IOException("an outcome does not say where its event stands");
      }
      return new SourcePosition(topic, partition, offset, index, of);
    }
  }
}

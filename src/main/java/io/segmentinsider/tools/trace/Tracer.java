package io.segmentinsider.tools.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.segmentinsider.JobSettings;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.kafka.KafkaReadException;
import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.lab.kafka.TopicReader;
import io.segmentinsider.lab.report.Offsets;
import io.segmentinsider.lab.report.SourceRange;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.mapping.MappingResult;
import io.segmentinsider.outcome.DeadLetterJson;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.sandbox.SandboxClient;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.Replay;
import io.segmentinsider.segment.SegmentEvent;
import io.segmentinsider.tools.ToolJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Joins, when it is asked, what stands about an event in the topics of the events and outcomes, and
 * in a sandbox. It reads bounded parts of them and keeps nothing.
 */
public final class Tracer {

  /** Outcomes carry the clock of a TaskManager, events that of the broker or of a producer. */
  private static final Duration CLOCKS_APART = Duration.ofHours(1);

  /** Ids may be numbers of many digits. */
  private final JobSettings settings;

  private final KafkaClients clients;
  private final ReadProgress progress;
  private final EventParser parser;
  private final Mapper mapper;
  private final DeadLetterJson deadLetters = new DeadLetterJson(Integer.MAX_VALUE);

  /** Follows the events of the job with these settings. */
  public Tracer(JobSettings settings, ReadProgress progress) {
    this.settings = settings;
    this.clients = KafkaClients.of(settings);
    this.progress = progress;
    this.parser = new EventParser(settings.source());
    this.mapper = MapperFactory.of(settings.mapping()).mapper();
  }

  /** An event that was found, and what is known of it so far. */
  private record Found(
      SourcePosition origin,
      long kafkaTime,
      @Nullable String messageId,
      JsonNode event,
      List<JsonNode> updates,
      List<JsonNode> refused,
      List<JsonNode> links,
      List<JsonNode> outcomes) {}

  /**
   * Finds events and what became of them, in the order of the topics.
   *
   * @return empty if there is none
   * @throws IOException if Kafka or the sandbox can't be read; the message is for the operator
   */
  public List<EventTrace> find(Search search) throws IOException, InterruptedException {
    clients.requireReachable();
    List<Found> found;
    try (Offsets offsets = new Offsets(clients);
        TopicReader reader = new TopicReader(clients, progress)) {
      found = events(search, offsets.topics(settings.source()), reader);
      if (found.isEmpty()) {
        return List.of();
      }
      joinOutcomes(found, reader);
      Map<String, List<JsonNode>> sent = sent(found, search.sandbox());
      List<EventTrace> traces = new ArrayList<>();
      for (Found each : found) {
        traces.add(
            new EventTrace(
                Positions.text(each.origin()),
                Instant.ofEpochMilli(each.kafkaTime()).toString(),
                each.messageId(),
                each.event(),
                each.updates(),
                each.refused(),
                sent.getOrDefault(each.messageId() == null ? "" : each.messageId(), List.of()),
                each.links(),
                each.outcomes(),
                state(each, offsets)));
      }
      return traces;
    }
  }

  private EventTrace.State state(Found found, Offsets offsets)
      throws IOException, InterruptedException {
    if (!found.outcomes().isEmpty()) {
      return EventTrace.State.ENDED;
    }
    SourcePosition origin = found.origin();
    SourceRange one =
        new SourceRange(origin.topic(), origin.partition(), origin.offset(), origin.offset() + 1);
    return offsets.committed(settings.source().groupId(), List.of(one)) == 1
        ? EventTrace.State.UNDER_WAY
        : EventTrace.State.NOT_READ;
  }

  private List<Found> events(Search search, List<String> topics, TopicReader reader)
      throws IOException {
    List<Found> found = new ArrayList<>();
    if (search.wanted() instanceof Search.Wanted.Position at) {
      TopicPartition partition =
          new TopicPartition(at.position().topic(), at.position().partition());
      List<TopicPartition> one = List.of(partition);
      if (!reader.partitions(at.position().topic()).contains(partition)) {
        throw new KafkaReadException("There is no partition " + partition + ".");
      }
      long offset = at.position().offset();
      if (offset >= reader.begins(one).get(partition) && offset < reader.ends(one).get(partition)) {
        reader.read(
            partition.topic(),
            Map.of(partition, offset),
            Map.of(partition, offset + 1),
            record -> take(record, search, found));
      }
      return found;
    }
    byte[] hint = hint(search.wanted());
    TracedPerson person =
        search.wanted() instanceof Search.Wanted.User user ? new TracedPerson(user.id()) : null;
    for (String topic : topics) {
      List<TopicPartition> partitions =
          reader.partitions(topic).stream()
              .filter(each -> search.partition() == null || search.partition() == each.partition())
              .toList();
      Map<TopicPartition, Long> ends = reader.ends(partitions);
      reader.read(
          topic,
          reader.at(partitions, search.from(), ends),
          search.to() == null ? ends : reader.at(partitions, search.to(), ends),
          record -> {
            if (found.size() < search.limit()
                && record.value() != null
                && Bytes.indexOf(record.value(), hint) >= 0
                && (person == null || person.mayBeIn(record.value()))) {
              take(record, search, found);
            }
          });
    }
    return found;
  }

  /**
   * Bytes that stand in every record that is meant; empty if none are certain: JSON may write what
   * is not plain in several ways, and a digest stands for an id that is long.
   */
  private static byte[] hint(Search.Wanted wanted) {
    String id =
        wanted instanceof Search.Wanted.Message message
            ? message.id()
            : ((Search.Wanted.User) wanted).id();
    boolean isPlain =
        id.chars()
            .allMatch(c -> (Character.isLetterOrDigit(c) && c < 0x80) || c == '-' || c == '_');
    boolean isWhole = wanted instanceof Search.Wanted.Message && isPlain;
    return isWhole ? id.getBytes(StandardCharsets.UTF_8) : new byte[0];
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Search search, List<Found> found) {
    Replay replay = Replay.of(record);
    RawRecord raw =
        new RawRecord(
            new SourcePosition(record.topic(), record.partition(), record.offset()),
            replay == null ? record.timestamp() : replay.recordTime(),
            record.value(),
            replay);
    for (EventParser.Result result : parser.parse(raw)) {
      Found each = of(result, record.timestamp());
      if (isWanted(each, search.wanted()) && found.size() < search.limit()) {
        found.add(each);
      }
    }
  }

  private Found of(EventParser.Result result, long kafkaTime) {
    if (result instanceof EventParser.Result.Refused refused) {
      byte[] bytes = refused.original();
      return new Found(
          refused.origin(),
          kafkaTime,
          refused.messageId(),
          bytes == null ? JsonNodeFactory.instance.nullNode() : json(bytes),
          List.of(),
          List.of(json(deadLetters.serialize(refused.deadLetter()))),
          new ArrayList<>(),
          new ArrayList<>());
    }
    SegmentEvent event = ((EventParser.Result.Parsed) result).event();
    // A stored update has passed the mapping when it was first sent.
    MappingResult mapped =
        event.replay() == Replay.Kind.UPDATE
            ? new MappingResult(List.of(), List.of(), List.of(), false)
            : mapper.map(event);
    List<JsonNode> refused = new ArrayList<>();
    for (DeadLetter letter : mapped.deadLetters()) {
      refused.add(json(deadLetters.serialize(letter)));
    }
    return new Found(
        event.origin(),
        kafkaTime,
        event.messageId(),
        json(event.original()),
        mapped.updates().stream().map(Tracer::update).toList(),
        refused,
        new ArrayList<>(),
        new ArrayList<>());
  }

  private static JsonNode update(Update update) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("action", update.mappingName());
    if (update.operation() != Operation.UPSERT) {
      node.put("operation", update.operation().name());
    }
    if (update.suppression() != null) {
      node.put("suppressed", update.suppression());
    }
    node.set("user", json(UserObjectWriter.write(update, update.data().decode())));
    return node;
  }

  private static boolean isWanted(Found found, Search.Wanted wanted) {
    if (wanted instanceof Search.Wanted.Message message) {
      return message.id().equals(found.messageId());
    }
    if (wanted instanceof Search.Wanted.Position at) {
      return at.position().of() == 1 || at.position().index() == found.origin().index();
    }
    TracedPerson person = new TracedPerson(((Search.Wanted.User) wanted).id());
    return person.isIn(found.event())
        || found.updates().stream()
            .anyMatch(update -> person.isIn(update.path("user").path("identifiers")));
  }

  private void joinOutcomes(List<Found> found, TopicReader reader) throws IOException {
    Instant first =
        Instant.ofEpochMilli(found.stream().mapToLong(Found::kafkaTime).min().orElseThrow())
            .minus(CLOCKS_APART);
    Map<Long, List<Found>> byOffset = new HashMap<>();
    for (Found each : found) {
      byOffset.computeIfAbsent(each.origin().offset(), any -> new ArrayList<>()).add(each);
    }
    join(settings.outcome().receiptsTopic(), first, byOffset, Found::outcomes, reader);
    join(settings.outcome().deadLettersTopic(), first, byOffset, Found::outcomes, reader);
    if (settings.outcome().audit() != null) {
      join(settings.outcome().audit().topic(), first, byOffset, Found::links, reader);
    }
  }

  private static void join(
      String topic,
      Instant first,
      Map<Long, List<Found>> byOffset,
      Function<Found, List<JsonNode>> lines,
      TopicReader reader)
      throws IOException {
    List<TopicPartition> partitions = reader.partitions(topic);
    Map<TopicPartition, Long> ends = reader.ends(partitions);
    reader.read(
        topic,
        reader.at(partitions, first, ends),
        ends,
        record -> {
          byte[] line = record.value();
          for (Found each : byOffset.getOrDefault(OutcomeLine.offset(line), List.of())) {
            JsonNode node = json(line);
            if (isOf(each.origin(), node.path("source"))) {
              lines.apply(each).add(node);
            }
          }
        });
  }

  private static boolean isOf(SourcePosition position, JsonNode source) {
    return source.path("topic").asText().equals(position.topic())
        && source.path("partition").asInt(-1) == position.partition()
        && source.path("offset").asLong(-1) == position.offset()
        && (!source.has("of") || source.path("index").asInt() == position.index());
  }

  private static Map<String, List<JsonNode>> sent(List<Found> found, @Nullable URI sandbox)
      throws IOException, InterruptedException {
    Map<String, List<JsonNode>> sent = new HashMap<>();
    if (sandbox == null) {
      return sent;
    }
    found.forEach(each -> sent.put(String.valueOf(each.messageId()), new ArrayList<>()));
    Path file = Files.createTempFile("sent", ".ndjson");
    try {
      new SandboxClient(sandbox).writeSent(file);
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode object = ToolJson.EXACT.readTree(line);
          for (JsonNode id : object.path("messageIds")) {
            List<JsonNode> known = sent.get(id.asText());
            if (known != null) {
              known.add(object);
            }
          }
        }
      }
    } finally {
      Files.delete(file);
    }
    return sent;
  }

  /** Text, if it is no JSON. */
  private static JsonNode json(byte[] bytes) {
    try {
      JsonNode node = ToolJson.EXACT.readTree(bytes);
      return node == null ? JsonNodeFactory.instance.missingNode() : node;
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("bytes can always be read", e);
    }
  }
}

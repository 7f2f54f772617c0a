package io.segmentinsider.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.config.JobSettings;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.Replay;
import io.segmentinsider.segment.SegmentEvent;
import io.segmentinsider.segment.StoredUpdate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes dead letters again, marked as replays, to the topic that their events came from: those
 * of one owner under one key and in the order of their events.
 */
public final class Replayer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofSeconds(1);

  private final JobSettings settings;

  /** Replays in the Kafka cluster and topics of a job. */
  public Replayer(JobSettings settings) {
    this.settings = settings;
  }

  /**
   * What was found and done.
   *
   * @param selected dead letters that were asked for
   * @param sent records that were published, or would be in a dry run
   * @param withoutOriginal dead letters whose original Kafka no longer has
   * @param withoutUpdate dead letters that hold no update of a user: only the original helps there
   */
  public record Result(long selected, long sent, long withoutOriginal, long withoutUpdate) {}

  /** A record to be published. */
  private record Again(byte[] key, byte[] value, Replay mark) {}

  /**
   * Sends again what is selected.
   *
   * @param originals whether the events are read again and mapped anew, instead of the stored
   *     updates
   * @param dryRun whether nothing is published
   * @param perSecond records a second
   * @throws IOException if Kafka can't be read or written
   */
  public Result replay(Selection selection, boolean originals, boolean dryRun, int perSecond)
      throws IOException, InterruptedException {
    List<JsonNode> letters = letters(selection);
    letters.sort(Comparator.comparing(Replayer::source));
    List<Again> again = new ArrayList<>();
    Set<SourcePosition> taken = new HashSet<>();
    long selected = 0;
    long withoutOriginal = 0;
    long withoutUpdate = 0;
    EventParser parser = new EventParser(settings.source());
    try (Originals originalRecords = new Originals(consumerProperties())) {
      for (JsonNode letter : letters) {
        RawRecord original = originalRecords.at(source(letter));
        SegmentEvent event =
            original != null && parser.parse(original) instanceof EventParser.Result.Parsed parsed
                ? parsed.event()
                : null;
        if (!selection.takesUser(user(letter, event))) {
          continue;
        }
        selected++;
        if (original == null || (!originals && event == null)) {
          withoutOriginal++;
        } else if (originals) {
          if (taken.add(original.source())) {
            again.add(
                new Again(
                    key(event, original), original.value(), mark(Replay.Kind.EVENT, original)));
          }
        } else if (!holdsUpdate(letter)) {
          withoutUpdate++;
        } else {
          again.add(
              new Again(
                  key(event, original),
                  stored(letter, event).toJson(),
                  mark(Replay.Kind.UPDATE, original)));
        }
      }
    }
    if (!dryRun) {
      publish(again, perSecond);
    }
    return new Result(selected, again.size(), withoutOriginal, withoutUpdate);
  }

  private List<JsonNode> letters(Selection selection) throws IOException {
    List<JsonNode> letters = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(consumerProperties())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(settings.outcome().deadLettersTopic()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          JsonNode letter = JSON.readTree(record.value());
          if (selection.takes(
              letter.path("reason").asText(), Instant.ofEpochMilli(record.timestamp()))) {
            letters.add(letter);
          }
        }
      }
    }
    return letters;
  }

  /**
   * Whether it holds something that the upsert endpoint takes. A deletion, a change of user id and
   * an event entry without a user do not: their events know what was asked for.
   */
  private static boolean holdsUpdate(JsonNode letter) {
    JsonNode update = letter.path("update");
    return letter.has("action")
        && update.has("identifiers")
        && (update.has("attributes") || update.has("events"));
  }

  private static Replay mark(Replay.Kind kind, RawRecord original) {
    return new Replay(kind, original.timestamp(), original.source());
  }

  private static StoredUpdate stored(JsonNode letter, SegmentEvent event) throws IOException {
    return new StoredUpdate(
        event.messageId(),
        letter.path("action").asText(),
        event.eventTime(),
        event.anonymousId(),
        event.userId(),
        object(letter.path("update")));
  }

  private static JsonObject object(JsonNode update) throws IOException {
    try {
      return (JsonObject)
          new JsonReader(JsonReader.HIGHEST_MAX_DEPTH).read(JSON.writeValueAsBytes(update));
    } catch (JsonException e) {
      throw new IOException("the update of a dead letter can't be read", e);
    }
  }

  /** As the events are keyed: by device, else by user. */
  private static byte[] key(@Nullable SegmentEvent event, RawRecord original) {
    String key = original.source().toString();
    if (event != null && event.anonymousId() != null) {
      key = event.anonymousId();
    } else if (event != null && event.userId() != null) {
      key = event.userId();
    }
    return key.getBytes(StandardCharsets.UTF_8);
  }

  @Nullable
  private static String user(JsonNode letter, @Nullable SegmentEvent event) {
    String sent = letter.path("update").path("identifiers").path("uuid").asText(null);
    return sent != null || event == null ? sent : event.userId();
  }

  private static SourcePosition source(JsonNode letter) {
    JsonNode source = letter.path("source");
    return new SourcePosition(
        source.path("topic").asText(),
        source.path("partition").asInt(),
        source.path("offset").asLong());
  }

  private void publish(List<Again> records, int perSecond)
      throws IOException, InterruptedException {
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 * 1024 * 1024);
    long start = System.nanoTime();
    long sent = 0;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Again record : records) {
        long due = start + sent * TimeUnit.SECONDS.toNanos(1) / perSecond;
        TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        ProducerRecord<byte[], byte[]> message =
            new ProducerRecord<>(record.mark.original().topic(), record.key, record.value);
        message.headers().add(Replay.HEADER, record.mark.toHeader());
        producer.send(message).get();
        sent++;
      }
    } catch (ExecutionException e) {
      throw new IOException("Kafka took " + sent + " replays and not the next one", e.getCause());
    }
  }

  private Map<String, Object> consumerProperties() {
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return properties;
  }
}

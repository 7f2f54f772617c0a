package io.segmentinsider.tools.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.JobSettings;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.lab.kafka.TopicReader;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.Replay;
import io.segmentinsider.segment.SegmentEvent;
import io.segmentinsider.segment.StoredUpdate;
import io.segmentinsider.tools.ToolJson;
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
import java.util.TreeMap;
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
 * of one owner under one key and in the order of their events. What was sent again before is passed
 * over.
 */
public final class Replayer {

  /** Numbers keep all their digits, as they may be ids. */
  private static final Duration POLL = Duration.ofSeconds(1);

  private final JobSettings settings;
  private final ReadProgress progress;

  /**
   * Replays in the Kafka cluster and topics of a job.
   *
   * @param progress is told how far the search for earlier replays is
   */
  public Replayer(JobSettings settings, ReadProgress progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * How dead letters are sent again.
   *
   * @param originals whether the events are read again and mapped anew, instead of the stored
   *     updates
   * @param again whether also those are sent that were sent again before
   * @param dryRun whether nothing is published
   * @param perSecond records a second
   */
  public record Manner(boolean originals, boolean again, boolean dryRun, int perSecond) {}

  /**
   * What was found and done.
   *
   * @param selected dead letters that were asked for
   * @param sentBefore those of them that are passed over, as they were sent again before
   * @param sent records that were published, or would be in a dry run
   * @param withoutOriginal dead letters whose original Kafka no longer has
   * @param withoutUpdate dead letters that hold no update of a user: only the original helps there
   */
  public record Result(
      long selected, long sentBefore, long sent, long withoutOriginal, long withoutUpdate) {}

  /** A record to be published. */
  private record Again(byte[] key, byte[] value, Replay mark) {}

  /**
   * A dead letter whose original is there.
   *
   * @param place where the event of the dead letter stands: the original, or a replay of it
   * @param origin where the original stands
   * @param recordTime Kafka's timestamp of it, epoch milliseconds
   * @param update what can be sent of the dead letter itself; null if it holds no update
   * @param again what is sent; null if that takes an update and there is none
   * @param isEvent whether the original is an event
   */
  private record Candidate(
      SourcePosition place,
      SourcePosition origin,
      long recordTime,
      @Nullable byte[] update,
      @Nullable Again again,
      boolean isEvent) {}

  /** Is told what would be sent. */
  @FunctionalInterface
  public interface Listener {

    /** Is told nothing. */
    Listener NONE = (original, value) -> {};

    /**
     * One record is to be sent.
     *
     * @param original where it comes from
     * @param value what it holds: an event, or an update of a dead letter
     */
    void sends(SourcePosition original, byte[] value);
  }

  /**
   * Sends again what is selected.
   *
   * @param listener is told of every record before the first one is sent
   * @throws IOException if Kafka can't be read or written
   */
  public Result replay(Selection selection, Manner manner, Listener listener)
      throws IOException, InterruptedException {
    List<JsonNode> letters = letters(selection);
    letters.sort(Comparator.comparing(Replayer::origin));
    List<Candidate> candidates = new ArrayList<>();
    long selected = 0;
    long withoutOriginal = 0;
    EventParser parser = new EventParser(settings.source());
    try (Originals originalRecords = new Originals(consumerProperties())) {
      for (JsonNode letter : letters) {
        RawRecord original = originalRecords.at(origin(letter));
        EventParser.Result read = original == null ? null : eventAt(parser, original);
        SegmentEvent event =
            read instanceof EventParser.Result.Parsed parsed ? parsed.event() : null;
        if (!selection.takesUser(user(letter, event))) {
          continue;
        }
        selected++;
        if (original == null || isGap(letter)) {
          withoutOriginal++;
        } else {
          candidates.add(candidate(letter, original, read, event, manner.originals()));
        }
      }
    }
    EarlierReplays earlier = manner.again() ? null : earlierReplays(candidates);
    List<Again> again = new ArrayList<>();
    Set<SourcePosition> taken = new HashSet<>();
    long sentBefore = 0;
    long withoutUpdate = 0;
    for (Candidate candidate : candidates) {
      SourcePosition origin = candidate.origin();
      if (earlier != null && earlier.hold(candidate.place(), origin, candidate.update())) {
        sentBefore++;
      } else if (candidate.again() != null) {
        // All dead letters of one event are sent again by the event.
        if (!manner.originals() || taken.add(origin)) {
          again.add(candidate.again());
        }
      } else if (candidate.isEvent()) {
        withoutUpdate++;
      } else {
        withoutOriginal++;
      }
    }
    again.forEach(record -> listener.sends(record.mark.original(), record.value));
    if (!manner.dryRun()) {
      publish(again, manner.perSecond());
    }
    return new Result(selected, sentBefore, again.size(), withoutOriginal, withoutUpdate);
  }

  private static Candidate candidate(
      JsonNode letter,
      RawRecord original,
      @Nullable EventParser.Result read,
      @Nullable SegmentEvent event,
      boolean originals)
      throws IOException {
    byte[] update = event != null && holdsUpdate(letter) ? stored(letter, event).toJson() : null;
    Again again = null;
    if (originals) {
      again =
          new Again(key(event, original), value(read, original), mark(Replay.Kind.EVENT, original));
    } else if (update != null) {
      again = new Again(key(event, original), update, mark(Replay.Kind.UPDATE, original));
    }
    return new Candidate(
        origin(letter), original.origin(), original.timestamp(), update, again, event != null);
  }

  /** No replay stands before its original, nor is its time an earlier one. */
  private EarlierReplays earlierReplays(List<Candidate> candidates) throws IOException {
    Set<SourcePosition> originals = new HashSet<>();
    Map<String, Long> begins = new TreeMap<>();
    for (Candidate candidate : candidates) {
      SourcePosition origin = candidate.origin();
      originals.add(origin);
      begins.merge(origin.topic(), candidate.recordTime(), Math::min);
    }
    EarlierReplays earlier = new EarlierReplays(originals);
    if (!begins.isEmpty()) {
      try (TopicReader reader = new TopicReader(KafkaClients.of(settings), progress)) {
        for (Map.Entry<String, Long> begin : begins.entrySet()) {
          List<TopicPartition> partitions = reader.partitions(begin.getKey());
          Map<TopicPartition, Long> ends = reader.ends(partitions);
          reader.read(
              "looking for earlier replays in " + begin.getKey(),
              reader.at(partitions, Instant.ofEpochMilli(begin.getValue()), ends),
              ends,
              earlier::add);
        }
      }
    }
    return earlier;
  }

  /**
   * What the parser makes of the event that a dead letter is about.
   *
   * @return null if the record no longer holds as many events: {@code source.envelope} is another
   */
  @Nullable
  private static EventParser.Result eventAt(EventParser parser, RawRecord original) {
    List<EventParser.Result> results = parser.parse(original);
    SourcePosition origin = original.origin();
    return results.size() == origin.of() ? results.get(origin.index()) : null;
  }

  /** The record itself, or of several events the one. */
  private static byte[] value(@Nullable EventParser.Result read, RawRecord original) {
    if (original.origin().of() == 1 || read == null) {
      return original.value();
    }
    return read instanceof EventParser.Result.Parsed parsed
        ? parsed.event().original()
        : ((EventParser.Result.Refused) read).original();
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
          JsonNode letter = ToolJson.EXACT.readTree(record.value());
          if (selection.takesMapping(letter.path("action").textValue())
              && selection.takes(
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

  /** What stands at its position by now, if anything, is another event. */
  private static boolean isGap(JsonNode letter) {
    return Reason.OFFSET_GAP.code().equals(letter.path("reason").asText());
  }

  private static Replay mark(Replay.Kind kind, RawRecord original) {
    return new Replay(kind, original.timestamp(), original.origin());
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
          new JsonReader(JsonReader.HIGHEST_MAX_DEPTH)
              .document(ToolJson.EXACT.writeValueAsBytes(update))
              .value();
    } catch (JsonException e) {
      throw new IOException("the update of a dead letter can't be read", e);
    }
  }

  /** As the events are keyed: by device, else by user. */
  private static byte[] key(@Nullable SegmentEvent event, RawRecord original) {
    String key = original.origin().toString();
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

  private static SourcePosition origin(JsonNode letter) {
    JsonNode source = letter.path("source");
    return new SourcePosition(
        source.path("topic").asText(),
        source.path("partition").asInt(),
        source.path("offset").asLong(),
        source.path("index").asInt(),
        source.path("of").asInt(1));
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

package io.segmentinsider.tools.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.segmentinsider.JobSettings;
import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.delivery.DeliveryOptions;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.lab.kafka.TopicReader;
import io.segmentinsider.lab.publish.JsonDocuments;
import io.segmentinsider.lab.publish.LineSplitter;
import io.segmentinsider.lab.report.Offsets;
import io.segmentinsider.lab.report.SourceRange;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.sandbox.SandboxStatistics;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.Replay;
import io.segmentinsider.tools.ToolJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Lets both sides send to an Insider of their own: the job in the shadow what it wrote to its
 * topic, and Segment's destination what it builds from the same events, or an export of what it
 * sent. Then it compares whom the two know. It reads bounded parts of the topics, and writes
 * nothing.
 */
public final class Comparer {

  private static final String CALL = "call";

  private final JobSettings shadow;
  private final JobSettings segment;
  private final KafkaClients clients;
  private final ReadProgress progress;

  /**
   * A comparison.
   *
   * @param shadow of the job in the shadow
   * @param segment the same with the mapping of Segment's destination
   */
  public Comparer(JobSettings shadow, JobSettings segment, ReadProgress progress) {
    this.shadow = shadow;
    this.segment = segment;
    this.clients = KafkaClients.of(shadow);
    this.progress = progress;
  }

  /**
   * What is asked.
   *
   * @param from events that Kafka got then or later; null for where the job starts
   * @param export user objects or bodies that Segment's destination sent; null to build them
   * @param examples of each difference at most
   * @param showValues whether examples may hold personal data
   */
  public record Question(
      @Nullable Instant from, @Nullable Path export, int examples, boolean showValues) {}

  /**
   * Reads and compares.
   *
   * @throws ConfigurationException if the job is not in the shadow
   * @throws IOException if Kafka or the export can't be read; the message is for the operator
   */
  public Compared compare(Question question) throws IOException, InterruptedException {
    String topic = shadow.outcome().shadowTopic();
    if (topic == null) {
      throw new ConfigurationException(
          DeliveryOptions.MODE,
          "live",
          "shadow, with the topic of its calls in " + DeliveryOptions.SHADOW_TOPIC.key());
    }
    clients.requireReachable();
    Instant from = question.from() == null ? shadow.source().startTimestamp() : question.from();
    try (ComparedSide ours = new ComparedSide();
        ComparedSide theirs = new ComparedSide();
        Offsets offsets = new Offsets(clients);
        TopicReader reader = new TopicReader(clients, progress)) {
      // What the group has committed is in the shadow: both are one checkpoint.
      List<SourceRange> read = ranges(offsets, reader, from);
      readShadow(topic, from, reader, ours);
      long events = 0;
      if (question.export() == null) {
        events = readEvents(read, reader, theirs);
      } else {
        readExport(question.export(), theirs);
      }
      return compared(events, ours, theirs, question);
    }
  }

  private List<SourceRange> ranges(Offsets offsets, TopicReader reader, @Nullable Instant from)
      throws IOException, InterruptedException {
    List<SourceRange> ranges = new ArrayList<>();
    for (String topic : offsets.topics(shadow.source())) {
      List<TopicPartition> partitions = reader.partitions(topic);
      Map<TopicPartition, Long> ends = reader.ends(partitions);
      Map<TopicPartition, Long> begins = reader.at(partitions, from, ends);
      for (TopicPartition partition : partitions) {
        ranges.add(
            new SourceRange(
                topic, partition.partition(), begins.get(partition), ends.get(partition)));
      }
    }
    return offsets.committedOf(shadow.source().groupId(), ranges);
  }

  private static void readShadow(
      String topic, @Nullable Instant from, TopicReader reader, ComparedSide ours)
      throws IOException {
    List<TopicPartition> partitions = reader.partitions(topic);
    Map<TopicPartition, Long> ends = reader.ends(partitions);
    reader.read(
        topic,
        reader.at(partitions, from, ends),
        ends,
        record -> {
          Header call = record.headers().lastHeader(CALL);
          if (call != null && record.value() != null) {
            ours.call(new String(call.value(), StandardCharsets.UTF_8), record.value());
          }
        });
  }

  private long readEvents(List<SourceRange> ranges, TopicReader reader, ComparedSide theirs)
      throws IOException {
    EventParser parser = new EventParser(segment.source());
    Mapper mapper = MapperFactory.of(segment.mapping()).mapper();
    long events = 0;
    for (String topic : ranges.stream().map(SourceRange::topic).distinct().toList()) {
      Map<TopicPartition, Long> begins = new HashMap<>();
      Map<TopicPartition, Long> ends = new HashMap<>();
      for (SourceRange range : ranges) {
        if (range.topic().equals(topic)) {
          TopicPartition partition = new TopicPartition(topic, range.partition());
          begins.put(partition, range.begin());
          ends.put(partition, range.end());
          events += range.size();
        }
      }
      reader.read(topic, begins, ends, record -> build(record, parser, mapper, theirs));
    }
    return events;
  }

  /** Dead letters that are sent again are the job's own. */
  private static void build(
      ConsumerRecord<byte[], byte[]> record, EventParser parser, Mapper mapper, ComparedSide theirs)
      throws IOException {
    if (Replay.of(record) != null) {
      return;
    }
    RawRecord raw =
        new RawRecord(
            new SourcePosition(record.topic(), record.partition(), record.offset()),
            record.timestamp(),
            record.value());
    for (EventParser.Result result : parser.parse(raw)) {
      if (result instanceof EventParser.Result.Parsed parsed) {
        for (Update update : mapper.map(parsed.event()).updates()) {
          if (update.operation() == Operation.UPSERT && update.suppression() == null) {
            theirs.user(
                ToolJson.EXACT.readTree(UserObjectWriter.write(update, update.data().decode())));
          }
        }
      }
    }
  }

  private static void readExport(Path export, ComparedSide theirs) throws IOException {
    try (JsonDocuments documents =
        new JsonDocuments(
            LineSplitter.plainOrGzip(Files.newInputStream(export), export.toString()),
            export.toString())) {
      for (var next = documents.next(); next != null; next = documents.next()) {
        JsonNode sent = parse(next.bytes());
        if (sent.path("users").isArray()) {
          for (JsonNode user : sent.path("users")) {
            theirs.user(requireUser(user, export, next.line()));
          }
        } else {
          JsonNode user = sent.path("user").isObject() ? sent.path("user") : sent;
          theirs.user(requireUser(user, export, next.line()));
        }
      }
    }
  }

  /** A missing node if it is no JSON. */
  private static JsonNode parse(byte[] document) throws IOException {
    try {
      return ToolJson.EXACT.readTree(document);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** Otherwise a wrong file would look like a destination that Insider refuses. */
  private static JsonNode requireUser(JsonNode user, Path export, long line) throws IOException {
    if (!user.path("identifiers").isObject()) {
      throw new FileSystemException(
          export.toString(),
          null,
          "line "
              + line
              + " is neither a request body ({\"users\":[…]}) nor a user object"
              + " ({\"identifiers\":{…},…})");
    }
    return user;
  }

  private static Compared compared(
      long events, ComparedSide ours, ComparedSide theirs, Question question) throws IOException {
    SandboxStatistics ourStatistics = ours.statistics();
    SandboxStatistics theirStatistics = theirs.statistics();
    List<ComparedProfile> shadow = ours.profiles();
    List<ComparedProfile> segment = theirs.profiles();
    Differences differences = new Differences(question.examples(), question.showValues());
    differences.add(Difference.REFUSED_IN_SHADOW, ourStatistics.usersRefused());
    differences.add(Difference.REFUSED_AT_SEGMENT, theirStatistics.usersRefused());
    ComparedPerson.of(shadow, segment).forEach(differences::add);
    return new Compared(
        events,
        side(ourStatistics, shadow),
        side(theirStatistics, segment),
        differences.same(),
        differences.found());
  }

  private static Compared.Side side(SandboxStatistics statistics, List<ComparedProfile> profiles) {
    return new Compared.Side(
        statistics.users(),
        profiles.size(),
        statistics.uuidMerges(),
        profiles.stream().mapToLong(profile -> Order.of(List.of(profile)).size()).sum());
  }
}

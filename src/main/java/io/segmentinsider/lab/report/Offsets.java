package io.segmentinsider.lab.report;

import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.kafka.KafkaReadException;
import io.segmentinsider.lab.kafka.KafkaTrouble;
import io.segmentinsider.segment.SourceSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Asks a Kafka cluster how far its topics reach, and how far a job has come. */
public final class Offsets implements AutoCloseable {

  private static final long POLL_INTERVAL_MS = 20;

  private final Admin admin;

  /** Connects to a Kafka cluster. */
  public Offsets(String bootstrapServers) {
    this(KafkaClients.at(bootstrapServers));
  }

  /** Connects to a Kafka cluster with all that it asks for. */
  public Offsets(KafkaClients clients) {
    this.admin = clients.admin();
  }

  /** The topics that a job reads; those that match now where it names a pattern. */
  public List<String> topics(SourceSettings source) throws IOException, InterruptedException {
    if (source.topicPattern() == null) {
      return source.topics();
    }
    Pattern pattern = Pattern.compile(source.topicPattern());
    return await(() -> admin.listTopics().names().get()).stream()
        .filter(name -> pattern.matcher(name).matches())
        .sorted()
        .toList();
  }

  /** All that a topic holds now; one range a partition, empty ones too. */
  public List<SourceRange> ranges(String topic) throws IOException, InterruptedException {
    List<TopicPartition> partitions = partitions(List.of(topic));
    Map<TopicPartition, Long> begins =
        offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Long> ends =
        offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    List<SourceRange> ranges = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      ranges.add(
          new SourceRange(
              topic, partition.partition(), begins.get(partition), ends.get(partition)));
    }
    return ranges;
  }

  /**
   * The part of each range that a group has committed; a partition of which it has committed
   * nothing is empty.
   */
  public List<SourceRange> committedOf(String groupId, List<SourceRange> ranges)
      throws IOException, InterruptedException {
    var offsets =
        await(() -> admin.listConsumerGroupOffsets(groupId).partitionsToOffsetAndMetadata().get());
    List<SourceRange> committed = new ArrayList<>();
    for (SourceRange range : ranges) {
      var offset = offsets.get(new TopicPartition(range.topic(), range.partition()));
      long end = offset == null ? range.begin() : offset.offset();
      committed.add(
          new SourceRange(
              range.topic(),
              range.partition(),
              range.begin(),
              Math.min(Math.max(end, range.begin()), range.end())));
    }
    return committed;
  }

  /** How many records of those ranges a group has committed, as a job does at every checkpoint. */
  public long committed(String groupId, List<SourceRange> ranges)
      throws IOException, InterruptedException {
    return committedOf(groupId, ranges).stream().mapToLong(SourceRange::size).sum();
  }

  /**
   * Waits until all that stands in the topics when it is called is committed, or aborted: a job
   * that has ended leaves the last transactions to the broker for a moment, and one that runs ends
   * them at the next checkpoint.
   *
   * @return false if one still is after that time
   */
  public boolean awaitCommitted(OutcomeTopics topics, Duration patience)
      throws IOException, InterruptedException {
    List<TopicPartition> partitions = partitions(List.of(topics.receipts(), topics.deadLetters()));
    long deadline = System.nanoTime() + patience.toNanos();
    Map<TopicPartition, Long> written =
        offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    while (isBehind(
        offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED), written)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(POLL_INTERVAL_MS);
    }
    return true;
  }

  private static boolean isBehind(
      Map<TopicPartition, Long> committed, Map<TopicPartition, Long> written) {
    return written.entrySet().stream()
        .anyMatch(end -> committed.getOrDefault(end.getKey(), 0L) < end.getValue());
  }

  private List<TopicPartition> partitions(Collection<String> topics)
      throws IOException, InterruptedException {
    List<TopicPartition> partitions = new ArrayList<>();
    for (TopicDescription description :
        await(() -> admin.describeTopics(topics).allTopicNames().get()).values()) {
      description
          .partitions()
          .forEach(
              info -> partitions.add(new TopicPartition(description.name(), info.partition())));
    }
    return partitions;
  }

  private Map<TopicPartition, Long> offsets(
      List<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation)
      throws IOException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    Map<TopicPartition, ListOffsetsResultInfo> answer =
        await(() -> admin.listOffsets(asked, new ListOffsetsOptions(isolation)).all().get());
    Map<TopicPartition, Long> offsets = new HashMap<>();
    answer.forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  private static <T> T await(Answer<T> answer) throws IOException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new KafkaReadException(
          "Kafka does not tell its offsets: " + KafkaTrouble.sentence(e.getCause()) + ".",
          e.getCause());
    }
  }

  /** An answer of the cluster that may be late. */
  @FunctionalInterface
  private interface Answer<T> {
    T get() throws ExecutionException, InterruptedException;
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}

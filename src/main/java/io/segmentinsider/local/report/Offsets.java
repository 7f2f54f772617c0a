package io.segmentinsider.local.report;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
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
    this.admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers));
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

  /** How many records of those ranges a group has committed, as a job does at every checkpoint. */
  public long committed(String groupId, List<SourceRange> ranges)
      throws IOException, InterruptedException {
    var offsets =
        await(() -> admin.listConsumerGroupOffsets(groupId).partitionsToOffsetAndMetadata().get());
    long committed = 0;
    for (SourceRange range : ranges) {
      var offset = offsets.get(new TopicPartition(range.topic(), range.partition()));
      if (offset != null) {
        committed += Math.min(Math.max(offset.offset() - range.begin(), 0), range.size());
      }
    }
    return committed;
  }

  /**
   * Waits until a group has committed all of those ranges.
   *
   * @return false if it has not after that time
   */
  public boolean awaitRead(String groupId, List<SourceRange> ranges, Duration patience)
      throws IOException, InterruptedException {
    long size = ranges.stream().mapToLong(SourceRange::size).sum();
    long deadline = System.nanoTime() + patience.toNanos();
    while (committed(groupId, ranges) < size) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(POLL_INTERVAL_MS);
    }
    return true;
  }

  /**
   * Waits until no transaction is open in the topics: a job that has ended leaves the last ones to
   * the broker for a moment.
   *
   * @return false if one still is after that time
   */
  public boolean awaitCommitted(OutcomeTopics topics, Duration patience)
      throws IOException, InterruptedException {
    List<TopicPartition> partitions = partitions(List.of(topics.receipts(), topics.deadLetters()));
    long deadline = System.nanoTime() + patience.toNanos();
    while (!offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED)
        .equals(offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED))) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(POLL_INTERVAL_MS);
    }
    return true;
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
      throw new IOException("Kafka does not tell its offsets", e.getCause());
    }
  }

  /** An answer of the cluster that may be late. */
  @FunctionalInterface
  private interface Answer<T> {
    T get() throws ExecutionException, InterruptedException;
  }

  @Override
  public void close() {
    admin.close();
  }
}

package io.segmentinsider.segment;

import io.segmentinsider.config.KafkaAdmin;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the cluster that the job reads from. It is asked where a job starts or starts again, so each
 * question has a client of its own.
 *
 * @param kafka properties of all Kafka clients
 * @param groupId the job's consumer group
 */
record KafkaPartitionLogs(Map<String, String> kafka, String groupId) implements PartitionLogs {

  private static final long serialVersionUID = 1L;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public Map<TopicPartition, LogRange> ranges(Collection<TopicPartition> partitions) {
    return ask(admin -> ranges(admin, partitions));
  }

  /** The same, asked by a client that is there. */
  static Map<TopicPartition, LogRange> ranges(Admin admin, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    Set<TopicPartition> existing = existing(admin, partitions);
    Map<TopicPartition, Long> begins = offsets(admin, existing, OffsetSpec.earliest());
    Map<TopicPartition, Long> ends = offsets(admin, existing, OffsetSpec.latest());
    return existing.stream()
        .collect(
            Collectors.toMap(
                partition -> partition,
                partition -> new LogRange(begins.get(partition), ends.get(partition))));
  }

  @Override
  public Map<TopicPartition, Long> committed(Collection<TopicPartition> partitions) {
    return ask(
        admin -> {
          Map<TopicPartition, OffsetAndMetadata> all =
              admin.listConsumerGroupOffsets(groupId).partitionsToOffsetAndMetadata().get();
          Map<TopicPartition, Long> committed = new HashMap<>();
          for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = all.get(partition);
            if (offset != null) {
              committed.put(partition, offset.offset());
            }
          }
          return committed;
        });
  }

  /** Topics are looked up first, as Kafka's client asks again and again for offsets of none. */
  private static Set<TopicPartition> existing(Admin admin, Collection<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    Set<String> topics =
        partitions.stream().map(TopicPartition::topic).collect(Collectors.toUnmodifiableSet());
    Map<String, Integer> sizes = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(topics).topicNameValues().entrySet()) {
      try {
        sizes.put(topic.getKey(), topic.getValue().get().partitions().size());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return partitions.stream()
        .filter(partition -> partition.partition() < sizes.getOrDefault(partition.topic(), 0))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Map<TopicPartition, Long> offsets(
      Admin admin, Collection<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
    ListOffsetsResult answer = admin.listOffsets(asked);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      offsets.put(partition, answer.partitionResult(partition).get().offset());
    }
    return offsets;
  }

  private <T> T ask(Question<T> question) {
    try (Admin admin = KafkaAdmin.connect(kafka, PATIENCE)) {
      return question.of(admin);
    } catch (ExecutionException e) {
      throw new FlinkRuntimeException(
          "Kafka does not tell which positions its partitions have", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkRuntimeException("interrupted while Kafka was asked for positions", e);
    }
  }

  /** A question to the cluster. */
  @FunctionalInterface
  private interface Question<T> {
    T of(Admin admin) throws ExecutionException, InterruptedException;
  }

  /** Leaves out the properties, which may hold secrets. */
  @Override
  public String toString() {
    return "KafkaPartitionLogs[" + groupId + "]";
  }
}

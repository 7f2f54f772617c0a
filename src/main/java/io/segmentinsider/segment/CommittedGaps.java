package io.segmentinsider.segment;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** Gaps that a job would meet which starts from what its consumer group has committed. */
public final class CommittedGaps {

  private CommittedGaps() {}

  /**
   * Looks for gaps.
   *
   * @param kafka properties of all Kafka clients
   * @param controlTopic null if there is none
   * @return what is missing, in words, by partition; sorted by its name
   * @throws ExecutionException if Kafka does not tell; the cause is Kafka's own
   */
  public static SortedMap<String, String> find(
      Admin admin, SourceSettings source, Map<String, String> kafka, @Nullable String controlTopic)
      throws ExecutionException, InterruptedException {
    Predicate<String> isEvents =
        source.topicPattern() == null
            ? source.topics()::contains
            : Pattern.compile(source.topicPattern()).asMatchPredicate();
    Predicate<String> isRead = topic -> topic.equals(controlTopic) || isEvents.test(topic);
    Map<TopicPartition, Long> committed =
        admin
            .listConsumerGroupOffsets(source.groupId())
            .partitionsToOffsetAndMetadata()
            .get()
            .entrySet()
            .stream()
            .filter(entry -> entry.getValue() != null && isRead.test(entry.getKey().topic()))
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    SortedMap<String, String> gaps = new TreeMap<>();
    KafkaPartitionLogs.ranges(admin, committed.keySet())
        .forEach(
            (partition, range) -> {
              MissingOffsets policy =
                  isEvents.test(partition.topic())
                      ? MissingOffsets.of(kafka)
                      : MissingOffsets.ofErasures(kafka);
              OffsetGap gap = OffsetGap.at(committed.get(partition), range, policy);
              if (gap != null) {
                gaps.put(partition.toString(), gap.inWords());
              }
            });
    return gaps;
  }

  /** Whether the job stops at a gap instead of going on behind it. */
  public static boolean stop(Map<String, String> kafka) {
    return MissingOffsets.of(kafka) == MissingOffsets.NONE;
  }
}

package io.segmentinsider.tools.check;

import io.segmentinsider.JobSettings;
import io.segmentinsider.lab.kafka.KafkaClients;
import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.lab.kafka.TopicReader;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.Replay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Looks at the last events: at their keys, and at what the mapping makes of them. */
final class SampleCheck {

  private static final int RECORDS = 2_000;
  private static final int LEAST_OF_PARTITION = 20;

  /** A pattern may match thousands, and the last events of some say what those of others are. */
  private static final int TOPICS = 10;

  @Nullable private final TriggersCheck triggers;
  private final List<Finding> findings = new ArrayList<>();

  private SampleCheck(@Nullable TriggersCheck triggers) {
    this.triggers = triggers;
  }

  /**
   * Reads the sample.
   *
   * @param topics of the events
   * @param mapper what the settings' mapping compiles to; null if it does not
   */
  static List<Finding> of(JobSettings settings, List<String> topics, @Nullable Mapper mapper) {
    SampleCheck check =
        new SampleCheck(mapper == null ? null : new TriggersCheck(settings, mapper));
    List<String> some = topics.subList(0, Math.min(TOPICS, topics.size()));
    for (String topic : some) {
      try (TopicReader reader = new TopicReader(KafkaClients.of(settings), ReadProgress.NONE)) {
        check.read(topic, RECORDS / some.size(), reader);
      } catch (IOException | KafkaException e) {
        check.findings.add(
            Unseen.SAMPLE.finding(
                KeysCheck.subject(topic), e.getCause() == null ? e : e.getCause()));
      }
    }
    if (check.triggers != null) {
      check.findings.addAll(check.triggers.findings());
    }
    return check.findings;
  }

  private void read(String topic, int records, TopicReader reader) throws IOException {
    List<TopicPartition> partitions = reader.partitions(topic);
    long ofPartition = Math.max(LEAST_OF_PARTITION, records / partitions.size());
    Map<TopicPartition, Long> ends = reader.ends(partitions);
    Map<TopicPartition, Long> from = new HashMap<>();
    reader
        .begins(partitions)
        .forEach(
            (partition, begin) ->
                from.put(partition, Math.max(begin, ends.get(partition) - ofPartition)));
    KeysCheck keys = new KeysCheck(topic, partitions.size());
    reader.read(
        topic,
        from,
        ends,
        record -> {
          keys.add(record);
          judge(record);
        });
    findings.add(keys.finding());
  }

  /** What job/replay sent again goes its own way. */
  private void judge(ConsumerRecord<byte[], byte[]> record) {
    if (triggers != null && Replay.of(record) == null) {
      triggers.add(
          new RawRecord(
              new SourcePosition(record.topic(), record.partition(), record.offset()),
              record.timestamp(),
              record.value()));
    }
  }
}

package io.segmentinsider.local.check;

import io.segmentinsider.config.JobSettings;
import io.segmentinsider.local.kafka.KafkaClients;
import io.segmentinsider.local.kafka.ReadProgress;
import io.segmentinsider.local.kafka.TopicReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Whether the last events have keys: without, those of one device lie in several partitions. */
final class KeysCheck {

  private static final long SAMPLE_OF_PARTITION = 20;

  private KeysCheck() {}

  /** One finding a topic of events that has more than one partition and any event. */
  static List<Finding> of(JobSettings settings) {
    List<Finding> findings = new ArrayList<>();
    for (String topic : settings.source().topics()) {
      String subject = "keys of topic " + topic;
      try (TopicReader reader = new TopicReader(KafkaClients.of(settings), ReadProgress.NONE)) {
        look(subject, topic, reader, findings);
      } catch (IOException | KafkaException e) {
        findings.add(Finding.ok(subject, "a sample of events can't be read"));
      }
    }
    return findings;
  }

  private static void look(String subject, String topic, TopicReader reader, List<Finding> findings)
      throws IOException {
    List<TopicPartition> partitions = reader.partitions(topic);
    if (partitions.size() == 1) {
      findings.add(Finding.ok(subject, "not needed, as it has one partition"));
      return;
    }
    Map<TopicPartition, Long> ends = reader.ends(partitions);
    Map<TopicPartition, Long> from = new HashMap<>();
    reader
        .begins(partitions)
        .forEach(
            (partition, begin) ->
                from.put(partition, Math.max(begin, ends.get(partition) - SAMPLE_OF_PARTITION)));
    AtomicLong seen = new AtomicLong();
    AtomicLong without = new AtomicLong();
    reader.read(
        subject,
        from,
        ends,
        record -> {
          seen.incrementAndGet();
          if (record.key() == null || record.key().length == 0) {
            without.incrementAndGet();
          }
        });
    if (seen.get() == 0) {
      findings.add(Finding.ok(subject, "there is no event to look at yet"));
    } else if (without.get() > 0) {
      findings.add(
          Finding.warning(
              subject,
              without.get()
                  + " of the last "
                  + seen.get()
                  + " events have none: those of one person lie in several partitions and come out"
                  + " of order. Key them by anonymousId, else by userId"));
    } else {
      findings.add(Finding.ok(subject, "the last " + seen.get() + " events have one"));
    }
  }
}

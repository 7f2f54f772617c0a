package io.segmentinsider.local.check;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whether the last events of a topic have keys: without, those of one device lie in several
 * partitions.
 */
final class KeysCheck {

  private final String topic;
  private final int partitions;
  private long seen;
  private long without;

  KeysCheck(String topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
  }

  /** What the finding is about. */
  static String subject(String topic) {
    return "keys of topic " + topic;
  }

  /** Looks at one of them. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    seen++;
    if (record.key() == null || record.key().length == 0) {
      without++;
    }
  }

  Finding finding() {
    if (partitions == 1) {
      return Finding.ok(subject(topic), "not needed, as it has one partition");
    }
    if (seen == 0) {
      return Finding.ok(subject(topic), "there is no event to look at yet");
    }
    if (without == 0) {
      return Finding.ok(subject(topic), "the last " + seen + " events have one");
    }
    return Finding.warning(
        subject(topic),
        without
            + " of the last "
            + seen
            + " events have none: those of one person lie in several partitions and come out of"
            + " order. Key them by anonymousId, else by userId");
  }
}

package io.segmentinsider.tools.check;

import io.segmentinsider.JobSettings;
import io.segmentinsider.outcome.OutcomeOptions;
import io.segmentinsider.outcome.OutcomeSettings;
import io.segmentinsider.outcome.TopicLimits;
import io.segmentinsider.segment.SourceOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What topics keep of their records, against what the job and its tools need of them. */
final class RetentionCheck {

  /** Kafka's own default is a week; a shorter one ends before a weekend does. */
  private static final Duration LONGEST_OUTAGE = Duration.ofDays(3);

  private final JobSettings settings;

  RetentionCheck(JobSettings settings) {
    this.settings = settings;
  }

  /**
   * One finding a topic, and one more for each topic of events that is bounded by its size.
   *
   * @param topics of the events
   */
  static List<Finding> of(Admin admin, JobSettings settings, List<String> topics)
      throws InterruptedException {
    RetentionCheck check = new RetentionCheck(settings);
    List<Finding> findings = new ArrayList<>();
    long longest = 0;
    for (String topic : topics) {
      try {
        TopicKeeping keeping = TopicKeeping.read(admin, topic);
        longest = Math.max(longest, keeping.millisOrForEver());
        findings.addAll(check.events(topic, keeping));
      } catch (ExecutionException e) {
        findings.addAll(unseen(topic, e));
      }
    }
    for (String topic : TopicLimits.writtenBy(settings.outcome())) {
      try {
        findings.add(check.written(topic, TopicKeeping.read(admin, topic), longest));
      } catch (ExecutionException e) {
        findings.addAll(unseen(topic, e));
      }
    }
    return findings;
  }

  /** That a topic is not there has been said. */
  private static List<Finding> unseen(String topic, ExecutionException e) {
    return e.getCause() instanceof UnknownTopicOrPartitionException
        ? List.of()
        : List.of(Unseen.RETENTION.finding(subject(topic), e));
  }

  /** What a topic of events keeps. */
  List<Finding> events(String topic, TopicKeeping keeping) {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        keeping.isCompacted()
            ? compacted(
                topic,
                keeping,
                "Kafka deletes all events of a key but the last one, also those that nobody has"
                    + " read yet")
            : eventsByTime(topic, keeping));
    if (keeping.isBoundedBySize()) {
      findings.add(
          Finding.warning(
              subject(topic),
              "retention.bytes is "
                  + keeping.bytes()
                  + " a partition: with many events they are gone before retention.ms has passed,"
                  + " and maybe before they are read. Unless the disk needs the bound: "
                  + alter(topic, "--delete-config retention.bytes")));
    }
    return findings;
  }

  private Finding eventsByTime(String topic, TopicKeeping keeping) {
    if (keeping.isShorterThan(settings.outcome().transactionTimeout().toMillis())) {
      return Finding.warning(
          subject(topic),
          keeping.inWords()
              + ", less than "
              + OutcomeOptions.TRANSACTION_TIMEOUT.key()
              + ": after an outage of that length the events to be read again are gone. Raise"
              + " retention.ms");
    }
    if (keeping.isShorterThan(LONGEST_OUTAGE.toMillis())) {
      return Finding.warning(
          subject(topic),
          keeping.inWords()
              + ": in an outage of Insider, or of the job, that lasts longer, events are gone"
              + " before they are read. Raise retention.ms");
    }
    if (settings.source().start() == SourceOptions.StartPosition.EARLIEST
        && !keeping.isShorterThan(settings.identity().repeatWindow().toMillis() + 1)) {
      return Finding.warning(
          subject(topic),
          keeping.inWords()
              + ", more than identity.repeat-window: a job that starts without its state reads"
              + " from the earliest event (source.start), and knows no repeats that lie further"
              + " apart than "
              + settings.identity().repeatWindow());
    }
    return Finding.ok(subject(topic), keeping.inWords());
  }

  /**
   * What a topic keeps that the job writes to.
   *
   * @param longest how long the events are kept, in milliseconds; 0 if that is not known
   */
  Finding written(String topic, TopicKeeping keeping, long longest) {
    OutcomeSettings outcome = settings.outcome();
    if (keeping.isCompacted()) {
      return compacted(
          topic,
          keeping,
          topic.equals(outcome.shadowTopic())
              ? "Kafka deletes all calls of a person but the last one"
              : "Kafka refuses records without a key there, which those of the job are, and the job"
                  + " fails");
    }
    if (topic.equals(outcome.controlTopic())) {
      return keeping.isShorterThan(LONGEST_OUTAGE.toMillis())
          ? Finding.warning(
              subject(topic),
              keeping.inWords()
                  + ": in an outage of the job that lasts longer, confirmations of deletions are"
                  + " gone before they are read, and what was a deleted person's stays theirs until"
                  + " identity.link-ttl. Raise retention.ms")
          : Finding.ok(subject(topic), keeping.inWords());
    }
    boolean isAudit = outcome.audit() != null && topic.equals(outcome.audit().topic());
    if (!isAudit && longest > 0 && keeping.isShorterThan(longest)) {
      return Finding.warning(
          subject(topic),
          keeping.inWords()
              + ", less than the topic of the events: "
              + (topic.equals(outcome.shadowTopic())
                  ? "job/compare does not find the calls of older events"
                  : "job/report takes older events for lost unless you say --from"));
    }
    return Finding.ok(subject(topic), keeping.inWords());
  }

  private static Finding compacted(String topic, TopicKeeping keeping, String loss) {
    return Finding.wrong(
        subject(topic),
        "cleanup.policy is "
            + keeping.policy()
            + ": "
            + loss
            + ". "
            + alter(topic, "--add-config cleanup.policy=delete"));
  }

  private static String alter(String topic, String change) {
    return "kafka-configs --bootstrap-server … --alter --topic " + topic + " " + change;
  }

  private static String subject(String topic) {
    return "retention of topic " + topic;
  }
}

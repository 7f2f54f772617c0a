package io.segmentinsider.tools.check;

import io.segmentinsider.JobSettings;
import io.segmentinsider.outcome.OutcomeOptions;
import io.segmentinsider.segment.SourceOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** How long topics keep their records, against what the job and its tools need of them. */
final class RetentionCheck {

  /** Kafka's own default is a week; a shorter one ends before a weekend does. */
  private static final Duration LONGEST_OUTAGE = Duration.ofDays(3);

  private static final long FOR_EVER = -1;

  private final Admin admin;
  private final JobSettings settings;
  private final List<Finding> findings = new ArrayList<>();

  private RetentionCheck(Admin admin, JobSettings settings) {
    this.admin = admin;
    this.settings = settings;
  }

  /**
   * One finding a topic of events, and one for each topic of outcomes that keeps less.
   *
   * @param topics of the events
   */
  static List<Finding> of(Admin admin, JobSettings settings, List<String> topics)
      throws InterruptedException {
    RetentionCheck check = new RetentionCheck(admin, settings);
    long longest = 0;
    for (String topic : topics) {
      try {
        long retention = check.retention(topic);
        longest = Math.max(longest, retention == FOR_EVER ? Long.MAX_VALUE : retention);
        check.events(topic, retention);
      } catch (ExecutionException e) {
        check.unknown(topic, e);
      }
    }
    for (String topic :
        List.of(settings.outcome().receiptsTopic(), settings.outcome().deadLettersTopic())) {
      try {
        check.outcomes(topic, check.retention(topic), longest);
      } catch (ExecutionException e) {
        check.unknown(topic, e);
      }
    }
    return check.findings;
  }

  private void events(String topic, long retention) {
    if (isShorter(retention, settings.outcome().transactionTimeout().toMillis())) {
      add(
          Finding.warning(
              subject(topic),
              text(retention)
                  + ", less than "
                  + OutcomeOptions.TRANSACTION_TIMEOUT.key()
                  + ": after an outage of that length the events to be read again are gone. Raise"
                  + " retention.ms"));
    } else if (isShorter(retention, LONGEST_OUTAGE.toMillis())) {
      add(
          Finding.warning(
              subject(topic),
              text(retention)
                  + ": in an outage of Insider, or of the job, that lasts longer, events are gone"
                  + " before they are read. Raise retention.ms"));
    } else if (settings.source().start() == SourceOptions.StartPosition.EARLIEST
        && !isShorter(retention, settings.identity().repeatWindow().toMillis() + 1)) {
      add(
          Finding.warning(
              subject(topic),
              text(retention)
                  + ", more than identity.repeat-window: a job that starts without its state reads"
                  + " from the earliest event (source.start), and knows no repeats that lie further"
                  + " apart than "
                  + settings.identity().repeatWindow()));
    } else {
      add(Finding.ok(subject(topic), text(retention)));
    }
  }

  private void outcomes(String topic, long retention, long longest) {
    if (longest > 0 && isShorter(retention, longest)) {
      add(
          Finding.warning(
              subject(topic),
              text(retention)
                  + ", less than the topic of the events: job/report takes older events for lost"
                  + " unless you say --from"));
    } else {
      add(Finding.ok(subject(topic), text(retention)));
    }
  }

  private void unknown(String topic, ExecutionException e) {
    if (!(e.getCause()
        instanceof org.apache.kafka.common.errors.UnknownTopicOrPartitionException)) {
      add(
          Finding.ok(
              subject(topic),
              "can't be read ("
                  + e.getCause().getClass().getSimpleName()
                  + "): ask for retention.ms"));
    }
  }

  private void add(Finding finding) {
    findings.add(finding);
  }

  private static boolean isShorter(long retention, long than) {
    return retention != FOR_EVER && retention < than;
  }

  private static String subject(String topic) {
    return "retention of topic " + topic;
  }

  private static String text(long retention) {
    if (retention == FOR_EVER) {
      return "without end";
    }
    Duration duration = Duration.ofMillis(retention);
    return duration.toHours() >= 1 ? duration.toHours() + " h" : duration.toSeconds() + " s";
  }

  private long retention(String topic) throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config = admin.describeConfigs(List.of(resource)).values().get(resource).get();
    return Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
  }
}

package io.segmentinsider.tools.check;

import io.segmentinsider.JobSettings;
import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.KafkaAdmin;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.outcome.OutcomeSettings;
import io.segmentinsider.outcome.TopicLimits;
import io.segmentinsider.outcome.TransactionLimit;
import io.segmentinsider.outcome.TransactionalIds;
import io.segmentinsider.segment.CommittedGaps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import javax.annotation.Nullable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The broker, the topics, and what this principal may do with them. */
final class KafkaCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String BROKER = "Kafka at ";

  /** Flink's would be the cluster's to say. */
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

  private static final String TRANSACTIONS = "transactions";
  private static final String RIGHTS_UNTOLD =
      "is there. The broker does not tell what this principal may do with it: ask";

  private final JobSettings settings;
  private final Admin admin;
  private final List<Finding> findings = new ArrayList<>();

  private KafkaCheck(JobSettings settings, Admin admin) {
    this.settings = settings;
    this.admin = admin;
  }

  /**
   * Looks.
   *
   * @param mapper what the settings' mapping compiles to; null if it does not
   */
  static List<Finding> of(JobSettings settings, @Nullable Mapper mapper)
      throws InterruptedException {
    try (Admin admin = KafkaAdmin.connect(settings.kafka(), PATIENCE)) {
      KafkaCheck check = new KafkaCheck(settings, admin);
      if (check.broker()) {
        List<String> topics = check.events();
        check.positions();
        check.outcome();
        check.limits();
        check.group();
        check.findings.addAll(RetentionCheck.of(admin, settings, topics));
        check.findings.addAll(SampleCheck.of(settings, topics, mapper));
        check.transactions();
        check.otherJobs();
      }
      return check.findings;
    } catch (ConfigurationException e) {
      return List.of(Finding.wrong(BROKER + settings.bootstrapServers(), e.getMessage()));
    }
  }

  private boolean broker() throws InterruptedException {
    String subject = BROKER + settings.bootstrapServers();
    try {
      int brokers = admin.describeCluster().nodes().get().size();
      findings.add(Finding.ok(subject, "answers; " + brokers + " broker(s)"));
      return true;
    } catch (ExecutionException e) {
      findings.add(
          Finding.wrong(
              subject,
              "does not answer ("
                  + cause(e)
                  + "). Check kafka.bootstrap.servers, the network, and kafka.security.protocol"
                  + " with its options. Topics and transactions were not looked at."));
      return false;
    }
  }

  /** Returns their topics. */
  private List<String> events() throws InterruptedException {
    String pattern = settings.source().topicPattern();
    if (pattern == null) {
      for (String topic : settings.source().topics()) {
        topic(topic, AclOperation.READ);
      }
      return settings.source().topics();
    }
    String subject = "topics " + pattern;
    try {
      Pattern compiled = Pattern.compile(pattern);
      List<String> matching =
          admin.listTopics().names().get().stream()
              .filter(name -> compiled.matcher(name).matches())
              .sorted()
              .toList();
      findings.add(
          !matching.isEmpty()
              ? Finding.ok(subject, matching.size() + " topic(s) match")
              : Finding.wrong(
                  subject,
                  "no topic that this principal sees matches. Check source.topic-pattern, or grant"
                      + " DESCRIBE and READ on the topics."));
      return matching;
    } catch (ExecutionException e) {
      findings.add(Finding.wrong(subject, "topics can't be listed (" + cause(e) + ")"));
      return List.of();
    }
  }

  /** A job that starts from a savepoint has positions of its own, which are much the same. */
  private void positions() throws InterruptedException {
    String subject = "positions of group " + settings.source().groupId();
    try {
      SortedMap<String, String> gaps =
          CommittedGaps.find(
              admin, settings.source(), settings.kafka(), settings.outcome().controlTopic());
      if (gaps.isEmpty()) {
        findings.add(Finding.ok(subject, "what it is to read next is there"));
      }
      gaps.forEach(
          (partition, gap) ->
              findings.add(
                  CommittedGaps.stop(settings.kafka())
                      ? Finding.wrong(subject, partition + ": " + gap)
                      : Finding.warning(subject, partition + ": " + gap)));
    } catch (ExecutionException e) {
      findings.add(Unseen.POSITIONS.finding(subject, e));
    }
  }

  /** A broker without an authorizer gives every right, and an unknown group is one that is free. */
  private void group() throws InterruptedException {
    String group = settings.source().groupId();
    String subject = "consumer group " + group;
    try {
      ConsumerGroupDescription description =
          admin
              .describeConsumerGroups(
                  List.of(group),
                  new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
              .describedGroups()
              .get(group)
              .get();
      if (description.authorizedOperations() == null) {
        findings.add(Finding.warning(subject, RIGHTS_UNTOLD));
        return;
      }
      List<AclOperation> missing = missing(description.authorizedOperations(), AclOperation.READ);
      findings.add(
          missing.isEmpty()
              ? Finding.ok(subject, "this principal may commit its offsets")
              : Finding.wrong(subject, "this principal lacks the right to " + missing + " it"));
    } catch (ExecutionException e) {
      findings.add(
          e.getCause() instanceof GroupIdNotFoundException
              ? Finding.ok(subject, "is new: no job has read under it")
              : e.getCause() instanceof AuthorizationException
                  ? Finding.wrong(subject, "this principal lacks the right to READ it")
                  : Unseen.GROUP.finding(subject, e));
    }
  }

  private void limits() throws InterruptedException {
    for (String topic : TopicLimits.writtenBy(settings.outcome())) {
      String subject = "records of topic " + topic;
      try {
        int limit = TopicLimits.read(admin, settings.kafka(), topic);
        findings.add(Finding.ok(subject, "up to " + limit + " bytes; larger ones are cut"));
      } catch (ConfigurationException e) {
        findings.add(Finding.wrong(subject, e.getMessage()));
      } catch (ExecutionException e) {
        // That a topic is not there has been said.
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          findings.add(Unseen.RECORD_LIMIT.finding(subject, e));
        }
      }
    }
  }

  private void outcome() throws InterruptedException {
    topic(settings.outcome().receiptsTopic(), AclOperation.WRITE);
    topic(settings.outcome().deadLettersTopic(), AclOperation.WRITE);
    String control = settings.outcome().controlTopic();
    if (control != null) {
      topic(control, AclOperation.READ, AclOperation.WRITE);
    }
    OutcomeSettings.Audit audit = settings.outcome().audit();
    if (audit != null) {
      topic(audit.topic(), AclOperation.WRITE);
    }
    String shadow = settings.outcome().shadowTopic();
    if (shadow != null) {
      topic(shadow, AclOperation.WRITE);
    }
  }

  private void topic(String name, AclOperation... needed) throws InterruptedException {
    String subject = "topic " + name;
    KafkaFuture<TopicDescription> answer =
        admin
            .describeTopics(
                List.of(name), new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues()
            .get(name);
    try {
      TopicDescription topic = answer.get();
      if (topic.authorizedOperations() == null) {
        findings.add(Finding.warning(subject, RIGHTS_UNTOLD));
        return;
      }
      List<AclOperation> missing = missing(topic.authorizedOperations(), needed);
      findings.add(
          missing.isEmpty()
              ? Finding.ok(subject, topic.partitions().size() + " partition(s)")
              : Finding.wrong(subject, "this principal lacks the right to " + missing + " it"));
    } catch (ExecutionException e) {
      findings.add(Finding.wrong(subject, whatToDo(e.getCause())));
    }
  }

  /** Rights that are missing; a broker without an authorizer gives all. */
  private static List<AclOperation> missing(Set<AclOperation> granted, AclOperation... needed) {
    return List.of(needed).stream().filter(operation -> !granted.contains(operation)).toList();
  }

  private static String whatToDo(Throwable cause) {
    if (cause instanceof UnknownTopicOrPartitionException) {
      return "does not exist. Create it (kafka-topics --create), or correct the option that names"
          + " it.";
    }
    if (cause instanceof AuthorizationException) {
      return "this principal may not DESCRIBE it. Grant that, with READ for topics of events and"
          + " WRITE for the others.";
    }
    return "can't be described (" + cause.getClass().getSimpleName() + ")";
  }

  private void transactions() throws InterruptedException {
    if (!settings.outcome().usesTransactions()) {
      findings.add(Finding.ok(TRANSACTIONS, "none, as outcome.guarantee is at-least-once"));
      return;
    }
    Duration timeout = settings.outcome().transactionTimeout();
    try {
      Duration limit = TransactionLimit.read(admin);
      TransactionLimit.require(settings.outcome(), limit);
      findings.add(
          Finding.ok(
              TRANSACTIONS,
              "time-out "
                  + timeout.toMillis()
                  + " ms, the broker allows "
                  + limit.toMillis()
                  + " ms"));
    } catch (ConfigurationException e) {
      findings.add(Finding.wrong(TRANSACTIONS, e.getMessage()));
    } catch (ExecutionException e) {
      findings.add(Unseen.TRANSACTION_LIMIT.finding(TRANSACTIONS, e));
    }
  }

  private void otherJobs() throws InterruptedException {
    if (!settings.outcome().usesTransactions()) {
      return;
    }
    findings.add(TransactionalIdRights.of(admin, settings));
    String subject = "transactional ids " + settings.outcome().transactionalIdPrefix() + "-…";
    try {
      TransactionalIds.requireUnused(admin, settings.outcome(), CHECKPOINT_INTERVAL);
      findings.add(Finding.ok(subject, "no other job writes under them"));
    } catch (ConfigurationException e) {
      findings.add(Finding.wrong(subject, e.getMessage()));
    } catch (ExecutionException e) {
      findings.add(Unseen.OPEN_TRANSACTIONS.finding(subject, e));
    }
  }

  private static String cause(ExecutionException e) {
    return e.getCause().getClass().getSimpleName();
  }
}

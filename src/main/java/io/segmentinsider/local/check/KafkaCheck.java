package io.segmentinsider.local.check;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.JobOptions;
import io.segmentinsider.config.JobSettings;
import io.segmentinsider.outcome.TransactionLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The broker, the topics, and what this principal may do with them. */
final class KafkaCheck {

  private static final String PATIENCE_MS = Long.toString(Duration.ofSeconds(5).toMillis());
  private static final String BROKER = "Kafka at ";
  private static final String TRANSACTIONS = "transactions";

  private final JobSettings settings;
  private final Admin admin;
  private final List<Finding> findings = new ArrayList<>();

  private KafkaCheck(JobSettings settings, Admin admin) {
    this.settings = settings;
    this.admin = admin;
  }

  static List<Finding> of(JobSettings settings) throws InterruptedException {
    Map<String, Object> properties = new HashMap<>(settings.kafka());
    properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    try (Admin admin = Admin.create(properties)) {
      KafkaCheck check = new KafkaCheck(settings, admin);
      if (check.broker()) {
        check.events();
        check.outcome();
        check.transactions();
      }
      return check.findings;
    } catch (KafkaException e) {
      return List.of(
          Finding.wrong(
              BROKER + settings.bootstrapServers(),
              "no client can be made of the options kafka.*: "
                  + e.getClass().getSimpleName()
                  + ". Check addresses, and the options of TLS and SASL."));
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

  private void events() throws InterruptedException {
    String pattern = settings.source().topicPattern();
    if (pattern == null) {
      for (String topic : settings.source().topics()) {
        topic(topic, AclOperation.READ);
      }
      return;
    }
    String subject = "topics " + pattern;
    try {
      Pattern compiled = Pattern.compile(pattern);
      long matching =
          admin.listTopics().names().get().stream()
              .filter(name -> compiled.matcher(name).matches())
              .count();
      findings.add(
          matching > 0
              ? Finding.ok(subject, matching + " topic(s) match")
              : Finding.wrong(
                  subject,
                  "no topic that this principal sees matches. Check source.topic-pattern, or grant"
                      + " DESCRIBE and READ on the topics."));
    } catch (ExecutionException e) {
      findings.add(Finding.wrong(subject, "topics can't be listed (" + cause(e) + ")"));
    }
  }

  private void outcome() throws InterruptedException {
    topic(settings.outcome().receiptsTopic(), AclOperation.WRITE);
    topic(settings.outcome().deadLettersTopic(), AclOperation.WRITE);
    String control = settings.outcome().controlTopic();
    if (control != null) {
      topic(control, AclOperation.READ, AclOperation.WRITE);
    }
    JobSettings.Audit audit = settings.outcome().audit();
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
      List<AclOperation> missing = missing(topic.authorizedOperations(), needed);
      findings.add(
          missing.isEmpty()
              ? Finding.ok(subject, topic.partitions().size() + " partition(s)")
              : Finding.wrong(subject, "this principal lacks the right to " + missing + " it"));
    } catch (ExecutionException e) {
      findings.add(Finding.wrong(subject, whatToDo(e.getCause())));
    }
  }

  /** Rights that are known to be missing; a broker without an authorizer gives all. */
  private static List<AclOperation> missing(Set<AclOperation> granted, AclOperation... needed) {
    if (granted == null) {
      return List.of();
    }
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
    if (settings.outcome().guarantee() != JobOptions.Guarantee.EXACTLY_ONCE) {
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
      findings.add(
          Finding.ok(
              TRANSACTIONS,
              "the broker's limit can't be read ("
                  + cause(e)
                  + "): ask whether transaction.max.timeout.ms is at least "
                  + timeout.toMillis()));
    }
  }

  private static String cause(ExecutionException e) {
    return e.getCause().getClass().getSimpleName();
  }
}

package io.segmentinsider.tools.check;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * What Kafka did not let the check look at. It is a warning, and never "ok": nobody knows what
 * would have been found.
 */
enum Unseen {
  POSITIONS(
      "whether Kafka still has what the group is to read next",
      "DESCRIBE on the group and on the topics of the events"),
  GROUP("whether this principal may commit offsets", "DESCRIBE and READ on the group"),
  RECORD_LIMIT(
      "whether max.message.bytes is at least Kafka's default", "DESCRIBE_CONFIGS on the topic"),
  RETENTION(
      "whether retention.ms, retention.bytes and cleanup.policy leave the records there",
      "DESCRIBE_CONFIGS on the topic"),
  SAMPLE("the keys of the last events, and what the mapping makes of them", "READ on the topic"),
  TRANSACTION_LIMIT(
      "whether transaction.max.timeout.ms is at least outcome.transaction-timeout",
      "DESCRIBE_CONFIGS on the cluster"),
  OPEN_TRANSACTIONS(
      "whether another job has this outcome.transactional-id-prefix",
      "DESCRIBE on the transactional ids"),
  TRANSACTIONAL_ID_RIGHTS(
      "whether this principal may WRITE the transactional ids",
      "DESCRIBE on the transactional ids");

  private final String question;
  private final String right;

  Unseen(String question, String right) {
    this.question = question;
    this.right = right;
  }

  /** What it says of one thing, after an answer of Kafka's admin client. */
  Finding finding(String subject, ExecutionException failure) {
    return finding(subject, failure.getCause());
  }

  /**
   * What it says of one thing.
   *
   * @param cause why it was not seen
   */
  Finding finding(String subject, Throwable cause) {
    return Finding.warning(
        subject,
        "not looked at ("
            + cause.getClass().getSimpleName()
            + "): "
            + question
            + ". "
            + (cause instanceof AuthorizationException
                ? "Grant " + right + ", or ask who may look"
                : "Look again; it takes the right to " + right));
  }
}

package io.segmentinsider.outcome;

import io.segmentinsider.config.ConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether another job writes under the transactional ids of this one. Two jobs with one prefix take
 * the transactions from each other for ever: each start of a producer ends the other's.
 */
public final class TransactionalIds {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionalIds.class);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(60);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** What {@link OutcomeSinks} and {@link ControlTopic} put behind the prefix. */
  private static final List<String> SINKS =
      List.of("receipts", "dead-letters", "control", "audit", "shadow");

  private TransactionalIds() {}

  /**
   * Refuses a prefix that a running job uses, as far as the broker can tell: a job begins a new
   * transaction at each checkpoint that has something to write, and one that was killed does not.
   * If there are transactions under the prefix, this takes as long as two checkpoint intervals, and
   * a minute at most: of a job with longer intervals it may see nothing. That they can't be read is
   * logged and is no error.
   *
   * @param checkpointInterval of the job
   * @throws ConfigurationException if another job runs
   */
  public static void check(Admin admin, OutcomeSettings settings, Duration checkpointInterval)
      throws InterruptedException {
    if (!settings.usesTransactions()) {
      return;
    }
    try {
      requireUnused(admin, settings, checkpointInterval);
    } catch (ExecutionException e) {
      LOG.warn(
          "The broker's transactions can't be listed ({}), so it is not checked whether another job"
              + " runs with the transactional id prefix {}.",
          e.getCause().getClass().getSimpleName(),
          settings.transactionalIdPrefix());
    }
  }

  /**
   * The same for any guarantee, with an error if the broker does not tell.
   *
   * @throws ExecutionException if the broker does not tell; the cause is Kafka's own
   */
  public static void requireUnused(
      Admin admin, OutcomeSettings settings, Duration checkpointInterval)
      throws ExecutionException, InterruptedException {
    String prefix = settings.transactionalIdPrefix();
    Map<String, Long> first = open(admin, prefix);
    if (first.isEmpty()) {
      return;
    }
    Duration look = checkpointInterval.multipliedBy(2).plusSeconds(1);
    long end =
        System.nanoTime() + (look.compareTo(LONGEST_LOOK) < 0 ? look : LONGEST_LOOK).toNanos();
    LOG.info("Transactions of {} are open: looking whether another job writes them.", prefix);
    while (System.nanoTime() < end) {
      TimeUnit.NANOSECONDS.sleep(INTERVAL.toNanos());
      Map<String, Long> now = open(admin, prefix);
      for (Map.Entry<String, Long> transaction : now.entrySet()) {
        Long before = first.get(transaction.getKey());
        if (before == null || before < transaction.getValue()) {
          throw new ConfigurationException(
              OutcomeOptions.TRANSACTIONAL_ID_PREFIX,
              prefix,
              "a prefix that no running job uses (transaction "
                  + transaction.getKey()
                  + " has just begun). Stop the other job, or give this one its own job.name,"
                  + " source.group-id and transactional id prefix");
        }
      }
    }
  }

  /** When the open transactions under the prefix began, epoch milliseconds, by transactional id. */
  private static Map<String, Long> open(Admin admin, String prefix)
      throws ExecutionException, InterruptedException {
    List<String> ids =
        admin.listTransactions().all().get().stream()
            .map(TransactionListing::transactionalId)
            .filter(id -> SINKS.stream().anyMatch(sink -> id.startsWith(prefix + "-" + sink + "-")))
            .toList();
    Map<String, Long> open = new HashMap<>();
    for (Map.Entry<String, TransactionDescription> described :
        admin.describeTransactions(ids).all().get().entrySet()) {
      described
          .getValue()
          .transactionStartTimeMs()
          .ifPresent(began -> open.put(described.getKey(), began));
    }
    return open;
  }
}

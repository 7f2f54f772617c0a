package io.segmentinsider.outcome;

import io.segmentinsider.config.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The longest time-out of a transaction that the broker allows. A job that asks for more would be
 * restarted for ever by Flink, because its producers are refused only once they run.
 */
public final class TransactionLimit {

  private static final Logger LOG = LoggerFactory.getLogger(TransactionLimit.class);
  private static final String BROKER_PROPERTY = "transaction.max.timeout.ms";

  private TransactionLimit() {}

  /**
   * Compares {@code outcome.transaction-timeout} with the broker's limit, if anything is written in
   * transactions. That the limit can't be read, because the broker can't be reached or does not let
   * this principal read it, is logged and is no error.
   *
   * @throws ConfigurationException if the option is above the limit
   */
  public static void check(Admin admin, OutcomeSettings settings) throws InterruptedException {
    if (!settings.usesTransactions()) {
      return;
    }
    try {
      require(settings, read(admin));
    } catch (ExecutionException e) {
      LOG.warn(
          "The broker's {} can't be read ({}), so {} is not checked against it: it must not be"
              + " longer.",
          BROKER_PROPERTY,
          e.getCause().getClass().getSimpleName(),
          OutcomeOptions.TRANSACTION_TIMEOUT.key());
    }
  }

  /**
   * What the broker allows.
   *
   * @throws ExecutionException if the broker can't be reached, or does not let this principal read
   *     it; the cause is Kafka's own
   */
  public static Duration read(Admin admin) throws ExecutionException, InterruptedException {
    Node broker = admin.describeCluster().nodes().get().iterator().next();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
    Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
    ConfigEntry entry = config.get(BROKER_PROPERTY);
    if (entry == null || entry.value() == null) {
      // A hosted Kafka may leave it out.
      throw new ExecutionException(
          new UnsupportedVersionException(BROKER_PROPERTY + " is not told"));
    }
    return Duration.ofMillis(Long.parseLong(entry.value()));
  }

  /**
   * Compares.
   *
   * @throws ConfigurationException if the option is above the limit
   */
  public static void require(OutcomeSettings outcome, Duration limit) {
    if (outcome.transactionTimeout().compareTo(limit) > 0) {
      throw new ConfigurationException(
          OutcomeOptions.TRANSACTION_TIMEOUT,
          outcome.transactionTimeout().toMillis() + " ms",
          "at most " + limit.toMillis() + " ms, which is the broker's " + BROKER_PROPERTY);
    }
  }
}

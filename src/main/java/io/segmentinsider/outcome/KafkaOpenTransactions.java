package io.segmentinsider.outcome;

import io.segmentinsider.config.KafkaAdmin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those of the cluster that the job writes to.
 *
 * @param kafka properties of all Kafka clients
 */
record KafkaOpenTransactions(Map<String, String> kafka) implements OpenTransactions {

  private static final long serialVersionUID = 1L;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Logger LOG = LoggerFactory.getLogger(KafkaOpenTransactions.class);

  KafkaOpenTransactions {
    kafka = new HashMap<>(kafka);
  }

  @Override
  public void abort(Collection<String> transactionalIds) throws InterruptedException {
    try (Admin admin = KafkaAdmin.connect(kafka, PATIENCE)) {
      List<String> open = open(admin, transactionalIds);
      if (!open.isEmpty()) {
        admin.fenceProducers(open).all().get();
        LOG.warn(
            "The attempt before this one had begun transactions anew under {}, of which no checkpoint"
                + " knows. They were aborted; what they held is written again.",
            open);
      }
    } catch (ExecutionException e) {
      LOG.warn(
          "Transactions of the attempt before may be left open under {}, and Kafka did not abort"
              + " them ({}). Until it does, after outcome.transaction-timeout, readers with"
              + " read_committed may wait at them.",
          transactionalIds,
          e.getCause().getClass().getSimpleName());
    }
  }

  private static List<String> open(Admin admin, Collection<String> transactionalIds)
      throws ExecutionException, InterruptedException {
    DescribeTransactionsResult described = admin.describeTransactions(transactionalIds);
    List<String> open = new ArrayList<>();
    for (String id : transactionalIds) {
      try {
        if (described.description(id).get().state() == TransactionState.ONGOING) {
          open.add(id);
        }
      } catch (ExecutionException e) {
        // Forgotten by the broker, and so not open.
        if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
          throw e;
        }
      }
    }
    return open;
  }

  /** Leaves out the properties, which may hold secrets. */
  @Override
  public String toString() {
    return "KafkaOpenTransactions";
  }
}

package io.segmentinsider.outcome;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A committer of a job that starts from a checkpoint. The transactions of that checkpoint had most
 * likely been committed before, and then their ids may have been used again, which the connector
 * does not tell from a loss:
 *
 * <ul>
 *   <li>A newer transaction under such an id may still be open. No checkpoint knows it, so it is
 *       aborted; otherwise readers with {@code read_committed} may wait for its time-out
 *       (FLINK-40626).
 *   <li>The id may have another producer id by now, as epochs end at 32,767. That the connector
 *       takes for a failure of the job, at each restart again (FLINK-40689). Here it is a
 *       transaction that can't be committed, as when a producer was fenced.
 * </ul>
 *
 * <p>Nobody else uses these ids yet: the writers of this attempt leave them alone until its first
 * checkpoint, and that needs this committer.
 */
// Interrupting the committer while it closes is for Flink to do.
@SuppressWarnings("try")
final class RecoveryCommitter implements Committer<KafkaCommittable> {

  private static final Logger LOG = LoggerFactory.getLogger(RecoveryCommitter.class);

  private final Committer<KafkaCommittable> committer;
  private final OpenTransactions transactions;
  private boolean recovered;

  /**
   * A committer around another.
   *
   * @param committer commits
   * @param transactions of the cluster
   */
  RecoveryCommitter(Committer<KafkaCommittable> committer, OpenTransactions transactions) {
    this.committer = committer;
    this.transactions = transactions;
  }

  @Override
  public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    if (recovered) {
      committer.commit(requests);
      return;
    }
    // Flink commits what was restored before it does anything else.
    recovered = true;
    List<CommitRequest<KafkaCommittable>> watched = new ArrayList<>();
    List<String> usedAgain = new ArrayList<>();
    for (CommitRequest<KafkaCommittable> request : requests) {
      boolean restored = request.getCommittable().getProducer().isEmpty();
      watched.add(restored ? new Restored(request, usedAgain) : request);
    }
    committer.commit(watched);
    if (!usedAgain.isEmpty()) {
      transactions.abort(usedAgain);
    }
  }

  @Override
  public void close() throws Exception {
    committer.close();
  }

  /**
   * A transaction of the checkpoint.
   *
   * @param usedAgain takes its id if it can't be committed because its id has another use
   */
  private record Restored(CommitRequest<KafkaCommittable> request, List<String> usedAgain)
      implements CommitRequest<KafkaCommittable> {

    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable cause) {
      if (cause instanceof ProducerFencedException) {
        usedAgain.add(getCommittable().getTransactionalId());
      }
      request.signalFailedWithKnownReason(cause);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable cause) {
      if (!(cause instanceof InvalidPidMappingException)) {
        request.signalFailedWithUnknownReason(cause);
        return;
      }
      LOG.error(
          "The broker has another producer under {} than the checkpoint. Either its transaction was"
              + " committed before, and its epochs had come to their end: then nothing is lost. Or"
              + " the job was off for longer than the broker's transactional.id.expiration.ms: then"
              + " the receipts of the last checkpoint are. job/report says which.",
          getCommittable().getTransactionalId());
      usedAgain.add(getCommittable().getTransactionalId());
      request.signalFailedWithKnownReason(cause);
    }

    @Override
    public void retryLater() {
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }
  }
}

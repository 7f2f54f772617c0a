package io.segmentinsider.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** Which transactions are aborted, and which failures fail the job. */
class RecoveryCommitterTest {

  private final List<String> aborted = new ArrayList<>();
  private final OpenTransactions transactions =
      new OpenTransactions() {
        private static final long serialVersionUID = 1L;

        @Override
        public void abort(Collection<String> transactionalIds) {
          aborted.addAll(transactionalIds);
        }
      };

  private RecoveryCommitter committer(BiConsumer<CommitRequest<KafkaCommittable>, Integer> end) {
    return new RecoveryCommitter(
        new Committer<>() {
          private int commits;

          @Override
          public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
            requests.forEach(request -> end.accept(request, commits));
            commits++;
          }

          @Override
          public void close() {}
        },
        transactions);
  }

  private static CommitNotes notes(String transactionalId) {
    return new CommitNotes(new KafkaCommittable(42, (short) 7, transactionalId, null));
  }

  private static boolean isOf(CommitRequest<KafkaCommittable> request, String transactionalId) {
    return request.getCommittable().getTransactionalId().equals(transactionalId);
  }

  @Test
  void whatIsCommittedLeavesOthersAlone() throws Exception {
    CommitNotes notes = notes("a");

    committer((request, commits) -> {}).commit(List.of(notes));

    assertThat(notes.ends()).isEmpty();
    assertThat(aborted).isEmpty();
  }

  @Test
  void anIdThatHasAnotherUseIsFreed() throws Exception {
    CommitNotes fenced = notes("a");
    CommitNotes committed = notes("b");

    committer(
            (request, commits) -> {
              if (isOf(request, "a")) {
                request.signalFailedWithKnownReason(new ProducerFencedException("newer"));
              }
            })
        .commit(List.of(fenced, committed));

    assertThat(fenced.ends()).containsExactly("known ProducerFencedException");
    assertThat(committed.ends()).isEmpty();
    assertThat(aborted).containsExactly("a");
  }

  @Test
  void aProducerIdThatIsAnothersFailsNoJob() throws Exception {
    CommitNotes notes = notes("a");

    committer(
            (request, commits) ->
                request.signalFailedWithUnknownReason(new InvalidPidMappingException("other")))
        .commit(List.of(notes));

    assertThat(notes.ends()).containsExactly("known InvalidPidMappingException");
    assertThat(aborted).containsExactly("a");
  }

  @Test
  void otherFailuresStayWhatTheyAre() throws Exception {
    CommitNotes ended = notes("a");
    CommitNotes failed = notes("b");
    RecoveryCommitter committer =
        committer(
            (request, commits) -> {
              if (isOf(request, "a")) {
                request.signalFailedWithKnownReason(new InvalidTxnStateException("aborted"));
              } else {
                request.signalFailedWithUnknownReason(new TimeoutException("away"));
              }
            });

    committer.commit(List.of(ended, failed));

    assertThat(ended.ends()).containsExactly("known InvalidTxnStateException");
    assertThat(failed.ends()).containsExactly("unknown TimeoutException");
    assertThat(aborted).isEmpty();
  }

  /** From its first checkpoint on the attempt itself uses the ids. */
  @Test
  void afterTheRestoreNothingIsAborted() throws Exception {
    RecoveryCommitter committer =
        committer(
            (request, commits) -> {
              if (commits > 0) {
                request.signalFailedWithKnownReason(new ProducerFencedException("newer"));
                request.signalFailedWithUnknownReason(new InvalidPidMappingException("other"));
              }
            });
    CommitNotes later = notes("b");

    committer.commit(List.of(notes("a")));
    committer.commit(List.of(later));

    assertThat(later.ends())
        .containsExactly("known ProducerFencedException", "unknown InvalidPidMappingException");
    assertThat(aborted).isEmpty();
  }
}

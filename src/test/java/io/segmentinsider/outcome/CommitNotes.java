package io.segmentinsider.outcome;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/** A transaction that is to be committed, which notes what is said of it. */
final class CommitNotes implements Committer.CommitRequest<KafkaCommittable> {

  private final KafkaCommittable committable;
  private final List<String> ends = new ArrayList<>();

  CommitNotes(KafkaCommittable committable) {
    this.committable = committable;
  }

  /** How it failed, with the class of the cause; empty if it was committed. */
  List<String> ends() {
    return ends;
  }

  @Override
  public KafkaCommittable getCommittable() {
    return committable;
  }

  @Override
  public int getNumberOfRetries() {
    return 0;
  }

  @Override
  public void signalFailedWithKnownReason(Throwable cause) {
    ends.add("known " + cause.getClass().getSimpleName());
  }

  @Override
  public void signalFailedWithUnknownReason(Throwable cause) {
    ends.add("unknown " + cause.getClass().getSimpleName());
  }

  @Override
  public void retryLater() {
    ends.add("retried");
  }

  @Override
  public void updateAndRetryLater(KafkaCommittable updated) {
    ends.add("retried");
  }

  @Override
  public void signalAlreadyCommitted() {
    ends.add("committed before");
  }
}

package io.segmentinsider.delivery;

import io.segmentinsider.delivery.dispatch.Clock;
import io.segmentinsider.delivery.dispatch.Dispatcher;
import io.segmentinsider.delivery.dispatch.DispatcherListener;
import io.segmentinsider.delivery.dispatch.DispatcherStatistics;
import io.segmentinsider.delivery.dispatch.FailureCause;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Pool;
import io.segmentinsider.record.JobMetric;
import io.segmentinsider.record.Reason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Counts what happens, and lets the log tell. Labels have few values, and none is personal. */
final class DeliveryMetrics implements DispatcherListener {

  /** How often those metrics are taken that look at every owner. */
  static final long LOOK_EVERY_MS = 1_000;

  private final MetricGroup group;
  private final FailureLog log;
  private final Counter requests;
  private final Counter users;
  private final Counter retries;
  private final Counter holds;
  private final Counter unknownAnswers;
  private final Counter delivered;
  private final Counter deadLettered;
  private final Map<String, Counter> answers = new HashMap<>();
  private final Clock clock;
  private volatile long lastCheckpointAt;
  @Nullable private volatile DispatcherStatistics statistics;
  @Nullable private Dispatcher dispatcher;

  DeliveryMetrics(MetricGroup group, Clock clock) {
    this.group = group;
    this.clock = clock;
    this.lastCheckpointAt = clock.elapsedMs();
    this.log = new FailureLog(clock, this::unsettledUpdates);
    requests = JobMetric.REQUESTS.counter(group);
    users = JobMetric.USERS.counter(group);
    retries = JobMetric.RETRIES.counter(group);
    holds = JobMetric.HOLDS.counter(group);
    unknownAnswers = JobMetric.UNKNOWN_ANSWERS.counter(group);
    delivered = JobMetric.DELIVERED.counter(group);
    deadLettered = JobMetric.DEAD_LETTERED.counter(group);
  }

  /** Registers what is read from the dispatcher. */
  void watch(Dispatcher watched) {
    dispatcher = watched;
    statistics = watched.statistics();
    JobMetric.UNSETTLED_UPDATES.gauge(group, () -> statistics.unsettledUpdates());
    JobMetric.UNSETTLED_BYTES.gauge(group, () -> statistics.unsettledBytes());
    JobMetric.REQUESTS_PER_MINUTE.gauge(
        group, () -> statistics.requestsPerMinute().get(Pool.BATCHED));
    JobMetric.SINGLE_CALLS_PER_MINUTE.gauge(
        group, () -> statistics.requestsPerMinute().get(Pool.SINGLE));
    JobMetric.OLDEST_UNSETTLED_MS.gauge(group, () -> statistics.oldestUnsettledMs());
    JobMetric.USERS_FAILING_ALONE.gauge(group, () -> statistics.usersFailingAlone());
    JobMetric.LONGEST_BUDGET_SPENT_MS.gauge(group, () -> statistics.longestBudgetSpentMs());
    JobMetric.LAST_CHECKPOINT_AGE_MS.gauge(group, () -> clock.elapsedMs() - lastCheckpointAt);
    for (FailureCause cause : FailureCause.values()) {
      JobMetric.HELD_MS.gauge(group, () -> statistics.heldMs().get(cause), cause.code());
    }
  }

  /** A checkpoint is complete. */
  void checkpointCompleted() {
    lastCheckpointAt = clock.elapsedMs();
  }

  /** Takes the metrics that look at every owner; in the task's thread. */
  void look() {
    if (dispatcher != null) {
      statistics = dispatcher.statistics();
    }
  }

  private long unsettledUpdates() {
    return dispatcher == null ? 0 : dispatcher.unsettledUpdates();
  }

  @Override
  public void sent(Endpoint endpoint, int usersInIt) {
    requests.inc();
    users.inc(usersInIt);
  }

  @Override
  public void answered(Endpoint endpoint, String answer) {
    answers.computeIfAbsent(endpoint + answer, key -> answerCounter(endpoint, answer)).inc();
  }

  private Counter answerCounter(Endpoint endpoint, String answer) {
    return JobMetric.ANSWERS.counter(group, endpoint.name().toLowerCase(Locale.ROOT), answer);
  }

  @Override
  public void succeeded() {
    log.succeeded();
  }

  @Override
  public void failed(Endpoint endpoint, FailureCause cause, String detail) {
    if (cause == FailureCause.UNKNOWN_ANSWER) {
      unknownAnswers.inc();
    }
    log.failed(endpoint, cause, detail);
  }

  @Override
  public void retried() {
    retries.inc();
  }

  @Override
  public void opened(@Nullable Endpoint endpoint, FailureCause cause) {
    holds.inc();
    log.opened(endpoint, cause);
  }

  @Override
  public void closed(@Nullable Endpoint endpoint) {
    log.closed(endpoint);
  }

  @Override
  public void delivered() {
    delivered.inc();
  }

  @Override
  public void deadLettered() {
    deadLettered.inc();
  }

  @Override
  public void deletionGivenUp(Reason reason) {
    deadLettered.inc();
    log.deletionGivenUp(reason);
  }
}

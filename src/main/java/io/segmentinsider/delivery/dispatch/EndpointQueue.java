package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What waits for one endpoint: owners who are ready, batches that are to be sent again, and batches
 * that wait for the answer of a neutral call.
 */
final class EndpointQueue {

  /** When nothing waits, nothing is due. */
  static final long NEVER = CircuitBreaker.NEVER;

  private final Endpoint endpoint;
  private final RateLimiter limiter;
  private final int maxUsers;
  private final int maxBytes;
  private final long lingerMs;
  private final long longestGapMs;
  private final ReadyOwners ready = new ReadyOwners();
  private final PriorityQueue<Batch> retries =
      new PriorityQueue<>(
          Comparator.comparingLong(Batch::notBefore).thenComparingLong(Batch::place));
  private List<Forbidden> forbidden = new ArrayList<>();
  private List<Forbidden> asked = List.of();
  private boolean neutralWanted;
  private boolean neutralUnderWay;
  private int underWay;
  private boolean retryLeftLast;
  private long successes;
  private long succeedingMs;
  private long lastSuccessAt;
  private long places;

  /**
   * A batch that was refused without a reason.
   *
   * @param batch its users
   * @param trial whether it was the trial of a circuit breaker
   * @param detail the status
   */
  record Forbidden(Batch batch, boolean trial, String detail) {}

  /**
   * Nothing waits yet.
   *
   * @param limiter of this endpoint's pool
   * @param maxUsers users in one call at most
   * @param maxBytes bytes of one call at most
   * @param lingerMs how long a call waits to fill up
   * @param longestGapMs time between two successes that counts as one of successes
   */
  EndpointQueue(
      Endpoint endpoint,
      RateLimiter limiter,
      int maxUsers,
      int maxBytes,
      long lingerMs,
      long longestGapMs) {
    this.endpoint = endpoint;
    this.limiter = limiter;
    this.maxUsers = maxUsers;
    this.maxBytes = maxBytes;
    this.lingerMs = lingerMs;
    this.longestGapMs = longestGapMs;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  RateLimiter limiter() {
    return limiter;
  }

  /** Requests of this endpoint that succeeded so far. */
  long successes() {
    return successes;
  }

  /**
   * For how long requests of this endpoint succeeded so far, milliseconds: the time between two
   * successes counts up to a limit, so that an outage does not.
   */
  long succeedingMs() {
    return succeedingMs;
  }

  /** Somebody succeeded: who fails from now on fails while others succeed. */
  void succeeded(long now) {
    succeedingMs += successes == 0 ? 0 : Math.min(now - lastSuccessAt, longestGapMs);
    lastSuccessAt = now;
    successes++;
  }

  /** Adds an owner whose next update is for this endpoint and may leave. */
  void add(OwnerQueue owner, long now) {
    ready.add(owner, now);
  }

  /** Adds a batch to be sent again. */
  void retryAt(long time, Batch batch) {
    batch.waitUntil(time, places++);
    retries.add(batch);
  }

  /**
   * Adds the batch of a trial that told nothing, to be sent again. Its users come back to a batch
   * that waits, if there is room, so that trials leave batches as they were.
   */
  void takeBack(long time, Batch trial) {
    for (Batch waiting : retries) {
      if (waiting.takesBack(trial, maxUsers, maxBytes)) {
        retries.remove(waiting);
        waiting.takeBack(trial);
        retryAt(time, waiting);
        return;
      }
    }
    retryAt(time, trial);
  }

  /**
   * When the next call may leave, milliseconds; {@link #NEVER} if none waits that may.
   *
   * @param roomForRetry whether what failed before may leave
   */
  long dueAt(boolean roomForRetry, CircuitBreakers breakers) {
    if (neutralWanted && !neutralUnderWay) {
      return limiter.nextAt();
    }
    if (ready.isEmpty() && retries.isEmpty()) {
      return NEVER;
    }
    return Math.max(
        limiter.nextAt(),
        breakers.areClosed(endpoint)
            ? Math.min(readyAt(), roomForRetry ? retryAt() : NEVER)
            : trialAt(breakers));
  }

  /** A neutral call that is under way tells as much as a trial. */
  private long trialAt(CircuitBreakers breakers) {
    return neutralUnderWay ? NEVER : breakers.trialAt(endpoint);
  }

  /**
   * Sooner would make more requests of fewer users each, and who is in them has to wait for their
   * answers all the same.
   */
  private long readyAt() {
    if (ready.isEmpty()) {
      return NEVER;
    }
    if (ready.fill(maxUsers, maxBytes)) {
      return ready.since();
    }
    return ready.since()
        + (underWay == 0 ? lingerMs : DeliverySettings.LINGERS_BEHIND_A_CALL * lingerMs);
  }

  /** A call leaves. What failed before may fail again for long: nobody waits for its end. */
  void left(Call call, long now) {
    underWay += call.isRetry() ? 0 : 1;
    limiter.take(now);
  }

  /** A call was answered, or will never be. */
  void answered(Call call) {
    underWay -= call.isRetry() ? 0 : 1;
  }

  private long retryAt() {
    return retries.isEmpty() ? NEVER : retries.element().notBefore();
  }

  /** Whether something that failed before is next: new ones and those take turns. */
  boolean retryIsNext(boolean roomForRetry, long now) {
    boolean retryDue = roomForRetry && retryAt() <= now;
    return retryDue && (!retryLeftLast || readyAt() > now);
  }

  /** Takes the next batch that failed before. */
  Batch takeRetry() {
    retryLeftLast = true;
    return retries.remove();
  }

  /** Takes a batch of owners who are ready. */
  Batch takeReady(long origin) {
    retryLeftLast = false;
    return ready.form(maxUsers, maxBytes, origin);
  }

  /** Whether the next trial is of somebody who did not fail before: both kinds take turns. */
  boolean trialIsNew() {
    return !ready.isEmpty() && (retries.isEmpty() || retryLeftLast);
  }

  /** Takes one user to try alone who is ready. */
  Batch takeReadyTrial(long origin) {
    retryLeftLast = false;
    return ready.form(1, maxBytes, origin);
  }

  /**
   * Takes one user to try alone out of a batch that failed before. What a user joins is tried as it
   * is first: in an outage it is not why.
   */
  Batch takeRetryTrial() {
    Batch batch = takeRetry();
    Batch trial = batch;
    if (!batch.hasOneUser()) {
      trial = batch.takeFirst();
      retries.add(batch);
    }
    if (trial == batch || trial.first().queue().failsAlone()) {
      trial.keepFirstUpdate();
    }
    return trial;
  }

  /** Keeps a batch until a neutral call was answered that leaves from now on. */
  void askNeutral(Batch batch, boolean trial, String detail) {
    forbidden.add(new Forbidden(batch, trial, detail));
    neutralWanted = true;
  }

  /** Makes a neutral call, to learn whether anybody is let in. */
  void askNeutral() {
    neutralWanted = true;
  }

  boolean neutralIsNext() {
    return neutralWanted && !neutralUnderWay;
  }

  void neutralLeft() {
    asked = forbidden;
    forbidden = new ArrayList<>();
    neutralWanted = false;
    neutralUnderWay = true;
  }

  /** The batches that waited for the answer that just came. */
  List<Forbidden> neutralAnswered() {
    List<Forbidden> waited = asked;
    asked = List.of();
    neutralUnderWay = false;
    return waited;
  }
}

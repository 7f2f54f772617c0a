package io.segmentinsider.delivery;

import io.segmentinsider.delivery.dispatch.Clock;
import io.segmentinsider.delivery.dispatch.FailureCause;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import io.segmentinsider.record.Reason;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.annotation.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what goes wrong with delivery: one line per cause and minute, with what happens, since
 * when, how many updates wait, and what to do. A WARN if it may pass by itself, an ERROR if waiting
 * does not help.
 */
final class FailureLog {

  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
  private static final long EVERY_MS = 60_000;

  private final Clock clock;
  private final LongSupplier waiting;
  private final Map<FailureCause, Failures> failures = new EnumMap<>(FailureCause.class);
  private final Map<String, Long> heldToldAt = new HashMap<>();
  private final Set<String> untoldOpenings = new HashSet<>();
  private boolean anySinceSuccess;

  /** What was told of one cause, and what was not told yet. */
  private static final class Failures {
    private long calls;
    private long since;
    private long toldAt = Long.MIN_VALUE;
  }

  /**
   * A log of nothing yet.
   *
   * @param waiting how many updates are not settled
   */
  FailureLog(Clock clock, LongSupplier waiting) {
    this.clock = clock;
    this.waiting = waiting;
  }

  /** A call did not do what it should. */
  void failed(Endpoint endpoint, FailureCause cause, String detail) {
    anySinceSuccess = true;
    Failures told = failures.computeIfAbsent(cause, key -> new Failures());
    if (told.calls == 0) {
      told.since = clock.epochMs();
    }
    told.calls++;
    long now = clock.elapsedMs();
    if (told.toldAt == Long.MIN_VALUE || now - told.toldAt >= EVERY_MS) {
      told.toldAt = now;
      tell(endpoint, cause, detail, told);
    }
  }

  private void tell(Endpoint endpoint, FailureCause cause, String detail, Failures told) {
    String line =
        "Insider %s (%s, %s %s). Calls since %s: %d; updates that wait: %d. %s%s"
            .formatted(
                cause.what(),
                detail,
                endpoint.method(),
                endpoint.path(),
                Instant.ofEpochMilli(told.since).truncatedTo(ChronoUnit.SECONDS),
                told.calls,
                waiting.getAsLong(),
                cause.waitingHelps() ? "" : "Waiting does not help. ",
                cause.advice());
    if (cause.waitingHelps()) {
      LOG.warn(line);
    } else {
      LOG.error(line);
    }
  }

  /**
   * The deletion of a further user id of a person was given up. Told each time, as nothing else
   * tells of it; each was asked for, so they are few.
   */
  void deletionGivenUp(Reason reason) {
    LOG.error(
        "A further user id of a person who is to be forgotten was not deleted at Insider ({})."
            + " No dead letter holds it, and job/replay does not send it again. See who was to be"
            + " deleted about now, and request the deletion of the person's other user ids, each"
            + " by itself.",
        reason.code());
  }

  /** A request succeeded: what failed before is over, or is somebody's in particular. */
  void succeeded() {
    if (anySinceSuccess) {
      anySinceSuccess = false;
      failures.values().forEach(told -> told.calls = 0);
    }
  }

  /**
   * Calls are held back.
   *
   * @param endpoint which; null for all
   */
  void opened(@Nullable Endpoint endpoint, FailureCause cause) {
    long now = clock.elapsedMs();
    String held = nameOf(endpoint);
    Long toldAt = heldToldAt.get(held);
    if (toldAt == null || now - toldAt >= EVERY_MS) {
      heldToldAt.put(held, now);
      untoldOpenings.remove(held);
      LOG.warn(
          "{} held back, and one at a time tries ({}). Nothing is lost; {} updates wait.",
          held,
          cause.code(),
          waiting.getAsLong());
    } else {
      untoldOpenings.add(held);
    }
  }

  /**
   * Calls go on.
   *
   * @param endpoint which; null for all
   */
  void closed(@Nullable Endpoint endpoint) {
    String held = nameOf(endpoint);
    if (!untoldOpenings.remove(held)) {
      LOG.info("{} no longer held back.", held);
    }
  }

  private static String nameOf(@Nullable Endpoint endpoint) {
    return endpoint == null
        ? "All calls of Insider are"
        : "Calls of " + endpoint.method() + " " + endpoint.path() + " are";
  }
}

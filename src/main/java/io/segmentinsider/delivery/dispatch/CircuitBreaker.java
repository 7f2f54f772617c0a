package io.segmentinsider.delivery.dispatch;

import java.time.Duration;
import javax.annotation.Nullable;

/**
 * Holds calls back while none of them can succeed. Closed, all pass. It opens after a refusal that
 * is for everybody, or after a few failures in a row without a success between them. Open, nothing
 * passes until a wait is over; then it is half-open: one call, the trial, tries for all. If the
 * trial succeeds the breaker closes, else it waits again, longer.
 *
 * <p>Calls that left before it opened say nothing new: only the trial closes it.
 */
final class CircuitBreaker {

  /** When no trial may leave: one is under way. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int FAILURES_THAT_OPEN = 3;

  private final Backoff backoff;
  private State state = State.CLOSED;
  private int failuresInARow;
  private long firstToFail;
  private boolean severalFailed;
  private int waits;
  private long trialAt;
  private long openedAt;
  @Nullable private FailureCause cause;

  /** What passes. */
  enum State {
    /** Everything. */
    CLOSED,
    /** Nothing. */
    OPEN,
    /** One call is under way to try. */
    HALF_OPEN
  }

  /**
   * Closed.
   *
   * @param backoff between trials
   */
  CircuitBreaker(Backoff backoff) {
    this.backoff = backoff;
  }

  boolean isClosed() {
    return state == State.CLOSED;
  }

  /** Why it is not closed; null if it is. */
  @Nullable
  FailureCause cause() {
    return cause;
  }

  /** Since when it is not closed; only if it is not. */
  long openedAt() {
    return openedAt;
  }

  /** When a trial may leave: at any time if it is closed, {@link #NEVER} if one is under way. */
  long trialAt() {
    return switch (state) {
      case CLOSED -> Long.MIN_VALUE;
      case OPEN -> trialAt;
      case HALF_OPEN -> NEVER;
    };
  }

  /** A trial leaves; nothing changes if it is closed. */
  void trialLeft() {
    if (state == State.OPEN) {
      state = State.HALF_OPEN;
    }
  }

  /**
   * A call had its effect.
   *
   * @param trial whether it was the trial
   * @return whether the breaker closes
   */
  boolean succeeded(boolean trial) {
    failuresInARow = 0;
    severalFailed = false;
    if (!trial || isClosed()) {
      return false;
    }
    state = State.CLOSED;
    cause = null;
    waits = 0;
    return true;
  }

  /**
   * A call failed for a reason that may be everybody's.
   *
   * @param origin tells requests apart that have nothing in common
   * @param atLeast how long Insider asks to wait; null if it does not say
   * @return whether the breaker opens
   */
  boolean failed(
      FailureCause why, long origin, @Nullable Duration atLeast, boolean trial, long now) {
    return failed(why, origin, atLeast, trial, now, FAILURES_THAT_OPEN);
  }

  /**
   * A call was refused for what it holds, as it seems, and nobody was taken since who would show
   * that it is not everybody.
   *
   * @param origin tells requests apart that have nothing in common
   * @return whether the breaker opens
   */
  boolean contentRefused(long origin, boolean trial, long now) {
    return failed(FailureCause.CONTENT_REFUSED, origin, null, trial, now, 1);
  }

  private boolean failed(
      FailureCause why,
      long origin,
      @Nullable Duration atLeast,
      boolean trial,
      long now,
      int failuresThatOpen) {
    if (failuresInARow == 0) {
      firstToFail = origin;
    }
    severalFailed |= origin != firstToFail;
    failuresInARow++;
    if (state == State.HALF_OPEN && trial) {
      waitAgain(why, atLeast, now);
    } else if (isClosed() && failuresInARow >= failuresThatOpen) {
      open(why, now);
      waitAgain(why, atLeast, now);
      return true;
    }
    return false;
  }

  /**
   * A call was refused, as all of its kind would be.
   *
   * @return whether the breaker opens
   */
  boolean refused(FailureCause why, boolean trial, long now) {
    severalFailed = true;
    if (state == State.HALF_OPEN && trial) {
      waitAgain(why, null, now);
    } else if (isClosed()) {
      open(why, now);
      waitAgain(why, null, now);
      return true;
    }
    return false;
  }

  /** The trial told nothing; nothing changes if it was none. */
  void unclear(@Nullable Duration atLeast, boolean trial, long now) {
    if (state == State.HALF_OPEN && trial) {
      waitAgain(cause, atLeast, now);
    }
  }

  /**
   * Somebody new waits. If all that failed so far is one request, its content may be why, and the
   * newcomer can tell at once.
   */
  void newcomer(long now) {
    if (state == State.OPEN && !severalFailed) {
      trialAt = Math.min(trialAt, now);
    }
  }

  private void open(FailureCause why, long now) {
    openedAt = now;
    cause = why;
  }

  private void waitAgain(@Nullable FailureCause why, @Nullable Duration atLeast, long now) {
    state = State.OPEN;
    cause = why;
    waits++;
    trialAt = now + backoff.delayMs(waits, atLeast);
  }
}

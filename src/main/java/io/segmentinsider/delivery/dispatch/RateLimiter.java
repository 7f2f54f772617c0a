package io.segmentinsider.delivery.dispatch;

/**
 * How fast requests may leave this subtask: its share of the job's pace, spread evenly, without
 * credit for idle time. It says when the next one may leave and never blocks.
 *
 * <p>The limit may be lower at Insider than it is configured here, or be shared with others: an
 * answer that asks for less halves the pace, at most once a second and down to one request in ten
 * seconds, and each second of successes gives a twentieth of it back. After an outage the pace
 * starts at a sixteenth and doubles each second, so that whoever just came back is not met by
 * everything that waited.
 */
final class RateLimiter {

  private static final int WHOLE = 1_000;
  private static final int LEAST = 10;
  private static final long LONGEST_INTERVAL_MS = 10_000;
  private static final int STEP_UP = 50;
  private static final int AFTER_OUTAGE = WHOLE / 16;
  private static final long STEP_MS = 1_000;
  private static final double MINUTE_MS = 60_000;

  private final double requestsPerMinute;

  /** What of the configured pace is used at present, in thousandths. */
  private int share = WHOLE;

  private boolean rampsUp;
  private long changedAt;
  private double nextAt;

  /**
   * The share of one subtask.
   *
   * @param requestsPerMinute of the whole job, for this kind of call
   * @param parallelism subtasks that share it
   * @param now milliseconds
   */
  RateLimiter(double requestsPerMinute, int parallelism, long now) {
    this.requestsPerMinute = requestsPerMinute / parallelism;
    this.changedAt = now;
    this.nextAt = now;
  }

  /** When the next request may leave, milliseconds; it may be in the past. */
  long nextAt() {
    return (long) nextAt;
  }

  /** A request leaves. One that is a little late does not make the next one late. */
  void take(long now) {
    double interval = MINUTE_MS / requestsPerMinute();
    nextAt = (now - nextAt < interval ? nextAt : now) + interval;
  }

  /** Insider asked to be left alone for a while. */
  void pauseUntil(long time) {
    nextAt = Math.max(nextAt, (double) time);
  }

  /** Insider asked for fewer requests. */
  void tooMany(long now) {
    if (mayChange(now)) {
      rampsUp = false;
      use(Math.max(Math.max(LEAST, shareFor(LONGEST_INTERVAL_MS)), share / 2), now);
    }
  }

  /** A request succeeded. */
  void succeeded(long now) {
    if (share < WHOLE && mayChange(now)) {
      use(Math.min(WHOLE, rampsUp ? share * 2 : share + STEP_UP), now);
    }
  }

  /** Requests succeed again after a time in which none did. */
  void recovered(long now) {
    rampsUp = true;
    use(Math.min(share, Math.max(AFTER_OUTAGE, shareFor(STEP_MS))), now);
  }

  /** The share with which a request leaves once in so many milliseconds. */
  private int shareFor(long intervalMs) {
    return (int) Math.min(WHOLE, Math.ceil(MINUTE_MS / intervalMs * WHOLE / requestsPerMinute));
  }

  /** Requests a minute that this subtask makes at most at present. */
  double requestsPerMinute() {
    return requestsPerMinute * share / WHOLE;
  }

  private boolean mayChange(long now) {
    return now - changedAt >= STEP_MS;
  }

  private void use(int newShare, long now) {
    share = newShare;
    changedAt = now;
  }
}

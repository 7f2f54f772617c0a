package io.segmentinsider.sandbox;

import io.segmentinsider.sandbox.SandboxSettings.RateWindow;
import java.util.function.LongSupplier;

/** Lets so many calls through in a minute. For one thread. */
final class RateLimit {

  private static final long MINUTE = 60_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private final RateWindow window;
  private final int perMinute;
  private final LongSupplier nanoClock;
  private final long[] passed;
  private int next;
  private int held;
  private long freeAt;

  RateLimit(RateWindow window, int perMinute, LongSupplier nanoClock) {
    this.window = window;
    this.perMinute = perMinute;
    this.nanoClock = nanoClock;
    this.passed = new long[window == RateWindow.SLIDING ? perMinute : 0];
    this.freeAt = nanoClock.getAsLong();
  }

  /**
   * Takes a call.
   *
   * @return 0 if it passes; else after how many nanoseconds one would
   */
  long take() {
    long now = nanoClock.getAsLong();
    return window == RateWindow.SLIDING ? slide(now) : spread(now);
  }

  /** Remembers as many calls as may pass: the oldest of them must be a minute ago. */
  private long slide(long now) {
    if (held == perMinute) {
      long wait = passed[next] + MINUTE - now;
      if (wait > 0) {
        return wait;
      }
    } else {
      held++;
    }
    passed[next] = now;
    next = (next + 1) % perMinute;
    return 0;
  }

  /** Each call uses up its share of the time; at most a second's share can be saved up. */
  private long spread(long now) {
    long start = Math.max(freeAt, now - SECOND);
    if (start > now) {
      return start - now;
    }
    freeAt = start + MINUTE / perMinute;
    return 0;
  }
}

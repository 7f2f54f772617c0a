package io.segmentinsider.lab.bench;

import io.segmentinsider.lab.publish.Pace;
import java.util.concurrent.locks.LockSupport;

/** So many events a second, so many in all, and something to do when half of them are out. */
final class HalvedPace implements Pace {

  private static final long WORTH_WAITING_NANOS = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int perSecond;
  private final long events;
  private final Runnable atHalf;
  private long given;
  private long sinceStart;
  private long start = System.nanoTime();

  HalvedPace(int perSecond, long events, Runnable atHalf) {
    this.perSecond = perSecond;
    this.events = events;
    this.atHalf = atHalf;
  }

  @Override
  public boolean next() {
    if (given == events) {
      return false;
    }
    if (given == events / 2) {
      atHalf.run();
      // What that took is not made up for: it would be a burst.
      start = System.nanoTime();
      sinceStart = 0;
    }
    given++;
    long due = start + sinceStart++ * NANOS_PER_SECOND / perSecond;
    long wait = due - System.nanoTime();
    while (wait > WORTH_WAITING_NANOS) {
      LockSupport.parkNanos(wait);
      wait = due - System.nanoTime();
    }
    return true;
  }
}

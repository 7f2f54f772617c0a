package io.segmentinsider.delivery.simulation;

import io.segmentinsider.delivery.dispatch.Clock;
import java.util.PriorityQueue;

/** A clock that goes from one thing to do to the next, without waiting. */
final class VirtualTime implements Clock {

  /** Epoch milliseconds of its beginning. */
  static final long EPOCH = 1_790_000_000_000L;

  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long now;
  private long planned;

  private record Task(long time, long order, Runnable action) implements Comparable<Task> {

    @Override
    public int compareTo(Task other) {
      int byTime = Long.compare(time, other.time);
      return byTime == 0 ? Long.compare(order, other.order) : byTime;
    }
  }

  @Override
  public long elapsedMs() {
    return now;
  }

  @Override
  public long epochMs() {
    return EPOCH + now;
  }

  /** Does something at that time; what is planned first for one time is done first. */
  void at(long time, Runnable action) {
    tasks.add(new Task(Math.max(now, time), planned++, action));
  }

  void after(long delay, Runnable action) {
    at(now + delay, action);
  }

  /** Does the next thing; only if there is one. */
  void next() {
    Task task = tasks.remove();
    now = task.time();
    task.action().run();
  }

  /** When there is something to do next; {@link Long#MAX_VALUE} if never. */
  long nextAt() {
    return tasks.isEmpty() ? Long.MAX_VALUE : tasks.element().time();
  }
}

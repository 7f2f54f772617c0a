package io.segmentinsider.lab.demo;

import io.segmentinsider.lab.report.Effort;
import io.segmentinsider.lab.report.Load;
import io.segmentinsider.lab.report.SecondHalf;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * Measures what a run takes, and what it takes from the first checkpoint on that half of the events
 * are behind, and not more than three quarters: a shorter rest would tell little. For one thread.
 */
final class EffortWatch {

  private static final String VIRTUAL_MACHINE = "garbage collection and compilation";

  private record Mark(long events, long atNanos, long processNanos, Map<Part, Long> byPart) {}

  private final long events;
  private final ProcessorTime processorTime = new ProcessorTime();
  private final Mark start;
  @Nullable private Mark halfway;

  /**
   * Begins to measure.
   *
   * @param events how many there are to read
   */
  EffortWatch(long events) {
    this.events = events;
    this.start = mark(0);
  }

  /**
   * To be called often.
   *
   * @param read records behind a completed checkpoint
   */
  void at(long read) {
    processorTime.look();
    boolean isHalfway = 2 * read >= events && 4 * read <= 3 * events;
    if (halfway == null && isHalfway) {
      halfway = mark(read);
    }
  }

  /**
   * To be called when all events are read.
   *
   * @param load what the run put on the job
   */
  Effort end(Load load) {
    processorTime.look();
    Mark end = mark(events);
    return new Effort(
        Duration.ofNanos(end.atNanos() - start.atNanos()),
        Duration.ofNanos(end.processNanos() - start.processNanos()),
        halfway == null ? null : between(halfway, end),
        load);
  }

  private Mark mark(long read) {
    return new Mark(read, System.nanoTime(), processorTime.ofProcess(), processorTime.byPart());
  }

  private static SecondHalf between(Mark from, Mark to) {
    long events = to.events() - from.events();
    Map<String, Double> byPart = new LinkedHashMap<>();
    long ofThreads = 0;
    for (Map.Entry<Part, Long> part : to.byPart().entrySet()) {
      long nanos = part.getValue() - from.byPart().getOrDefault(part.getKey(), 0L);
      ofThreads += nanos;
      byPart.put(part.getKey().label(), micros(nanos, events));
    }
    long ofProcess = to.processNanos() - from.processNanos();
    byPart.put(VIRTUAL_MACHINE, micros(Math.max(0, ofProcess - ofThreads), events));
    return new SecondHalf(
        events,
        Math.round(events * 1e9 / (to.atNanos() - from.atNanos())),
        micros(ofProcess, events),
        byPart);
  }

  private static double micros(long nanos, long events) {
    return Math.round(nanos / 100.0 / events) / 10.0;
  }
}

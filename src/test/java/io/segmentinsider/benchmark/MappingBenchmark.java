package io.segmentinsider.benchmark;

import io.segmentinsider.mapping.MappingResult;
import io.segmentinsider.segment.SegmentEvent;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One parsed event to the bytes of its updates, for each mapping of the default preset. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 1)
public class MappingBenchmark {

  /** The mapping whose events are mapped. */
  @Param({
    "Identify",
    "Product List Viewed",
    "Product Viewed",
    "Product Added",
    "Product Removed",
    "Cart Viewed",
    "Checkout",
    "Order Completed",
    "User Registered",
    "Track",
    "Page",
    "Screen",
    "Group",
    "Alias"
  })
  public String mapping = "Track";

  private ParsedDay day;
  private SegmentEvent[] events;
  private int next;

  @Setup
  public void read() {
    day = ParsedDay.under("default");
    events = day.eventsOf(mapping);
  }

  /** Mapping alone. */
  @Benchmark
  public MappingResult map() {
    next = next + 1 == events.length ? 0 : next + 1;
    return day.mapper().map(events[next]);
  }
}

package io.segmentinsider.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.mapping.MappingResult;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import java.io.IOException;
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

/** One event of the bundled day, in its order: from Kafka's bytes to the bytes of its updates. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 2)
public class CorpusBenchmark {

  /** A mapping that comes with the job. */
  @Param({"default", "segment-actions"})
  public String preset = "default";

  private final ObjectMapper jackson = new ObjectMapper();
  private ParsedDay day;
  private int next;

  @Setup
  public void read() {
    day = ParsedDay.under(preset);
  }

  private RawRecord nextRecord() {
    next = next + 1 == day.records().length ? 0 : next + 1;
    return day.records()[next];
  }

  /** The yardstick: the same bytes as a tree of Jackson's. Text that is no JSON counts too. */
  @Benchmark
  public Object jacksonTree() {
    try {
      return jackson.readTree(nextRecord().value());
    } catch (IOException e) {
      return e;
    }
  }

  /** Parsing alone. */
  @Benchmark
  public Object parse() {
    return day.parser().parse(nextRecord()).get(0);
  }

  /** Parsing and mapping. */
  @Benchmark
  public Object parseAndMap() {
    EventParser.Result result = day.parser().parse(nextRecord()).get(0);
    return result instanceof EventParser.Result.Parsed parsed
        ? day.mapper().map(parsed.event())
        : MappingResult.UNMATCHED;
  }
}

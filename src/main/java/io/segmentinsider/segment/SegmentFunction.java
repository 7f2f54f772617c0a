package io.segmentinsider.segment;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.JobMetric;
import io.segmentinsider.record.Repair;
import java.io.Serializable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Parses each record, and refuses what is no event with its bytes and its origin. */
public final class SegmentFunction extends ProcessFunction<RawRecord, SegmentEvent>
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private final SourceSettings limits;
  private final OutputTag<DeadLetter> deadLetters;

  private transient EventParser parser;
  private transient Counter refused;
  private transient Counter clocksAhead;

  /**
   * The stage.
   *
   * @param limits size and depth of an event
   * @param deadLetters where refused records go
   */
  public SegmentFunction(SourceSettings limits, OutputTag<DeadLetter> deadLetters) {
    this.limits = limits;
    this.deadLetters = deadLetters;
  }

  @Override
  public void open(OpenContext context) {
    parser = new EventParser(limits);
    refused = JobMetric.RECORDS_REFUSED.counter(getRuntimeContext().getMetricGroup());
    clocksAhead = JobMetric.CLOCKS_AHEAD.counter(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(RawRecord record, Context context, Collector<SegmentEvent> out) {
    for (EventParser.Result result : parser.parse(record)) {
      if (result instanceof EventParser.Result.Parsed parsed) {
        if (parsed.event().repairs().has(Repair.Kind.CLOCK_AHEAD)) {
          clocksAhead.inc();
        }
        out.collect(parsed.event());
      } else if (result instanceof EventParser.Result.Refused refusal) {
        refused.inc();
        context.output(deadLetters, refusal.deadLetter());
      }
    }
  }
}

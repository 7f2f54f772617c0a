package io.segmentinsider.mapping;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.SegmentEvent;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Maps each event with the mappings that match it. */
public final class MappingFunction extends ProcessFunction<SegmentEvent, Update> {

  private static final long serialVersionUID = 1L;

  private final MapperFactory factory;
  private final OutputTag<Receipt> receipts;
  private final OutputTag<DeadLetter> deadLetters;

  private transient Mapper mapper;
  private transient Counter updates;
  private transient UnmatchedCounters unmatched;
  private transient Counter refused;
  private transient Map<Repair.Kind, Counter> repairs;

  /**
   * The stage.
   *
   * @param factory makes the mapper where it runs
   * @param receipts where the receipts of unmatched events go
   * @param deadLetters where dead letters go
   */
  public MappingFunction(
      MapperFactory factory, OutputTag<Receipt> receipts, OutputTag<DeadLetter> deadLetters) {
    this.factory = factory;
    this.receipts = receipts;
    this.deadLetters = deadLetters;
  }

  @Override
  public void open(OpenContext context) {
    mapper = factory.mapper();
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    updates = metrics.counter("updates");
    unmatched = new UnmatchedCounters(metrics);
    refused = metrics.counter("refused");
    repairs = new EnumMap<>(Repair.Kind.class);
    for (Repair.Kind kind : Repair.Kind.values()) {
      repairs.put(kind, metrics.addGroup("repair", kind.code()).counter("repairs"));
    }
  }

  @Override
  public void processElement(SegmentEvent event, Context context, Collector<Update> out) {
    MappingResult result = mapper.map(event);
    for (DeadLetter letter : result.deadLetters()) {
      refused.inc();
      context.output(deadLetters, letter);
    }
    for (Update update : result.updates()) {
      updates.inc();
      out.collect(update);
    }
    for (Repair repair : result.repairs()) {
      repairs.get(repair.kind()).inc();
    }
    if (result.unmatched()) {
      unmatched.count(event);
      context.output(
          receipts,
          Receipt.withoutRequest(
              event.source(), event.messageId(), null, Receipt.Status.UNMATCHED));
    }
  }
}

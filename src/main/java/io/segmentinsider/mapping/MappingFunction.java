package io.segmentinsider.mapping;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.SegmentEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
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
  private transient Counter unmatched;
  private transient Counter refused;
  private transient Counter repairs;

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
    updates = getRuntimeContext().getMetricGroup().counter("updates");
    unmatched = getRuntimeContext().getMetricGroup().counter("unmatched");
    refused = getRuntimeContext().getMetricGroup().counter("refused");
    repairs = getRuntimeContext().getMetricGroup().counter("repairs");
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
    repairs.inc(result.repairs().size());
    if (result.unmatched()) {
      unmatched.inc();
      context.output(
          receipts,
          Receipt.withoutRequest(
              event.source(), event.messageId(), null, Receipt.Status.UNMATCHED));
    }
  }
}

package io.segmentinsider.mapping;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.JobMetric;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.ValueTypeInformation;
import io.segmentinsider.segment.SegmentEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Maps each event with the mappings that match it. */
public final class MappingFunction extends ProcessFunction<SegmentEvent, Update>
    implements CheckpointedFunction {

  private static final long serialVersionUID = 1L;

  private final MapperFactory factory;
  private final OutputTag<Receipt> receipts;
  private final OutputTag<DeadLetter> deadLetters;

  private transient ListState<KnownName> knownNamesState;
  private transient List<KnownName> restoredNames;
  private transient AdmittedNames knownNames;
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
  public void initializeState(FunctionInitializationContext context) throws Exception {
    knownNamesState =
        context
            .getOperatorStateStore()
            .getUnionListState(
                new ListStateDescriptor<>(
                    "known-names", new ValueTypeInformation<>(new KnownNameFormat())));
    restoredNames = new ArrayList<>();
    for (KnownName name : knownNamesState.get()) {
      restoredNames.add(name);
    }
  }

  @Override
  public void open(OpenContext context) {
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    knownNames =
        new AdmittedNames(
            factory.maxNewNames(),
            new JobWideRegistry(getRuntimeContext()),
            new NewNameLog(metrics));
    mapper = factory.mapper(knownNames);
    mapper.ownNames().forEach(knownNames::know);
    restoredNames.forEach(knownNames::know);
    updates = JobMetric.UPDATES.counter(metrics);
    unmatched = new UnmatchedCounters(metrics);
    refused = JobMetric.EVENTS_REFUSED.counter(metrics);
    repairs = new EnumMap<>(Repair.Kind.class);
    for (Repair.Kind kind : Repair.Kind.values()) {
      repairs.put(kind, JobMetric.REPAIRS.counter(metrics, kind.code()));
    }
  }

  /** Every task restores the names of all; one of them keeps what all have restored. */
  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    boolean keepsAll = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    knownNamesState.update(keepsAll ? knownNames.all() : knownNames.learned());
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
              event.origin(), event.messageId(), null, Receipt.Status.UNMATCHED));
    }
  }
}

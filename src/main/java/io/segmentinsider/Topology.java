package io.segmentinsider;

import io.segmentinsider.delivery.DeliveryOperatorFactory;
import io.segmentinsider.delivery.ShadowCall;
import io.segmentinsider.delivery.ShadowCallFormat;
import io.segmentinsider.delivery.ShadowFunction;
import io.segmentinsider.delivery.dispatch.UpsertReply;
import io.segmentinsider.delivery.dispatch.UpsertRequest;
import io.segmentinsider.identity.FirstUserIdFunction;
import io.segmentinsider.identity.IdentityFunction;
import io.segmentinsider.identity.LinkAudit;
import io.segmentinsider.identity.LinkChange;
import io.segmentinsider.identity.LinkChangeFormat;
import io.segmentinsider.identity.Rung;
import io.segmentinsider.identity.UserAliasFunction;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.mapping.MappingFunction;
import io.segmentinsider.outcome.OutcomeSettings;
import io.segmentinsider.profile.Erasure;
import io.segmentinsider.profile.ErasureFormat;
import io.segmentinsider.profile.ProfileFunction;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.ValueTypeInformation;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.SegmentEvent;
import io.segmentinsider.segment.SegmentEventFormat;
import io.segmentinsider.segment.SegmentFunction;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.async.AsyncFunction;
import org.apache.flink.util.OutputTag;

/** The whole flow, top to bottom: every operator of the job is wired here and nowhere else. */
public final class Topology {

  private static final OutputTag<Receipt> RECEIPTS =
      new OutputTag<>("receipts", RecordTypes.RECEIPT);
  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", RecordTypes.DEAD_LETTER);

  private static final OutputTag<Erasure> ERASURES =
      new OutputTag<>("erasures", new ValueTypeInformation<>(new ErasureFormat()));

  private static final OutputTag<LinkChange> LINK_CHANGES =
      new OutputTag<>("link-changes", new ValueTypeInformation<>(new LinkChangeFormat()));

  private static final OutputTag<ShadowCall> SHADOW_CALLS =
      new OutputTag<>("shadow-calls", new ValueTypeInformation<>(new ShadowCallFormat()));

  private Topology() {}

  /**
   * The outside doors: Kafka and Insider in production, bounded fakes in tests.
   *
   * @param events where Segment events come from
   * @param insider makes one upsert call
   * @param receipts where receipts go
   * @param deadLetters where dead letters go
   * @param control the way back for whom to forget; null if there is none
   * @param linkChanges where changes of links go; null if {@code identity.audit} is off
   * @param shadow where calls go that are not made; null if they are made
   */
  public record Ports(
      Source<RawRecord, ?, ?> events,
      AsyncFunction<UpsertRequest, UpsertReply> insider,
      Sink<Receipt> receipts,
      Sink<DeadLetter> deadLetters,
      @Nullable Control control,
      @Nullable Sink<LinkChange> linkChanges,
      @Nullable Shadow shadow) {}

  /**
   * Where calls go that are not made.
   *
   * @param sink writes them
   * @param maxRecordBytes key and value of one call at most; a larger one goes in parts
   */
  public record Shadow(Sink<ShadowCall> sink, int maxRecordBytes) {}

  /**
   * The way back from delivery to the ladder.
   *
   * @param source reads erasures
   * @param sink writes them
   */
  public record Control(Source<Erasure, ?, ?> source, Sink<Erasure> sink) {}

  /** Wires the job. */
  public static void wire(
      StreamExecutionEnvironment env, JobSettings settings, MapperFactory mapper, Ports ports) {

    // 1 segment: bytes become events; what can't be read is refused with its bytes and its origin
    SingleOutputStreamOperator<SegmentEvent> events =
        env.fromSource(
                ports.events(), WatermarkStrategy.noWatermarks(), OperatorId.SEGMENT_SOURCE.uid())
            .uid(OperatorId.SEGMENT_SOURCE.uid())
            .process(new SegmentFunction(settings.source(), DEAD_LETTERS))
            .returns(SegmentEventFormat.TYPE)
            .name(OperatorId.SEGMENT.uid())
            .uid(OperatorId.SEGMENT.uid());

    // 2 mapping: events become updates, one per mapping that matches
    SingleOutputStreamOperator<Update> updates =
        events
            .process(new MappingFunction(mapper, RECEIPTS, DEAD_LETTERS))
            .returns(RecordTypes.UPDATE)
            .name(OperatorId.MAPPING.uid())
            .uid(OperatorId.MAPPING.uid());

    // 3 identity: one rung per identifier, weakest first; repeats end at the first
    OutcomeSettings.Audit auditing = settings.outcome().audit();
    LinkAudit audit = auditing == null ? null : new LinkAudit(auditing.saltFile(), LINK_CHANGES);
    List<SingleOutputStreamOperator<Update>> rungs = new ArrayList<>();
    DataStream<Update> climbing = updates;
    if (ports.control() != null) {
      climbing = climbing.union(erasures(env, ports.control().source()));
    }
    for (Rung rung : Rung.ladder(settings.identity(), mapper.customIdentifiers())) {
      String uid = OperatorId.identityUid(rung.name());
      SingleOutputStreamOperator<Update> climbed =
          climbing
              .keyBy(rung::keyOf, RecordTypes.KEY)
              .process(new IdentityFunction(rung, settings.identity(), RECEIPTS, audit))
              .returns(RecordTypes.UPDATE)
              .name(uid)
              .uid(uid);
      rungs.add(climbed);
      climbing = climbed;
    }

    if (!settings.mapping().rules().trustedTopics().isEmpty()) {
      climbing = underFirstUserIds(climbing, rungs, settings);
    }

    // 4 profile: consent, newest wins, nothing sent twice for nothing
    SingleOutputStreamOperator<Update> profiled =
        climbing
            .keyBy(Update::owner, RecordTypes.KEY)
            .process(
                new ProfileFunction(
                    settings.profile(),
                    settings.identity(),
                    settings.sentUnder(mapper.version()),
                    RECEIPTS,
                    audit))
            .returns(RecordTypes.UPDATE)
            .name(OperatorId.PROFILE.uid())
            .uid(OperatorId.PROFILE.uid());

    // 5 delivery: in order per owner, paced and retried until every update has ended
    SingleOutputStreamOperator<Receipt> delivered =
        ports.shadow() == null
            ? deliver(profiled, settings, mapper, ports)
            : shadow(profiled, settings, mapper, ports.shadow());

    // 6 outcome: a receipt or a dead letter for everything
    DataStream<Receipt> receipts = delivered.union(updates.getSideOutput(RECEIPTS));
    for (SingleOutputStreamOperator<Update> rung : rungs) {
      receipts = receipts.union(rung.getSideOutput(RECEIPTS));
    }
    receipts
        .union(profiled.getSideOutput(RECEIPTS))
        .sinkTo(ports.receipts())
        .name(OperatorId.RECEIPTS.uid())
        .uid(OperatorId.RECEIPTS.uid());
    if (ports.control() != null) {
      delivered
          .getSideOutput(ERASURES)
          .sinkTo(ports.control().sink())
          .name(OperatorId.ERASURES.uid())
          .uid(OperatorId.ERASURES.uid());
    }
    if (ports.linkChanges() != null) {
      DataStream<LinkChange> changes = profiled.getSideOutput(LINK_CHANGES);
      for (SingleOutputStreamOperator<Update> rung : rungs) {
        changes = changes.union(rung.getSideOutput(LINK_CHANGES));
      }
      changes.sinkTo(ports.linkChanges()).name(OperatorId.AUDIT.uid()).uid(OperatorId.AUDIT.uid());
    }
    events
        .getSideOutput(DEAD_LETTERS)
        .union(updates.getSideOutput(DEAD_LETTERS), delivered.getSideOutput(DEAD_LETTERS))
        .sinkTo(ports.deadLetters())
        .name(OperatorId.DEAD_LETTERS.uid())
        .uid(OperatorId.DEAD_LETTERS.uid());
  }

  /**
   * Without a topic that is trusted with changes, deletions and suppressions of user ids there are
   * none, and nothing to look up. What asks for them goes the short way from the first rung, so
   * that it comes before what its person does next.
   */
  private static DataStream<Update> underFirstUserIds(
      DataStream<Update> climbed,
      List<SingleOutputStreamOperator<Update>> rungs,
      JobSettings settings) {
    SingleOutputStreamOperator<Update> decided =
        rungs
            .get(0)
            .getSideOutput(IdentityFunction.USER_REQUESTS)
            .keyBy(UserAliasFunction::keyOf, RecordTypes.KEY)
            .process(
                new UserAliasFunction(
                    settings.identity().maxIdentifiers(), settings.profile().ttl(), RECEIPTS))
            .returns(RecordTypes.UPDATE)
            .name(OperatorId.USER_ALIASES.uid())
            .uid(OperatorId.USER_ALIASES.uid());
    rungs.add(decided);
    DataStream<Update> ofUsers =
        climbed
            .filter(FirstUserIdFunction::isFor)
            .name(OperatorId.OF_USERS.uid())
            .uid(OperatorId.OF_USERS.uid());
    DataStream<Update> ofOthers =
        climbed
            .filter(update -> !FirstUserIdFunction.isFor(update))
            .name(OperatorId.OF_OTHERS.uid())
            .uid(OperatorId.OF_OTHERS.uid());
    return ofUsers
        .union(decided)
        .keyBy(FirstUserIdFunction::keyOf, RecordTypes.KEY)
        .process(new FirstUserIdFunction(settings.profile().ttl()))
        .returns(RecordTypes.UPDATE)
        .name(OperatorId.FIRST_USER_IDS.uid())
        .uid(OperatorId.FIRST_USER_IDS.uid())
        .union(ofOthers);
  }

  private static SingleOutputStreamOperator<Receipt> deliver(
      DataStream<Update> profiled, JobSettings settings, MapperFactory mapper, Ports ports) {
    return DataStreamUtils.reinterpretAsKeyedStream(profiled, Update::owner, RecordTypes.KEY)
        .transform(
            OperatorId.DELIVERY.uid(),
            RecordTypes.RECEIPT,
            new DeliveryOperatorFactory(
                ports.insider(), settings.delivery(), mapper.platform(), DEAD_LETTERS, ERASURES))
        .name(OperatorId.DELIVERY.uid())
        .uid(OperatorId.DELIVERY.uid());
  }

  /** Another uid than delivery's: a job with unsettled updates can't go on in the shadow. */
  private static SingleOutputStreamOperator<Receipt> shadow(
      DataStream<Update> profiled, JobSettings settings, MapperFactory mapper, Shadow shadow) {
    SingleOutputStreamOperator<Receipt> shadowed =
        profiled
            .process(
                new ShadowFunction(
                    new ShadowFunction.Limits(
                        settings.delivery().maxBodyBytes(), shadow.maxRecordBytes()),
                    mapper.platform(),
                    SHADOW_CALLS,
                    DEAD_LETTERS))
            .returns(RecordTypes.RECEIPT)
            .name(OperatorId.SHADOW.uid())
            .uid(OperatorId.SHADOW.uid());
    shadowed
        .getSideOutput(SHADOW_CALLS)
        .sinkTo(shadow.sink())
        .name(OperatorId.SHADOW_CALLS.uid())
        .uid(OperatorId.SHADOW_CALLS.uid());
    return shadowed;
  }

  private static DataStream<Update> erasures(
      StreamExecutionEnvironment env, Source<Erasure, ?, ?> source) {
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), OperatorId.CONTROL_SOURCE.uid())
        .uid(OperatorId.CONTROL_SOURCE.uid())
        .map(Erasure::toUpdate)
        .returns(RecordTypes.UPDATE)
        .name(OperatorId.CONTROL.uid())
        .uid(OperatorId.CONTROL.uid());
  }
}

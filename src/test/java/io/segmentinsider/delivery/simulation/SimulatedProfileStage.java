package io.segmentinsider.delivery.simulation;

import io.segmentinsider.identity.IdentityOptions.Conflicts;
import io.segmentinsider.identity.IdentityOptions.Stitching;
import io.segmentinsider.identity.IdentitySettings;
import io.segmentinsider.profile.ProfileFunction;
import io.segmentinsider.profile.ProfileSettings;
import io.segmentinsider.profile.SentUnder;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Update;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.api.common.functions.util.RuntimeUDFContext;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * The profile stage of one task as Flink would run it, without Flink's harness, which takes longer
 * to set up than a history takes. State lies in bytes, as in RocksDB. Nothing here lives for as
 * long as a record is kept, so timers never fire.
 */
final class SimulatedProfileStage {

  private static final OutputTag<Receipt> RECEIPTS =
      new OutputTag<>("receipts", RecordTypes.RECEIPT);

  private static final IdentitySettings IDENTITY =
      new IdentitySettings(
          true,
          true,
          Stitching.LAST_KNOWN,
          Conflicts.PROTECT,
          Duration.ofHours(24),
          Duration.ofDays(30),
          3,
          Duration.ofDays(30),
          100,
          100_000,
          false);

  private final ProfileFunction function;
  private final VirtualTime time;
  private final Map<String, byte[]> state;
  private final Consumer<Update> sent;
  private final Consumer<Receipt> ended;
  private String owner = "";

  /**
   * A stage that goes on from a checkpoint.
   *
   * @param restoredCheckpoint its number; 0 if there is none
   * @param restored the records of owners in it
   * @param sent gets what is to be delivered
   * @param ended gets the receipts of what is not
   */
  SimulatedProfileStage(
      ProfileSettings settings,
      VirtualTime time,
      long restoredCheckpoint,
      Map<String, byte[]> restored,
      Consumer<Update> sent,
      Consumer<Receipt> ended) {
    this.function =
        new ProfileFunction(
            settings, IDENTITY, new SentUnder("http://127.0.0.1:1", "shop", 1, 0), RECEIPTS, null);
    this.time = time;
    this.state = new HashMap<>(restored);
    this.sent = sent;
    this.ended = ended;
    function.setRuntimeContext(new StateByOwner());
    function.initializeState(new Restored(restoredCheckpoint));
    function.open(DefaultOpenContext.INSTANCE);
  }

  /** Takes an update; what becomes of it is told before this returns. */
  void process(Update update) {
    owner = update.owner();
    try {
      function.processElement(update, new Told(function), new Sent());
    } catch (Exception e) {
      throw new IllegalStateException("the profile stage fails", e);
    }
  }

  /** Its part of a checkpoint, which is complete at once. */
  void checkpoint(long id, Map<String, byte[]> records) {
    function.snapshotState(new Begun(id, time.epochMs()));
    records.putAll(state);
    function.notifyCheckpointComplete(id);
  }

  private record Begun(long checkpointId, long timestamp) implements FunctionSnapshotContext {

    @Override
    public long getCheckpointId() {
      return checkpointId;
    }

    @Override
    public long getCheckpointTimestamp() {
      return timestamp;
    }
  }

  private record Restored(long checkpointId) implements FunctionInitializationContext {

    @Override
    public OptionalLong getRestoredCheckpointId() {
      return checkpointId == 0 ? OptionalLong.empty() : OptionalLong.of(checkpointId);
    }

    @Override
    public OperatorStateStore getOperatorStateStore() {
      throw new UnsupportedOperationException("the stage has no such state");
    }

    @Override
    public KeyedStateStore getKeyedStateStore() {
      throw new UnsupportedOperationException("the stage asks its context");
    }
  }

  private final class StateByOwner extends RuntimeUDFContext {

    private StateByOwner() {
      super(
          new TaskInfoImpl("profile", 128, 0, 1, 0),
          SimulatedProfileStage.class.getClassLoader(),
          new ExecutionConfig(),
          Map.of(),
          Map.of(),
          UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup());
    }

    @Override
    public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
      descriptor.initializeSerializerUnlessSet(new ExecutionConfig());
      return new Value<>(descriptor.getSerializer());
    }
  }

  private final class Value<T> implements ValueState<T> {

    private final TypeSerializer<T> serializer;

    private Value(TypeSerializer<T> serializer) {
      this.serializer = serializer;
    }

    @Override
    public T value() throws IOException {
      byte[] bytes = state.get(owner);
      return bytes == null ? null : serializer.deserialize(new DataInputDeserializer(bytes));
    }

    @Override
    public void update(T value) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(256);
      serializer.serialize(value, out);
      state.put(owner, out.getCopyOfBuffer());
    }

    @Override
    public void clear() {
      state.remove(owner);
    }
  }

  private final class Sent implements Collector<Update> {

    @Override
    public void collect(Update update) {
      sent.accept(update);
    }

    @Override
    public void close() {}
  }

  private final class Told extends KeyedProcessFunction<String, Update, Update>.Context {

    private Told(KeyedProcessFunction<String, Update, Update> function) {
      function.super();
    }

    @Override
    public Long timestamp() {
      return null;
    }

    @Override
    public TimerService timerService() {
      return new NoTimers();
    }

    @Override
    public <X> void output(OutputTag<X> tag, X value) {
      ended.accept((Receipt) value);
    }

    @Override
    public String getCurrentKey() {
      return owner;
    }
  }

  private final class NoTimers implements TimerService {

    @Override
    public long currentProcessingTime() {
      return time.epochMs();
    }

    @Override
    public long currentWatermark() {
      return Long.MIN_VALUE;
    }

    @Override
    public void registerProcessingTimeTimer(long timestamp) {}

    @Override
    public void registerEventTimeTimer(long timestamp) {}

    @Override
    public void deleteProcessingTimeTimer(long timestamp) {}

    @Override
    public void deleteEventTimeTimer(long timestamp) {}
  }
}

package io.segmentinsider.benchmark;

import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import io.segmentinsider.identity.FirstUserIdFunction;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.profile.ProfileFunction;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UpdateFormat;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
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

/**
 * One update of the bundled day, in its order: read as it comes from the task before, through the
 * profile stage with state on the heap, to the bytes of its user object.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 5, time = 2)
public class ProfileBenchmark {

  private static final OutputTag<Receipt> RECEIPTS =
      new OutputTag<>("receipts", RecordTypes.RECEIPT);

  /** A mapping that comes with the job. */
  @Param({"default", "segment-actions"})
  public String preset = "default";

  private final UpdateFormat format = new UpdateFormat();
  private final UserObjectWriter writer = new UserObjectWriter();
  private final List<byte[]> updates = new ArrayList<>();
  private KeyedOneInputStreamOperatorTestHarness<String, Update, Update> profile;
  private KeyedOneInputStreamOperatorTestHarness<String, Update, Update> firstUserIds;
  private int next;

  @Setup
  public void open() throws Exception {
    JobSettings settings = TestSettings.with("mapping.preset", preset);
    read(ParsedDay.under(preset));
    profile =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new ProfileFunction(
                    settings.profile(),
                    settings.identity(),
                    settings.sentUnder(MapperFactory.of(settings.mapping()).version()),
                    RECEIPTS,
                    null)),
            Update::owner,
            RecordTypes.KEY);
    profile.open();
    firstUserIds =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new FirstUserIdFunction(settings.profile().ttl())),
            FirstUserIdFunction::keyOf,
            RecordTypes.KEY);
    firstUserIds.open();
  }

  private void read(ParsedDay day) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1 << 10);
    for (RawRecord rawRecord : day.records()) {
      if (day.parser().parse(rawRecord).get(0) instanceof EventParser.Result.Parsed parsed) {
        for (Update update : day.mapper().map(parsed.event()).updates()) {
          out.clear();
          format.write(update, out);
          updates.add(out.getCopyOfBuffer());
        }
      }
    }
  }

  /** From one hop's bytes to the next one's: reading and writing an update. */
  @Benchmark
  public Object hop() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1 << 10);
    format.write(format.read(new DataInputDeserializer(nextUpdate())), out);
    return out;
  }

  /**
   * The step that a trusted topic brings, of people who never changed their id: its way there, its
   * look-up and its hop. What is no user's goes past it.
   */
  @Benchmark
  @SuppressWarnings("unchecked") // A harness has watermarks in its output, too; here are none.
  public Object firstUserIds() throws Exception {
    Update update = format.read(new DataInputDeserializer(nextUpdate()));
    if (FirstUserIdFunction.isFor(update)) {
      firstUserIds.processElement(new StreamRecord<>(update));
      update = ((StreamRecord<Update>) firstUserIds.getOutput().poll()).getValue();
    }
    DataOutputSerializer out = new DataOutputSerializer(1 << 10);
    format.write(update, out);
    return out;
  }

  /** The profile stage and the user object; null for what ends here. */
  @Benchmark
  public Object profileAndBody() throws Exception {
    Update update = format.read(new DataInputDeserializer(nextUpdate()));
    profile.processElement(new StreamRecord<>(update));
    Queue<StreamRecord<Receipt>> ended = profile.getSideOutput(RECEIPTS);
    if (ended != null) {
      ended.clear();
    }
    byte[] body = null;
    Object out = profile.getOutput().poll();
    while (out != null) {
      if (out instanceof StreamRecord<?> made && made.getValue() instanceof Update sent) {
        body = writer.user(sent, sent.data().decode());
      }
      out = profile.getOutput().poll();
    }
    return body;
  }

  private byte[] nextUpdate() {
    next = next + 1 == updates.size() ? 0 : next + 1;
    return updates.get(next);
  }
}

package io.segmentinsider.identity;

import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.ValueTypeInformation;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** State of a release that knew nothing of suppressions is restored, and they begin to count. */
class OlderStateTest {

  private static final OutputTag<Receipt> RECEIPTS =
      new OutputTag<>("receipts", RecordTypes.RECEIPT);

  private static final Update EVENT = update("m").user("later").build();
  private static final Update SUPPRESS =
      update("s").user("later").operation(Operation.SUPPRESS).build();

  /** What both operators kept in version 0.2.0, and no more. */
  private static final class Older extends KeyedProcessFunction<String, Update, Update> {

    private static final long serialVersionUID = 1L;

    private transient ValueState<FirstUserId> firsts;
    private transient MapState<String, UserAlias> known;

    @Override
    public void open(OpenContext context) {
      firsts =
          getRuntimeContext()
              .getState(
                  new ValueStateDescriptor<>(
                      "first-user-id", new ValueTypeInformation<>(new FirstUserIdFormat())));
      known =
          getRuntimeContext()
              .getMapState(
                  new MapStateDescriptor<>(
                      "user-aliases",
                      RecordTypes.KEY,
                      new ValueTypeInformation<>(new UserAliasFormat())));
    }

    @Override
    public void processElement(Update update, Context context, Collector<Update> out)
        throws Exception {
      firsts.update(new FirstUserId("first", 0));
      List<String> person = List.of("first", "later");
      known.put("first", new UserAlias("later", "first", person, UserAlias.NEVER, 0));
      known.put("later", new UserAlias(null, "first", List.of(), UserAlias.NEVER, 0));
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Update, Update> harness(
      KeyedProcessFunction<String, Update, Update> function, KeySelector<Update, String> key)
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, Update, Update> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(function), key, RecordTypes.KEY);
    harness.setup(
        RecordTypes.UPDATE.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Update, Update> restored(
      KeyedProcessFunction<String, Update, Update> function, KeySelector<Update, String> key)
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, Update, Update> older =
        harness(new Older(), key);
    older.open();
    older.processElement(new StreamRecord<>(EVENT));
    OperatorSubtaskState state = older.snapshot(1, 1);
    older.close();
    KeyedOneInputStreamOperatorTestHarness<String, Update, Update> newer = harness(function, key);
    newer.initializeState(state);
    newer.open();
    return newer;
  }

  @Test
  void whereTheEventsOfAUserPass() throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, Update, Update> step =
        restored(new FirstUserIdFunction(Duration.ofDays(1)), FirstUserIdFunction::keyOf);
    step.processElement(new StreamRecord<>(EVENT));
    step.processElement(new StreamRecord<>(SUPPRESS));
    step.processElement(new StreamRecord<>(EVENT));
    step.close();
    assertThat(step.extractOutputValues())
        .extracting(Update::owner, Update::suppression)
        .containsExactly(tuple("uuid:first", null), tuple("uuid:first", Update.SUPPRESSED_USER));
  }

  @Test
  void whereUserIdsAreDecidedOn() throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, Update, Update> step =
        restored(new UserAliasFunction(10, Duration.ofDays(1), RECEIPTS), UserAliasFunction::keyOf);
    step.processElement(new StreamRecord<>(SUPPRESS));
    step.close();
    assertThat(step.extractOutputValues())
        .allSatisfy(told -> assertThat(told.operation()).isEqualTo(Operation.SUPPRESS))
        .extracting(Update::namedUserId)
        .containsExactly("first", "later");
  }
}

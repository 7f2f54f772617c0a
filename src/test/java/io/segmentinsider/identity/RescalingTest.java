package io.segmentinsider.identity;

import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.TestSettings;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Update;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/** Links and remembered messages follow their keys from two subtasks to three and to one. */
class RescalingTest {

  private static final OutputTag<Receipt> RECEIPTS =
      new OutputTag<>("receipts", RecordTypes.RECEIPT);
  private static final int MAX_PARALLELISM = 128;
  private static final int DEVICES = 60;

  /** The first rung at some parallelism. */
  private static final class FirstRung {

    private final List<KeyedOneInputStreamOperatorTestHarness<String, Update, Update>> subtasks =
        new ArrayList<>();

    private FirstRung(
        int parallelism, @Nullable OperatorSubtaskState state, int previousParallelism)
        throws Exception {
      IdentitySettings settings = TestSettings.with().identity();
      for (int i = 0; i < parallelism; i++) {
        KeyedOneInputStreamOperatorTestHarness<String, Update, Update> harness =
            new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(
                    new IdentityFunction(Rung.DEVICE, settings, RECEIPTS, null)),
                Rung.DEVICE::keyOf,
                RecordTypes.KEY,
                MAX_PARALLELISM,
                parallelism,
                i);
        harness.setup(
            RecordTypes.UPDATE.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        harness.setProcessingTime(1_000);
        if (state != null) {
          harness.initializeState(
              AbstractStreamOperatorTestHarness.repartitionOperatorState(
                  state, MAX_PARALLELISM, previousParallelism, parallelism, i));
        }
        harness.open();
        subtasks.add(harness);
      }
    }

    @Nullable
    private Update process(Update update) throws Exception {
      var subtask =
          subtasks.get(
              KeyGroupRangeAssignment.assignKeyToParallelOperator(
                  Rung.DEVICE.keyOf(update), MAX_PARALLELISM, subtasks.size()));
      int before = subtask.extractOutputValues().size();
      subtask.processElement(new StreamRecord<>(update));
      List<Update> out = subtask.extractOutputValues();
      return out.size() > before ? out.get(out.size() - 1) : null;
    }

    private FirstRung rescaledTo(int parallelism) throws Exception {
      OperatorSubtaskState[] states = new OperatorSubtaskState[subtasks.size()];
      for (int i = 0; i < states.length; i++) {
        states[i] = subtasks.get(i).snapshot(1, 1);
      }
      close();
      return new FirstRung(
          parallelism, AbstractStreamOperatorTestHarness.repackageState(states), states.length);
    }

    private void close() throws Exception {
      for (var subtask : subtasks) {
        subtask.close();
      }
    }
  }

  @Test
  void everyLinkAndMessageIsFoundAgain() throws Exception {
    FirstRung rung = new FirstRung(2, null, 0);
    for (int i = 0; i < DEVICES; i++) {
      assertThat(rung.process(login(i))).isNotNull();
    }
    rung = rung.rescaledTo(3);
    assertFound(rung, "three");
    rung = rung.rescaledTo(1);
    assertFound(rung, "one");
    rung.close();
  }

  private static Update login(int i) {
    return update("login-" + i).device("d" + i).user("u" + i).at(100).build();
  }

  private static void assertFound(FirstRung rung, String parallelism) throws Exception {
    for (int i = 0; i < DEVICES; i++) {
      assertThat(rung.process(login(i))).as("a repeat").isNull();
      Update later = rung.process(update(parallelism + i).device("d" + i).at(200).build());
      assertThat(later.owner()).isEqualTo("uuid:u" + i);
    }
  }
}

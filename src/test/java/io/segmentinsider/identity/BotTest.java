package io.segmentinsider.identity;

import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.TestSettings;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Update;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A machine with a million events of one device: what it costs, and what others notice of it. */
class BotTest {

  private static final OutputTag<Receipt> RECEIPTS =
      new OutputTag<>("receipts", RecordTypes.RECEIPT);
  private static final long NOW = 1_777_627_800_000L;
  private static final int MESSAGES = 1_000_000;
  private static final int MAX_MESSAGES = 262_144;

  /** A hash, an hour in each page that holds any, and what the format adds. */
  private static final int MAX_BYTES = 9 * MAX_MESSAGES;

  private KeyedOneInputStreamOperatorTestHarness<String, Update, Update> harness;

  @BeforeEach
  void open() throws Exception {
    IdentitySettings settings =
        TestSettings.with("identity.max-messages", "" + MAX_MESSAGES).identity();
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new IdentityFunction(Rung.DEVICE, settings, RECEIPTS, null)),
            Rung.DEVICE::keyOf,
            RecordTypes.KEY);
    harness.setup(
        RecordTypes.UPDATE.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    harness.setProcessingTime(NOW);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  /** Whether it passed; else it ended as a repeat. */
  private boolean passes(Update update) throws Exception {
    harness.processElement(new StreamRecord<>(update));
    return harness.getOutput().poll() != null;
  }

  private static Update crawled(int number) {
    return update("crawled-" + number).device("bot").build();
  }

  private long stateBytes() throws Exception {
    return harness.snapshot(1, 1).getStateSize();
  }

  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @Test
  @Timeout(120)
  void aMillionEventsOfOneDeviceTakeBoundedStateAndTheLastCostNoMoreThanTheFirst()
      throws Exception {
    assertThat(passes(update("login").device("d").user("ann").build())).isTrue();
    int part = MESSAGES / 5;
    long[] cost = new long[5];
    for (int i = 0; i < MESSAGES; i++) {
      if (i % part == 0) {
        cost[i / part] -= processorTime();
      }
      assertThat(passes(crawled(i))).isTrue();
      if (i % part == part - 1) {
        cost[i / part] += processorTime();
      }
    }
    assertThat(stateBytes()).isLessThan(MAX_BYTES);
    assertThat(harness.numProcessingTimeTimers()).as("ann's two, and one").isEqualTo(3);
    assertThat(cost[4])
        .as("nanoseconds of each fifth: %s", Arrays.toString(cost))
        .isLessThan(4 * cost[1]);

    assertThat(passes(crawled(MESSAGES - 1))).as("a repeat").isFalse();
    assertThat(passes(crawled(MESSAGES - MAX_MESSAGES / 2))).as("a repeat").isFalse();
    assertThat(passes(crawled(10_000))).as("one that is forgotten").isTrue();
    assertThat(passes(update("login").device("d").user("ann").build())).as("a repeat").isFalse();
  }

  @Test
  void allIsForgottenInTheEnd() throws Exception {
    for (int hour = 0; hour < 30; hour++) {
      for (int i = 0; i < 1_000; i++) {
        passes(crawled(1_000 * hour + i));
      }
      harness.setProcessingTime(NOW + Duration.ofHours(hour + 1).toMillis());
    }
    assertThat(passes(crawled(3_500))).as("older than the window").isTrue();
    assertThat(passes(crawled(29_500))).as("a repeat").isFalse();
    harness.setProcessingTime(NOW + Duration.ofDays(5).toMillis());
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }
}

package io.segmentinsider.identity;

import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.TestSettings;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Update;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first rung with Flink's own state and timers. */
class IdentityFunctionTest {

  private static final OutputTag<Receipt> RECEIPTS =
      new OutputTag<>("receipts", RecordTypes.RECEIPT);
  private static final Duration WINDOW = Duration.ofHours(24);
  private static final Duration LINK_TTL = Duration.ofDays(30);

  private KeyedOneInputStreamOperatorTestHarness<String, Update, Update> harness;

  private static KeyedOneInputStreamOperatorTestHarness<String, Update, Update> newHarness()
      throws Exception {
    IdentitySettings settings =
        TestSettings.with("identity.link-ttl", LINK_TTL.toDays() + " d").identity();
    KeyedOneInputStreamOperatorTestHarness<String, Update, Update> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new IdentityFunction(Rung.DEVICE, settings, RECEIPTS, null)),
            Rung.DEVICE::keyOf,
            RecordTypes.KEY);
    harness.setup(
        RecordTypes.UPDATE.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    harness.setProcessingTime(1_000);
    return harness;
  }

  @BeforeEach
  void open() throws Exception {
    harness = newHarness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private Update process(Update update) throws Exception {
    int before = harness.extractOutputValues().size();
    harness.processElement(new StreamRecord<>(update));
    List<Update> out = harness.extractOutputValues();
    return out.size() > before ? out.get(out.size() - 1) : null;
  }

  private List<Receipt> receipts() {
    var output = harness.getSideOutput(RECEIPTS);
    return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
  }

  @Test
  void anAnonymousEventAfterTheLoginBelongsToTheUser() throws Exception {
    process(update("1").device("d").user("u").at(100).build());
    assertThat(process(update("2").device("d").at(200).build()).owner()).isEqualTo("uuid:u");
  }

  @Test
  void nothingOverridesWhatTheEventNames() throws Exception {
    process(update("1").device("d").user("u").at(100).build());
    assertThat(process(update("2").device("d").user("v").at(200).build()).owner())
        .isEqualTo("uuid:v");
  }

  @Test
  void aRepeatEndsWithAReceipt() throws Exception {
    process(update("1").device("d").build());
    assertThat(process(update("1").device("d").build())).isNull();
    assertThat(receipts())
        .singleElement()
        .extracting(Receipt::status)
        .isEqualTo(Receipt.Status.REPEAT);
  }

  @Test
  void twoMappingsOfOneEventAreNoRepeats() throws Exception {
    process(update("1").device("d").action("one").build());
    assertThat(process(update("1").device("d").action("two").build())).isNotNull();
  }

  @Test
  void theWindowCountsFromTheHourOfTheFirstSight() throws Exception {
    process(update("1").device("d").build());
    harness.setProcessingTime(WINDOW.plusHours(1).toMillis() - 1);
    assertThat(process(update("1").device("d").build())).isNull();
    harness.setProcessingTime(WINDOW.plusHours(1).toMillis());
    assertThat(process(update("1").device("d").build())).isNotNull();
  }

  @Test
  void theDeviceIsClaimedByTheFirstUserItIsSentWith() throws Exception {
    process(update("1").device("d").user("mother").at(100).build());
    Update second = process(update("2").device("d").user("father").at(200).build());
    assertThat(second.customIdentifier(Identifier.SEGMENT_ANONYMOUS_ID).claimedBy())
        .isEqualTo("uuid:mother");
  }

  @Test
  void aDeviceThatTravelsAloneIsClaimedByNobody() throws Exception {
    Update alone = process(update("1").device("d").build());
    assertThat(alone.customIdentifier(Identifier.SEGMENT_ANONYMOUS_ID).claimedBy()).isNull();
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
  }

  @Test
  void linksAndMessagesSurviveARestore() throws Exception {
    process(update("1").device("d").user("u").at(100).build());
    var state = harness.snapshot(1, 1);
    harness.close();
    harness = newHarness();
    harness.initializeState(state);
    harness.open();
    assertThat(process(update("1").device("d").user("u").at(100).build())).isNull();
    assertThat(process(update("2").device("d").at(200).build()).owner()).isEqualTo("uuid:u");
  }

  @Test
  void stateAndTimersReturnToZero() throws Exception {
    for (int i = 0; i < 50; i++) {
      process(update("m" + i).device("d" + i % 5).user("u" + i % 5).at(100).build());
    }
    assertThat(harness.numKeyedStateEntries()).isPositive();
    assertThat(harness.numProcessingTimeTimers()).as("one timer per key and hour").isEqualTo(10);
    harness.setProcessingTime(LINK_TTL.plusDays(2).toMillis());
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }
}

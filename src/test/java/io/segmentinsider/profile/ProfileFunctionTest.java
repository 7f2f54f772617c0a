package io.segmentinsider.profile;

import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.TestSettings;
import io.segmentinsider.identity.IdentityOptions;
import io.segmentinsider.identity.IdentitySettings;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Update;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileFunctionTest {

  private static final OutputTag<Receipt> RECEIPTS =
      new OutputTag<>("receipts", RecordTypes.RECEIPT);
  private static final Duration TTL = Duration.ofDays(30);

  private KeyedOneInputStreamOperatorTestHarness<String, Update, Update> harness;

  @BeforeEach
  void open() throws Exception {
    harness = newHarness(IdentityOptions.Conflicts.PROTECT);
    harness.open();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Update, Update> newHarness(
      IdentityOptions.Conflicts conflicts) throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, Update, Update> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new ProfileFunction(
                    new ProfileSettings(
                        Duration.ofHours(24),
                        TTL,
                        300,
                        0,
                        IdentityOptions.ChangedIdentifierPolicy.KEEP,
                        Set.of(),
                        false),
                    identity(conflicts),
                    new SentUnder("https://insider.example", "shop", 1, 0),
                    RECEIPTS,
                    null)),
            Update::owner,
            RecordTypes.KEY);
    harness.setup(
        RecordTypes.UPDATE.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    harness.setProcessingTime(1_000);
    return harness;
  }

  private static IdentitySettings identity(IdentityOptions.Conflicts conflicts) {
    return TestSettings.with("identity.conflicts", conflicts.toString()).identity();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void process(Update update) throws Exception {
    harness.processElement(new StreamRecord<>(update));
  }

  private List<Receipt.Status> ended() {
    var output = harness.getSideOutput(RECEIPTS);
    return output == null
        ? List.of()
        : output.stream().map(record -> record.getValue().status()).toList();
  }

  @Test
  void updatesOfAnOwnerAreNumbered() throws Exception {
    process(update("1").user("a").event("x").build());
    process(update("2").user("b").event("x").build());
    process(update("3").user("a").event("x").build());
    assertThat(harness.extractOutputValues())
        .extracting(Update::sequence)
        .containsExactly(1L, 1L, 2L);
  }

  @Test
  void anIdentifyWithNothingNewEndsAsUnchanged() throws Exception {
    process(update("1").user("a").at(1).attribute("city", "1").build());
    process(update("2").user("a").at(2).attribute("city", "1").build());
    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(ended()).containsExactly(Receipt.Status.UNCHANGED);
  }

  /** No time is special: a deletion of any time leaves a tombstone, also through a restore. */
  @ParameterizedTest
  @ValueSource(longs = {1, 0, -1, -86_400_000, Long.MIN_VALUE + 1})
  void aDeletionOfAnyTimeLeavesATombstone(long time) throws Exception {
    process(update("1").user("a").at(time).operation(Operation.DELETE).build());
    var state = harness.snapshot(1, 1);
    harness.close();
    harness = newHarness(IdentityOptions.Conflicts.PROTECT);
    harness.initializeState(state);
    harness.open();
    process(update("2").user("a").at(time).event("x").build());
    assertThat(ended()).containsExactly(Receipt.Status.SUPPRESSED);
    process(update("3").user("a").at(time + 1).event("x").build());
    assertThat(harness.extractOutputValues()).extracting(Update::messageId).containsExactly("3");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, -86_400_000, Long.MIN_VALUE})
  void withoutADeletionNoTimeIsForgotten(long time) throws Exception {
    process(update("1").user("a").at(time).event("x").build());
    assertThat(harness.extractOutputValues()).hasSize(1);
  }

  @Test
  void aReplayOfWhatCameBeforeADeletionIsKeptBack() throws Exception {
    process(update("1").user("a").at(2).operation(Operation.DELETE).build());
    process(update("2").user("a").at(1).event("x").replayed().build());
    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(ended()).containsExactly(Receipt.Status.SUPPRESSED);
  }

  @Test
  void afterARestoreAnUnchangedAttributeIsSentOnceMore() throws Exception {
    process(update("1").user("a").at(1).attribute("city", "1").build());
    var state = harness.snapshot(5, 1);
    harness.close();

    harness = newHarness(IdentityOptions.Conflicts.PROTECT);
    harness.setRestoredCheckpointId(5);
    harness.initializeState(state);
    harness.open();
    process(update("2").user("a").at(2).attribute("city", "1").build());
    process(update("3").user("a").at(3).attribute("city", "1").build());

    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(ended()).containsExactly(Receipt.Status.UNCHANGED);
  }

  @Test
  void anEventIsSentWithoutTheAttributesThatDidNotChange() throws Exception {
    process(update("1").user("a").at(1).attribute("city", "1").build());
    process(update("2").user("a").at(2).attribute("city", "1").event("x").build());
    var content = harness.extractOutputValues().get(1).data().decode();
    assertThat(content.attributes()).isEmpty();
    assertThat(content.events()).hasSize(1);
  }

  @Test
  void aNewDeviceIsTaughtAlsoByAnIdentifyThatIsOlderThanWhatWasSent() throws Exception {
    process(update("1").user("a").device("d1").at(2).attribute("city", "1").build());
    process(update("2").user("a").device("d2").at(1).attribute("city", "2").build());
    Update second = harness.extractOutputValues().get(1);
    assertThat(second.customIdentifier(Identifier.SEGMENT_ANONYMOUS_ID).value()).isEqualTo("d2");
    assertThat(second.data().decode().attributes()).singleElement().hasToString("uuid");
  }

  @Test
  void aLinkIsSentOnceWithBothIdentifiers() throws Exception {
    process(update("1").user("a").device("d").operation(Operation.LINK).build());
    Update sent = harness.extractOutputValues().get(0);
    assertThat(sent.identifiers()).hasSize(2);
    assertThat(sent.data().decode().attributes()).singleElement().hasToString("uuid");
    process(update("2").user("a").device("d").operation(Operation.LINK).build());
    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(ended()).containsExactly(Receipt.Status.LINKED);
  }

  @Test
  void aLinkToADeviceOfAnotherPersonIsNoRequest() throws Exception {
    process(
        update("1")
            .user("a")
            .identifier(Identifier.device("d").claimed("uuid:b"))
            .operation(Operation.LINK)
            .build());
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(ended()).containsExactly(Receipt.Status.LINKED);
  }

  @Test
  void somebodyElsesEmailTravelsAsAnAttribute() throws Exception {
    process(
        update("1")
            .user("b")
            .identifier(Identifier.email("a@x.co").claimed("uuid:a"))
            .event("x")
            .build());
    Update sent = harness.extractOutputValues().get(0);
    assertThat(sent.identifier(Identifier.Kind.EMAIL)).isNull();
    assertThat(sent.data().decode().attributes())
        .singleElement()
        .satisfies(
            attribute -> {
              assertThat(attribute.name()).isEqualTo("email");
              assertThat(new String(attribute.json(), StandardCharsets.UTF_8))
                  .isEqualTo("\"a@x.co\"");
            });
  }

  @Test
  void sendLeavesTheConflictToInsider() throws Exception {
    harness.close();
    harness = newHarness(IdentityOptions.Conflicts.SEND);
    harness.open();
    process(
        update("1")
            .user("b")
            .identifier(Identifier.email("a@x.co").claimed("uuid:a"))
            .event("x")
            .build());
    assertThat(harness.extractOutputValues().get(0).identifier(Identifier.Kind.EMAIL)).isNotNull();
  }

  @Test
  void numbersGoOnAfterARestore() throws Exception {
    process(update("1").user("a").event("x").build());
    var state = harness.snapshot(1, 1);
    harness.close();
    harness = newHarness(IdentityOptions.Conflicts.PROTECT);
    harness.initializeState(state);
    harness.open();
    process(update("2").user("a").event("x").build());
    assertThat(harness.extractOutputValues()).extracting(Update::sequence).containsExactly(2L);
  }

  @Test
  void stateAndTimersReturnToZeroAfterTheTimeToLiveFromTheLastSight() throws Exception {
    process(update("1").user("a").event("x").build());
    harness.setProcessingTime(TTL.minusDays(1).toMillis());
    process(update("2").user("a").event("x").build());
    harness.setProcessingTime(TTL.plusDays(1).toMillis());
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
    harness.setProcessingTime(TTL.multipliedBy(2).plusDays(2).toMillis());
    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numProcessingTimeTimers()).isZero();
  }
}

package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.SegmentEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A release of the shop that sends 120 new names. */
class NewNamesTest {

  private static final OutputTag<Receipt> RECEIPTS =
      new OutputTag<>("receipts", RecordTypes.RECEIPT);
  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", RecordTypes.DEAD_LETTER);

  @TempDir private Path directory;

  private final List<OneInputStreamOperatorTestHarness<SegmentEvent, Update>> open =
      new ArrayList<>();

  private OneInputStreamOperatorTestHarness<SegmentEvent, Update> stage(
      @Nullable OperatorSubtaskState state, String... options) throws Exception {
    JobSettings settings = TestSettings.with(options);
    OneInputStreamOperatorTestHarness<SegmentEvent, Update> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(
                new MappingFunction(MapperFactory.of(settings.mapping()), RECEIPTS, DEAD_LETTERS)));
    open.add(harness);
    harness.setup(
        RecordTypes.UPDATE.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }

  @AfterEach
  void close() throws Exception {
    for (var harness : open) {
      harness.close();
    }
  }

  private static SegmentEvent identify(String prefix, int traits) {
    JsonObject object = new JsonObject();
    for (int i = 0; i < traits; i++) {
      object.put(prefix + i, (long) i);
    }
    object.put("name", "Ann Lee");
    return Mapped.event(
        new JsonObject().put("type", "identify").put("userId", "u").put("traits", object), 0);
  }

  private static List<String> sent(
      OneInputStreamOperatorTestHarness<SegmentEvent, Update> stage, SegmentEvent event)
      throws Exception {
    stage.processElement(new StreamRecord<>(event));
    return last(stage).data().decode().attributes().stream().map(Attribute::name).toList();
  }

  private static Update last(OneInputStreamOperatorTestHarness<SegmentEvent, Update> stage) {
    List<Update> out = stage.extractOutputValues();
    return out.get(out.size() - 1);
  }

  @Test
  void theCeilingKeepsTheRestBackAndSaysSo() throws Exception {
    var stage = stage(null, "mapping.max-new-names-per-day", "10");
    List<String> names = sent(stage, identify("exp_", 120));
    assertThat(names).contains("exp_0", "exp_9", "full_name").doesNotContain("exp_10").hasSize(11);
    assertThat(last(stage).repairs().kinds()).containsExactly(Repair.Kind.NAME_OVER_CEILING);
    assertThat(sent(stage, identify("exp_", 5))).hasSize(6);
    assertThat(last(stage).repairs().kinds()).isEmpty();
  }

  @Test
  void aRestoredTaskKnowsWhatWasSent() throws Exception {
    var first = stage(null, "mapping.max-new-names-per-day", "10");
    sent(first, identify("exp_", 10));
    OperatorSubtaskState state = first.snapshot(1, 1);
    var second = stage(state, "mapping.max-new-names-per-day", "10");
    assertThat(sent(second, identify("exp_", 12))).contains("exp_9").doesNotContain("exp_10");
    OperatorSubtaskState again = second.snapshot(2, 2);
    var third = stage(again, "mapping.max-new-names-per-day", "1");
    assertThat(sent(third, identify("exp_", 12))).contains("exp_9").doesNotContain("exp_10");
  }

  @Test
  void namesAreLearnedWithoutACeiling() throws Exception {
    var first = stage(null);
    assertThat(sent(first, identify("old_", 120))).hasSize(121);
    var second = stage(first.snapshot(1, 1), "mapping.max-new-names-per-day", "1");
    assertThat(sent(second, identify("old_", 120))).hasSize(121);
    assertThat(sent(second, identify("new_", 120))).containsOnly("full_name");
  }

  @Test
  void whatTheConfigurationOrTheMappingNamesIsNeverNew() throws Exception {
    var stage =
        stage(
            null,
            "mapping.max-new-names-per-day",
            "1",
            "mapping.known-names",
            "attributes.exp_3;attributes.custom.exp_5;event_params.exp_7");
    assertThat(sent(stage, identify("exp_", 9)))
        .containsExactlyInAnyOrder("full_name", "exp_0", "exp_3", "exp_5");
  }

  @Test
  void insidersOwnFieldsHaveNoCeiling() throws Exception {
    var stage = stage(null, "mapping.max-new-names-per-day", "1");
    SegmentEvent event =
        Mapped.event(
            "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"plan\":1,\"age\":3,"
                + "\"gender\":\"F\",\"city\":\"x\",\"tier\":2}}");
    assertThat(sent(stage, event)).containsExactlyInAnyOrder("age", "gender", "city", "plan");
  }

  @Test
  void parametersHaveTheCeilingToo() throws Exception {
    var stage = stage(null, "mapping.max-new-names-per-day", "2");
    stage.processElement(
        new StreamRecord<>(
            Mapped.event(
                "{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\",\"properties\":{\"a\":1,"
                    + "\"b\":{\"c\":2},\"d\":3,\"products\":[{\"e\":4,\"product_id\":\"p\"}]}}")));
    String event =
        new String(last(stage).data().decode().events().get(0).json(), StandardCharsets.UTF_8);
    assertThat(event)
        .contains("\"a\":1", "\"b_c\":2", "\"product_id\"")
        .doesNotContain("\"d\"", "\"e\"");
  }

  @Test
  void whatIsKeptBackIsNotSentAndNotKnown() throws Exception {
    var stage = stage(null, "mapping.max-new-names-per-day", "1");
    SegmentEvent unwanted =
        Mapped.event(
            "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"a\":1},"
                + "\"integrations\":{\"All\":false}}");
    sent(stage, unwanted);
    assertThat(last(stage).suppression()).isNotNull();
    assertThat(sent(stage, identify("b", 1))).contains("b0");
  }

  @Test
  void segmentsActionsAreLimitedWhereSomebodyAsks() throws Exception {
    String event = "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"a\":1,\"b\":2}}";
    Path file = directory.resolve("mappings.json");
    Files.writeString(
        file,
        """
        [{"name":"n","action":"updateUserProfile","trigger":"type = \\"identify\\"",
          "mapping":{"uuid":{"@path":"$.userId"},"custom":{"@path":"$.traits"}}}]
        """);
    var asIs = stage(null, "mapping.file", file.toString());
    assertThat(sent(asIs, Mapped.event(event))).containsExactly("a", "b");
    var limited =
        stage(null, "mapping.file", file.toString(), "mapping.max-new-names-per-day", "1");
    assertThat(sent(limited, Mapped.event(event))).containsExactly("a");
    assertThat(last(limited).repairs().kinds()).containsExactly(Repair.Kind.NAME_OVER_CEILING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1001"})
  void ceilingsOutOfRangeAreRefused(String ceiling) {
    assertThatThrownBy(() -> TestSettings.with("mapping.max-new-names-per-day", ceiling))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("mapping.max-new-names-per-day");
  }
}

package io.segmentinsider.outcome;

import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.junit.jupiter.api.Test;

/** What ends is counted where it is written, by its reason, and written as it would be. */
class CountedOutcomesTest {

  private final SortedMap<String, Counter> counters = new TreeMap<>();

  @Test
  void deadLettersAreCountedByReason() {
    CountedDeadLetters counted = new CountedDeadLetters(new DeadLetterJson(TopicLimits.USUAL));
    counted.open(new Context(new Group("")));
    DeadLetter letter =
        new DeadLetter(
            Reason.TOO_DEEP,
            DeadLetter.Scope.RECORD,
            "detail",
            new SourcePosition("events", 0, 7),
            null,
            null,
            "{}".getBytes(StandardCharsets.UTF_8),
            null);

    assertThat(counted.serialize(letter))
        .isEqualTo(new DeadLetterJson(TopicLimits.USUAL).serialize(letter));
    assertThat(counters).hasSize(Reason.values().length);
    assertThat(counters.get("reason=too-deep.deadLetters").getCount()).isEqualTo(1);
    assertThat(counters.get("reason=too-large.deadLetters").getCount()).isZero();
  }

  @Test
  void receiptsAreCountedByStatus() {
    CountedReceipts counted = new CountedReceipts();
    counted.open(new Context(new Group("")));
    Receipt receipt = Receipt.suppressed(update("1").user("a").build(), "rule");

    assertThat(counted.serialize(receipt)).isEqualTo(new ReceiptJson().serialize(receipt));
    assertThat(counters).hasSize(Receipt.Status.values().length);
    assertThat(counters.get("status=suppressed.receipts").getCount()).isEqualTo(1);
  }

  /** Keeps counters under their names and labels. */
  private final class Group extends UnregisteredMetricsGroup {
    private final String path;

    private Group(String path) {
      this.path = path;
    }

    @Override
    public MetricGroup addGroup(String label, String value) {
      return new Group(path + label + "=" + value + ".");
    }

    @Override
    public Counter counter(String name) {
      return counters.computeIfAbsent(path + name, key -> new SimpleCounter());
    }
  }

  private record Context(MetricGroup group) implements InitializationContext {

    @Override
    public MetricGroup getMetricGroup() {
      return group;
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
      return SimpleUserCodeClassLoader.create(Context.class.getClassLoader());
    }
  }
}

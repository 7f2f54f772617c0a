package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.RecordTypes;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.SegmentEventFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All tasks of a job have one ceiling, also across a restart of theirs. */
class NewNamesIT {

  private static final int CEILING = 10;

  private static final OutputTag<Receipt> RECEIPTS =
      new OutputTag<>("receipts", RecordTypes.RECEIPT);
  private static final OutputTag<DeadLetter> DEAD_LETTERS =
      new OutputTag<>("dead-letters", RecordTypes.DEAD_LETTER);

  /** The tasks run in this process. */
  private static final Set<String> SENT = ConcurrentHashMap.newKeySet();

  private static final Set<Integer> TASKS = ConcurrentHashMap.newKeySet();
  private static final AtomicInteger FAILURES = new AtomicInteger();

  @BeforeEach
  void reset() {
    SENT.clear();
    TASKS.clear();
    FAILURES.set(0);
  }

  private static Update seen(Update update, int failAfter) {
    for (Attribute attribute : update.data().decode().attributes()) {
      SENT.add(attribute.name());
    }
    TASKS.add(Thread.currentThread().getName().contains("(1/2)") ? 1 : 2);
    if (SENT.size() > failAfter && FAILURES.compareAndSet(0, 1)) {
      throw new IllegalStateException("the test fails here once");
    }
    return update;
  }

  private static void run(int failAfter) throws Exception {
    JobSettings settings =
        TestSettings.with("mapping.max-new-names-per-day", String.valueOf(CEILING));
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    env.fromSequence(0, 199)
        .map(i -> Mapped.event(identify(i), i))
        .returns(SegmentEventFormat.TYPE)
        .process(new MappingFunction(MapperFactory.of(settings.mapping()), RECEIPTS, DEAD_LETTERS))
        .returns(RecordTypes.UPDATE)
        .map(update -> seen(update, failAfter).mappingName())
        .returns(Types.STRING)
        .sinkTo(new DiscardingSink<>());
    env.execute();
  }

  private static JsonObject identify(long i) {
    return new JsonObject()
        .put("type", "identify")
        .put("userId", "u" + i)
        .put("traits", new JsonObject().put("age", 1L).put("trait_" + i, 1L));
  }

  private static void assertOneCeiling() {
    SENT.remove("age");
    assertThat(SENT).hasSize(CEILING);
    assertThat(TASKS).as("tasks that took part").hasSize(2);
  }

  @Test
  void allTasksHaveOneCeiling() throws Exception {
    run(Integer.MAX_VALUE);
    assertOneCeiling();
  }

  @Test
  void itOutlivesTheTasks() throws Exception {
    run(CEILING / 2);
    assertThat(FAILURES).hasValue(1);
    assertOneCeiling();
  }
}

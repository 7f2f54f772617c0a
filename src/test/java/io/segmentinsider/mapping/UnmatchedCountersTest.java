package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.segment.SegmentEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnmatchedCountersTest {

  @ParameterizedTest
  @CsvSource({
    "Cart Opened, Cart Opened",
    "Sale 2026 v12345, Sale 2026 v12345",
    "Called jane@example.com, (others)",
    "Called +6591234567, (others)"
  })
  void aNameThatMayBeAPersonsIsNoNameOfAMetric(String event, String counted) {
    List<String> names = new ArrayList<>();
    UnmatchedCounters counters = new UnmatchedCounters(new Names(names));

    counters.count(track(event));
    counters.count(track(event));

    assertThat(names).containsExactly(counted);
  }

  @Test
  void aNumberIsCountedUnderItsTextAndNoCharacterIsCutInTwo() {
    List<String> names = new ArrayList<>();
    UnmatchedCounters counters = new UnmatchedCounters(new Names(names));
    counters.count(track(404L));
    counters.count(track("x".repeat(79) + "😀"));
    assertThat(names).containsExactly("404", "x".repeat(79) + "�");
  }

  @Test
  void manyNamesAndLongOnesAreBounded() {
    List<String> names = new ArrayList<>();
    UnmatchedCounters counters = new UnmatchedCounters(new Names(names));
    for (int i = 0; i < 1_000; i++) {
      counters.count(track("n" + i + "x".repeat(100_000)));
    }
    assertThat(names).hasSize(101).allMatch(name -> name.length() <= 80);
  }

  private static SegmentEvent track(Object name) {
    return Mapped.event(new JsonObject().put("type", "track").put("event", name), 0);
  }

  /** Remembers the values of its groups. */
  private static final class Names extends UnregisteredMetricsGroup {

    private final List<String> names;

    private Names(List<String> names) {
      this.names = names;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      names.add(value);
      return this;
    }
  }
}

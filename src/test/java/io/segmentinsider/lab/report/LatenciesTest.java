package io.segmentinsider.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {

  private final Latencies latencies = new Latencies();

  @Test
  void withoutAnUpdateThereIsNone() {
    assertThat(latencies.percentile(50)).isNull();
  }

  @Test
  void aPercentileIsTheLatencyOfAnUpdate() {
    for (int i = 5_000; i > 0; i--) {
      latencies.add(i);
    }
    assertThat(latencies.percentile(1)).isEqualTo(50);
    assertThat(latencies.percentile(50)).isEqualTo(2_500);
    assertThat(latencies.percentile(99)).isEqualTo(4_950);
    assertThat(latencies.percentile(100)).isEqualTo(5_000);
  }

  @Test
  void whatIsLongerThanWeeksCountsAsWeeks() {
    latencies.add(Long.MAX_VALUE);
    assertThat(latencies.percentile(50)).isEqualTo(Integer.MAX_VALUE);
  }
}

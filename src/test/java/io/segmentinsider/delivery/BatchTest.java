package io.segmentinsider.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When the time counts for which a batch fails. */
class BatchTest {

  private static final int SUCCESSES = 7;

  private final Batch batch = new Batch(List.of(), false);

  @Test
  void anOutageUsesUpNoBudget() {
    batch.failed(1_000, SUCCESSES, false);
    batch.failed(9_000, SUCCESSES, false);
    assertThat(batch.failures()).isEqualTo(2);
    assertThat(batch.othersSucceeded(SUCCESSES)).isFalse();
    assertThat(batch.failingFor(9_000)).isZero();
  }

  @Test
  void theBudgetCountsFromTheLastFailureBeforeOthersSucceeded() {
    batch.failed(1_000, SUCCESSES, false);
    batch.failed(2_000, SUCCESSES, false);
    batch.failed(5_000, SUCCESSES + 1, false);
    assertThat(batch.othersSucceeded(SUCCESSES + 1)).isTrue();
    assertThat(batch.failingFor(5_000)).isEqualTo(3_000);
  }

  @Test
  void theBudgetOfTheLastUserOfTheInputCountsAlthoughNobodySucceeds() {
    batch.failed(1_000, SUCCESSES, true);
    batch.failed(9_000, SUCCESSES, true);
    assertThat(batch.failingFor(9_000)).isEqualTo(8_000);
  }

  @Test
  void whatIsLeftOfABatchHasSeenTheSameSuccesses() {
    batch.failed(1_000, SUCCESSES, false);
    assertThat(batch.with(List.of()).othersSucceeded(SUCCESSES + 1)).isTrue();
  }
}

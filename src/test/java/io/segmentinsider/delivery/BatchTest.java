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
    assertThat(batch.failingMs()).isZero();
  }

  @Test
  void theTimeBetweenTwoFailuresCountsIfOthersSucceededInIt() {
    batch.failed(1_000, SUCCESSES, false);
    batch.failed(2_000, SUCCESSES, false);
    batch.failed(5_000, SUCCESSES + 1, false);
    batch.failed(7_000, SUCCESSES + 1, false);
    batch.failed(8_000, SUCCESSES + 3, false);
    assertThat(batch.othersSucceeded(SUCCESSES + 3)).isTrue();
    assertThat(batch.failingMs()).isEqualTo(3_000 + 1_000);
  }

  @Test
  void theTimeCountsIfNobodyElseCanTell() {
    batch.failed(1_000, SUCCESSES, true);
    batch.failed(9_000, SUCCESSES, true);
    assertThat(batch.failingMs()).isEqualTo(8_000);
  }

  @Test
  void whatIsLeftOfABatchHasSeenTheSameSuccesses() {
    batch.failed(1_000, SUCCESSES, false);
    assertThat(batch.with(List.of()).othersSucceeded(SUCCESSES + 1)).isTrue();
  }
}

package io.segmentinsider.delivery.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories of every kind, judged by a plain specification; see {@link Simulation} for more. */
class SimulationTest {

  private static final long FIRST_SEED = 1;
  private static final long HISTORIES = Long.getLong("simulator.histories", 10_000);

  @Test
  void everyHistoryEndsAsItMust() {
    assertThat(Simulation.play(FIRST_SEED, HISTORIES, 5)).isEmpty();
  }

  /**
   * The first three showed a fault of the profile stage once, the others one of delivery or bounds.
   */
  @ParameterizedTest
  @ValueSource(longs = {900005173, 900008265, 900013157, 900029493, 900043381, 920008725})
  void aHistoryWithSayingsThatFailedOnceEndsAsItMust(long seed) {
    assertThat(Simulation.play(seed)).isEmpty();
  }

  /** Each showed a fault of delivery once. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        16, 25, 28, 44, 53, 80, 85, 94, 101, 120, 214, 281, 466, 1207, 1527, 1814, 2242, 2517, 2640,
        5256, 25857, 27263, 40850, 53594, 57237
      })
  void aHistoryThatFailedOnceEndsAsItMust(long seed) {
    assertThat(Simulation.play(History.inOrder(seed))).isEmpty();
  }
}

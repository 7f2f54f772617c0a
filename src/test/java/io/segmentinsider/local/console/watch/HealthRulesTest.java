package io.segmentinsider.local.console.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.local.console.watch.Health.Level;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentence that says whether the job is well. */
class HealthRulesTest {

  private static JobView job(
      String state,
      long runningMs,
      long checkpointAgeMs,
      double oldestMs,
      Map<String, Double> held) {
    return new JobView(
        state,
        runningMs,
        0,
        checkpointAgeMs,
        List.of(),
        Map.of("oldestUnsettledMs", oldestMs),
        Map.of(),
        held);
  }

  private static final JobView RUNNING = job("RUNNING", 3_600_000, 1_000, 20, Map.of());

  private static Health judge(JobView job, long lag, double growth, long outcomes, long refused) {
    return HealthRules.judge(
        new HealthRules.Facts(job, lag, growth, outcomes, refused, 1_234.4, true));
  }

  @ParameterizedTest
  @CsvSource({
    "RUNNING, WELL, reads 1234 events a second",
    "FINISHED, WELL, come to its end",
    "UNKNOWN, LOOK, --flink",
    "NONE, ACT, Start it",
    "FAILED, ACT, has failed",
    "RESTARTING, LOOK, is restarting",
    "CANCELED, LOOK, is canceled"
  })
  void theStateOfTheJobComesFirst(String state, Level level, String words) {
    Health health = judge(job(state, 1_000, -1, 0, Map.of()), 10, 0, 0, 0);
    assertThat(health.level()).isEqualTo(level);
    assertThat(health.sentence()).contains(words);
  }

  @Test
  void aHeldDeliveryIsSaidWithItsCause() {
    Health passing = judge(job("RUNNING", 1_000, 10, 0, Map.of("time-out", 90_000.0)), 0, 0, 0, 0);
    assertThat(passing.level()).isEqualTo(Level.LOOK);
    assertThat(passing.sentence()).contains("1 min", "gives no answer in time", "Nothing is lost");
    Health lasting =
        judge(job("RUNNING", 1_000, 10, 0, Map.of("certificate-not-trusted", 5_000.0)), 0, 0, 0, 0);
    assertThat(lasting.level()).isEqualTo(Level.ACT);
    assertThat(
            judge(job("RUNNING", 1, 1, 0, Map.of("of-tomorrow", 5_000.0)), 0, 0, 0, 0).sentence())
        .contains("held for 5 s");
  }

  @Test
  void aMissingCheckpointLosesReceipts() {
    assertThat(judge(job("RUNNING", 700_000, 650_000, 0, Map.of()), 0, 0, 0, 0).level())
        .isEqualTo(Level.ACT);
    assertThat(judge(job("RUNNING", 700_000, -1, 0, Map.of()), 0, 0, 0, 0).level())
        .isEqualTo(Level.ACT);
    assertThat(judge(job("RUNNING", 500_000, -1, 0, Map.of()), 0, 0, 0, 0).level())
        .isEqualTo(Level.WELL);
  }

  @Test
  void oldUpdatesGrowingBacklogsAndManyRefusalsAreWorthALook() {
    assertThat(judge(job("RUNNING", 1, 1, 400_000, Map.of()), 0, 0, 0, 0).sentence())
        .contains("oldest update");
    assertThat(judge(RUNNING, 5_000, 20, 0, 0).sentence()).contains("5000 wait, 20 more");
    assertThat(judge(RUNNING, 5_000, -20, 0, 0).level()).isEqualTo(Level.WELL);
    assertThat(judge(RUNNING, 0, 0, 1_000, 80).sentence()).contains("80 are dead letters");
    assertThat(judge(RUNNING, 0, 0, 1_000, 20).level()).isEqualTo(Level.WELL);
    assertThat(judge(RUNNING, 0, 0, 10, 10).level()).isEqualTo(Level.WELL);
  }

  @Test
  void aJobThatReadsNothingIsNotWellOnceThatIsKnown() {
    assertThat(
            HealthRules.judge(new HealthRules.Facts(RUNNING, 5_000, 0, 0, 0, 0, true)).sentence())
        .contains("5000 events wait");
    Health early = HealthRules.judge(new HealthRules.Facts(RUNNING, 5_000, 0, 0, 0, 0, false));
    assertThat(early.sentence()).contains("in a moment");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "nothing",
      value = {
        "0, -5, true, nothing",
        "100, -5, false, nothing",
        "100, -5, true, read in 20 seconds",
        "100000, -100, true, read in 16 minutes",
        "1000000, -50, true, read in 5 hours",
        "100000000, -100, true, read in 11 days",
        "100, 0, true, stays as it is",
        "100, 3, true, grows"
      })
  void aBacklogHasAForecast(long lag, double growth, boolean known, String expected) {
    assertThat(Forecast.of(lag, growth, known)).isEqualTo(expected);
  }
}

package io.segmentinsider.tools.console.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.tools.console.watch.Health.Level;
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
        held,
        Map.of());
  }

  private static final JobView RUNNING = job("RUNNING", 3_600_000, 1_000, 20, Map.of());

  private static Health judge(JobView job, long lag, double growth, long outcomes, long refused) {
    return judge(job, lag, growth, new Lately(0, 0, 0, 0, outcomes, "rejected", refused));
  }

  private static Health judge(JobView job, long lag, double growth, Lately lately) {
    return HealthRules.judge(new HealthRules.Facts(job, lag, growth, 1_234.4, true, lately));
  }

  private static JobView held(String cause, double ms) {
    return job("RUNNING", 1_000, 10, 0, Map.of(cause, ms));
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
    assertThat(passing.alert()).isNull();
    Health lasting = judge(held("certificate-not-trusted", 61_000), 0, 0, 0, 0);
    assertThat(lasting.level()).isEqualTo(Level.ACT);
    assertThat(lasting.alert()).isEqualTo("SegmentInsiderHeldForGood");
    assertThat(judge(held("certificate-not-trusted", 5_000), 0, 0, 0, 0).level())
        .isEqualTo(Level.LOOK);
    assertThat(judge(held("time-out", 301_000), 0, 0, 0, 0).alert())
        .isEqualTo("SegmentInsiderHeld");
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
    assertThat(judge(job("RUNNING", 1, 1, 901_000, Map.of()), 0, 0, 0, 0).sentence())
        .contains("oldest update");
    assertThat(judge(RUNNING, 11_000, 20, 0, 0).sentence())
        .contains("11000 events wait", "20 more wait");
    assertThat(judge(RUNNING, 11_000, -20, 0, 0).level()).isEqualTo(Level.WELL);
    assertThat(judge(RUNNING, 9_000, 20, 0, 0).level()).isEqualTo(Level.WELL);
    assertThat(judge(RUNNING, 0, 0, 1_000, 80).sentence()).contains("80 are dead letters rejected");
    assertThat(judge(RUNNING, 0, 0, 1_000, 20).level()).isEqualTo(Level.WELL);
    assertThat(judge(RUNNING, 0, 0, 10, 10).level()).isEqualTo(Level.WELL);
  }

  @Test
  void aJobThatReadsNothingIsNotWellOnceThatIsKnown() {
    assertThat(
            HealthRules.judge(new HealthRules.Facts(RUNNING, 5_000, 0, 0, true, Lately.NOTHING))
                .sentence())
        .contains("5000 events wait");
    Health early =
        HealthRules.judge(new HealthRules.Facts(RUNNING, 5_000, 0, 0, false, Lately.NOTHING));
    assertThat(early.sentence()).contains("in a moment");
  }

  @ParameterizedTest
  @CsvSource({
    "4, 0, 0, 0, SegmentInsiderRestarting",
    "3, 0, 0, 0,",
    "0, 1, 0, 0, SegmentInsiderUnknownAnswers",
    "0, 0, 1, 0, SegmentInsiderOffsetGap",
    "0, 0, 0, 1, SegmentInsiderReceiptsLost",
    "1, 0, 0, 1,",
  })
  void whatHappenedLatelyIsSaidAsTheAlertSaysIt(
      long restarts, double unknown, double gaps, double lost, String alert) {
    Health health = judge(RUNNING, 0, 0, new Lately(restarts, unknown, gaps, lost, 0, null, 0));

    assertThat(health.alert()).isEqualTo(alert);
  }

  @Test
  void countersThatBeginAnewHaveRisenByWhatTheyCount() {
    JobView then = withLosses(2, 7, 5);
    OutcomeCounts none = counts(Map.of());
    Map<String, Long> letters = Map.of("rejected", 9L, "too-large", 30L);

    Lately lately = Lately.between(then, none, withLosses(3, 8, 1), counts(letters));

    assertThat(lately).isEqualTo(new Lately(1, 0, 1, 1, 39, "too-large", 30));
  }

  private static JobView withLosses(long restarts, double gaps, double failed) {
    Map<String, Double> losses = Map.of("offsetGaps", gaps, "failedCommittables", failed);
    return new JobView("RUNNING", 1, restarts, 1, List.of(), Map.of(), Map.of(), Map.of(), losses);
  }

  private static OutcomeCounts counts(Map<String, Long> deadLetters) {
    return new OutcomeCounts(Map.of(), Map.of(), deadLetters, Map.of(), 1, 1, true, true);
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

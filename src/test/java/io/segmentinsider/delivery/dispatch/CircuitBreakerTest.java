package io.segmentinsider.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.delivery.dispatch.CircuitBreaker.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

  private static final FailureCause DOWN = FailureCause.SERVER_ERROR;
  private static final boolean TRIAL = true;

  private final CircuitBreaker breaker =
      new CircuitBreaker(new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1), () -> 0));

  private void open(long now) {
    breaker.failed(DOWN, 1, null, !TRIAL, now);
    breaker.failed(DOWN, 2, null, !TRIAL, now);
    assertThat(breaker.failed(DOWN, 3, null, !TRIAL, now)).isTrue();
  }

  private State state() {
    if (breaker.isClosed()) {
      return State.CLOSED;
    }
    return breaker.trialAt() == CircuitBreaker.NEVER ? State.HALF_OPEN : State.OPEN;
  }

  @Test
  void threeFailuresInARowOpenIt() {
    breaker.failed(DOWN, 1, null, !TRIAL, 0);
    breaker.failed(DOWN, 2, null, !TRIAL, 0);
    breaker.succeeded(!TRIAL);
    breaker.failed(DOWN, 1, null, !TRIAL, 0);
    breaker.failed(DOWN, 2, null, !TRIAL, 0);
    assertThat(breaker.isClosed()).isTrue();
    breaker.failed(DOWN, 3, null, !TRIAL, 0);
    assertThat(state()).isEqualTo(State.OPEN);
    assertThat(breaker.cause()).isEqualTo(DOWN);
  }

  @Test
  void oneRefusalThatIsForEverybodyOpensIt() {
    assertThat(breaker.refused(FailureCause.CREDENTIALS, !TRIAL, 0)).isTrue();
    assertThat(state()).isEqualTo(State.OPEN);
  }

  @Test
  void oneTrialAtATimeLeavesAfterWaitsThatDouble() {
    open(0);
    for (long wait : new long[] {100, 200, 400, 800, 1_000, 1_000}) {
      long now = breaker.trialAt();
      breaker.trialLeft();
      assertThat(state()).isEqualTo(State.HALF_OPEN);
      breaker.failed(DOWN, 1, null, TRIAL, now);
      assertThat(state()).isEqualTo(State.OPEN);
      assertThat(breaker.trialAt()).isEqualTo(now + Math.min(1_000, wait * 2));
    }
  }

  @Test
  void onlyTheTrialClosesIt() {
    open(0);
    assertThat(breaker.succeeded(!TRIAL)).isFalse();
    assertThat(state()).isEqualTo(State.OPEN);
    breaker.trialLeft();
    assertThat(breaker.succeeded(TRIAL)).isTrue();
    assertThat(breaker.isClosed()).isTrue();
    assertThat(breaker.cause()).isNull();
  }

  @Test
  void theWaitsStartAnewWithTheNextOpening() {
    open(0);
    breaker.trialLeft();
    breaker.failed(DOWN, 1, null, TRIAL, 100);
    breaker.trialLeft();
    breaker.succeeded(TRIAL);
    open(1_000);
    assertThat(breaker.trialAt()).isEqualTo(1_100);
  }

  @Test
  void aTrialThatTellsNothingIsMadeAgainLater() {
    open(0);
    breaker.trialLeft();
    breaker.unclear(Duration.ofSeconds(7), TRIAL, 100);
    assertThat(state()).isEqualTo(State.OPEN);
    assertThat(breaker.trialAt()).isEqualTo(7_100);
  }

  @Test
  void callsThatLeftBeforeItOpenedSayNothingNew() {
    open(0);
    breaker.trialLeft();
    breaker.failed(DOWN, 4, null, !TRIAL, 50);
    breaker.refused(FailureCause.CREDENTIALS, !TRIAL, 50);
    breaker.unclear(null, !TRIAL, 50);
    assertThat(state()).isEqualTo(State.HALF_OPEN);
    assertThat(breaker.cause()).isEqualTo(DOWN);
  }

  /** What fails may be the content of one request, and whoever is new can tell. */
  @Test
  void aNewcomerIsTriedAtOnceIfOnlyOneRequestFailed() {
    for (int i = 0; i < 3; i++) {
      breaker.failed(DOWN, 1, null, !TRIAL, 0);
    }
    breaker.newcomer(20);
    assertThat(breaker.trialAt()).isEqualTo(20);
    breaker.trialLeft();
    breaker.failed(DOWN, 2, null, TRIAL, 30);
    breaker.newcomer(40);
    assertThat(breaker.trialAt()).isEqualTo(30 + 200);
  }

  @Test
  void newcomersDoNotKnockAtADoorThatIsShutForAll() {
    breaker.refused(FailureCause.CREDENTIALS, !TRIAL, 0);
    breaker.newcomer(1);
    assertThat(breaker.trialAt()).isEqualTo(100);
  }
}

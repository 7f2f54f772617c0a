package io.segmentinsider.lab.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pace of publishing is the one that was asked for, whatever the clock says at its start. */
class SteadyPaceTest {

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final AtomicLong now = new AtomicLong(Long.MIN_VALUE / 2);

  private long nanosFor(Pace pace, int events) {
    long start = now.get();
    for (int i = 0; i < events; i++) {
      assertThat(pace.next()).isTrue();
    }
    return now.get() - start;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 200, 33_333})
  void asManyGoASecondAsWereAskedForAlsoIfEachSleepIsLong(int perSecond) {
    Pace pace = new SteadyPace(perSecond, now::get, nanos -> now.addAndGet(nanos + MILLI));
    pace.next();
    assertThat((double) nanosFor(pace, 3 * perSecond))
        .isCloseTo(3_000.0 * MILLI, within(3.0 * MILLI));
  }

  @Test
  void aLongPauseGivesNoCreditForMoreThanTenMilliseconds() {
    Pace pace = new SteadyPace(1_000, now::get, now::addAndGet);
    pace.next();
    now.addAndGet(60_000 * MILLI);
    assertThat(nanosFor(pace, 11)).isZero();
    assertThat(nanosFor(pace, 100)).isCloseTo(100 * MILLI, within(MILLI));
  }
}

package io.segmentinsider.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

  private static final int A_MINUTE = 60_000;

  private final AtomicLong now = new AtomicLong(1_000_000);

  /** Requests that leave within a minute if each leaves as soon as it may. */
  private int requestsInAMinute(Pace pace) {
    long end = now.get() + A_MINUTE;
    int requests = 0;
    while (now.get() < end) {
      now.addAndGet(pace.reserveMs());
      if (now.get() < end) {
        requests++;
      }
    }
    return requests;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void theTotalIsTheSameAtAnyParallelism(int parallelism) {
    List<Pace> paces = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      paces.add(new Pace(1_000, parallelism, now::get));
    }
    long start = now.get();
    int total = 0;
    for (Pace pace : paces) {
      now.set(start);
      total += requestsInAMinute(pace);
    }
    assertThat(total).isCloseTo(1_000, within(20));
  }

  @Test
  void tooManyRequestsHalveThePaceOnceASecond() {
    Pace pace = new Pace(1_000, 1, now::get);
    now.addAndGet(1_000);
    pace.tooMany();
    pace.tooMany();
    assertThat(pace.requestsPerMinute()).isEqualTo(500);
    assertThat(requestsInAMinute(pace)).isCloseTo(500, within(10));
    pace.tooMany();
    assertThat(pace.requestsPerMinute()).isEqualTo(250);
  }

  @Test
  void successesGiveItBackAndNoMore() {
    Pace pace = new Pace(1_000, 1, now::get);
    now.addAndGet(1_000);
    pace.tooMany();
    for (int second = 0; second < 100; second++) {
      now.addAndGet(1_000);
      pace.succeeded();
    }
    assertThat(pace.requestsPerMinute()).isEqualTo(1_000);
  }

  @Test
  void itNeverStopsWhateverInsiderAsksFor() {
    Pace pace = new Pace(1_000, 1, now::get);
    for (int second = 0; second < 100; second++) {
      now.addAndGet(1_000);
      pace.tooMany();
    }
    assertThat(pace.requestsPerMinute()).isEqualTo(10);
  }
}

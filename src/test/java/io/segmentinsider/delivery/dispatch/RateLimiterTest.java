package io.segmentinsider.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {

  private static final int A_MINUTE = 60_000;

  private final AtomicLong now = new AtomicLong(1_000_000);

  /** Requests that leave within a minute if each leaves as soon as it may. */
  private int requestsInAMinute(RateLimiter limiter) {
    long end = now.get() + A_MINUTE;
    int requests = 0;
    while (now.get() < end) {
      now.set(Math.max(now.get(), limiter.nextAt()));
      if (now.get() < end) {
        limiter.take(now.get());
        requests++;
      }
    }
    return requests;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void theTotalIsTheSameAtAnyParallelism(int parallelism) {
    List<RateLimiter> limiters = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      limiters.add(new RateLimiter(1_000, parallelism, now.get()));
    }
    long start = now.get();
    int total = 0;
    for (RateLimiter limiter : limiters) {
      now.set(start);
      total += requestsInAMinute(limiter);
    }
    assertThat(total).isCloseTo(1_000, within(20));
  }

  @Test
  void tooManyRequestsHalveThePaceOnceASecond() {
    RateLimiter limiter = new RateLimiter(1_000, 1, now.get());
    now.addAndGet(1_000);
    limiter.tooMany(now.get());
    limiter.tooMany(now.get());
    assertThat(limiter.requestsPerMinute()).isEqualTo(500);
    assertThat(requestsInAMinute(limiter)).isCloseTo(500, within(10));
    limiter.tooMany(now.get());
    assertThat(limiter.requestsPerMinute()).isEqualTo(250);
  }

  @Test
  void successesGiveItBackAndNoMore() {
    RateLimiter limiter = new RateLimiter(1_000, 1, now.get());
    now.addAndGet(1_000);
    limiter.tooMany(now.get());
    for (int second = 0; second < 100; second++) {
      now.addAndGet(1_000);
      limiter.succeeded(now.get());
    }
    assertThat(limiter.requestsPerMinute()).isEqualTo(1_000);
  }

  @Test
  void itNeverStopsWhateverInsiderAsksFor() {
    RateLimiter limiter = new RateLimiter(1_000, 1, now.get());
    for (int second = 0; second < 100; second++) {
      now.addAndGet(1_000);
      limiter.tooMany(now.get());
    }
    assertThat(limiter.requestsPerMinute()).isEqualTo(10);
  }

  /** Else a slow job would learn minutes late that it may go on. */
  @ParameterizedTest
  @ValueSource(ints = {3, 20, 60, 599, 1_000, 25_000})
  void itTriesEveryTenSecondsWhateverInsiderAsksFor(int perMinute) {
    RateLimiter limiter = new RateLimiter(perMinute, 1, now.get());
    for (int second = 0; second < 100; second++) {
      now.addAndGet(1_000);
      limiter.tooMany(now.get());
    }
    limiter.take(now.get());
    long configured = A_MINUTE / perMinute;
    assertThat(limiter.nextAt() - now.get()).isBetween(configured, Math.max(configured, 10_000));
  }

  @Test
  void itIsLeftAloneForAsLongAsInsiderAsks() {
    RateLimiter limiter = new RateLimiter(1_000, 1, now.get());
    limiter.pauseUntil(now.get() + 30_000);
    assertThat(limiter.nextAt()).isEqualTo(now.get() + 30_000);
    assertThat(requestsInAMinute(limiter)).isCloseTo(500, within(10));
  }

  /** A sixteenth at first, and the whole within seconds. */
  @Test
  void itRampsUpAfterAnOutage() {
    RateLimiter limiter = new RateLimiter(60_000, 1, now.get());
    limiter.recovered(now.get());
    List<Long> each = new ArrayList<>();
    for (int second = 0; second < 7; second++) {
      each.add(Math.round(limiter.requestsPerMinute()));
      now.addAndGet(1_000);
      limiter.succeeded(now.get());
    }
    assertThat(each).containsExactly(3_720L, 7_440L, 14_880L, 29_760L, 59_520L, 60_000L, 60_000L);
  }

  @Test
  void aSlowJobDoesNotCrawlAfterAnOutage() {
    RateLimiter limiter = new RateLimiter(120, 1, now.get());
    limiter.recovered(now.get());
    assertThat(limiter.requestsPerMinute()).isEqualTo(60);
  }

  @Test
  void idleTimeIsNoCredit() {
    RateLimiter limiter = new RateLimiter(60, 1, now.get());
    now.addAndGet(600_000);
    limiter.take(now.get());
    assertThat(limiter.nextAt()).isEqualTo(now.get() + 1_000);
  }
}

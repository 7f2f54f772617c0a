package io.segmentinsider.tools.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.segmentinsider.JobConfiguration;
import io.segmentinsider.JobSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizingTest {

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private static JobSettings settings(String... options) {
    Map<String, String> all =
        new HashMap<>(
            Map.of("kafka.bootstrap.servers", "localhost:9092", "delivery.partner-name", "shop"));
    for (String option : options) {
      int equals = option.indexOf('=');
      all.put(option.substring(0, equals), option.substring(equals + 1));
    }
    return JobSettings.from(JobConfiguration.of(all));
  }

  private static Demand demand(double eventsPerSecond, long users, Duration window) {
    return new Demand(
        eventsPerSecond, eventsPerSecond, users, users, 10, window, Duration.ofMillis(200));
  }

  private static Sizing sized(double eventsPerSecond, long users, int hours) {
    return Sizing.of(demand(eventsPerSecond, users, Duration.ofHours(hours)), settings(), INTERVAL);
  }

  /** 87 us an event on the heap, and twice that in RocksDB, for twice the peak. */
  @ParameterizedTest
  @CsvSource({
    "1,       100,       24, 1,  2,  hashmap",
    "100,     50000,     24, 1,  2,  hashmap",
    "1000,    100000,    1,  1,  2,  hashmap",
    "10000,   100000,    1,  4,  8,  rocksdb",
    "20000,   1000000,   24, 7,  14, rocksdb",
    "100000,  100000000, 24, 35, 70, rocksdb"
  })
  void sizesAJob(
      double eventsPerSecond,
      long users,
      int hours,
      int parallelism,
      int partitions,
      String backend) {
    Sizing sizing = sized(eventsPerSecond, users, hours);

    assertThat(sizing.parallelism()).isEqualTo(parallelism);
    assertThat(sizing.partitions()).isEqualTo(partitions);
    assertThat(sizing.backend()).isEqualTo(backend);
    assertThat(sizing.diskBytesPerSubtask() > 0).isEqualTo(backend.equals("rocksdb"));
    assertThat(sizing.problems()).isEmpty();
  }

  /** A day of 20,000 events a second. */
  @Test
  void remembersTheMessagesOfTheWindowAndOfAnHourMore() {
    assertThat(sized(20_000, 1, 24).rememberedMessages()).isEqualTo(20_000L * 3600 * 25);
  }

  @Test
  void fullCheckpointsOfTheHeapAreWrittenEachInterval() {
    Sizing sizing = sized(100, 100_000, 1);

    assertThat(sizing.checkpointBytesPerSecond())
        .isCloseTo(sizing.checkpointBytes() / 10, within(1L));
    assertThat(sizing.queueBytes()).isEqualTo(32L << 20);
  }

  @ParameterizedTest
  @CsvSource({"1, 10", "1000, 2000", "10000, 20000", "500, 100000"})
  void moreEventsNeverTakeLess(double less, double more) {
    Sizing small = sized(less, 1_000, 24);
    Sizing large = sized(more, 1_000, 24);

    assertThat(large.parallelism()).isGreaterThanOrEqualTo(small.parallelism());
    assertThat(large.rememberedMessages()).isGreaterThan(small.rememberedMessages());
    assertThat(large.state().files()).isGreaterThan(small.state().files());
    assertThat(large.requests().usersPerRequest())
        .isGreaterThanOrEqualTo(small.requests().usersPerRequest());
  }

  @Test
  void saysWhenInsiderTakesLess() {
    Sizing sizing =
        Sizing.of(
            demand(50_000, 1_000, Duration.ofHours(1)),
            settings("delivery.requests-per-minute=1000"),
            INTERVAL);

    assertThat(sizing.requests().mostEventsPerSecond()).isCloseTo(15_000, within(1.0));
    assertThat(sizing.problems()).singleElement().asString().contains("15000 events a second");
  }

  @Test
  void saysWhenTheParallelismIsAboveItsBound() {
    Sizing sizing =
        Sizing.of(
            demand(200_000, 1_000, Duration.ofHours(1)),
            settings("job.max-parallelism=8"),
            INTERVAL);

    assertThat(sizing.problems()).anyMatch(problem -> problem.contains("job.max-parallelism (8)"));
  }
}

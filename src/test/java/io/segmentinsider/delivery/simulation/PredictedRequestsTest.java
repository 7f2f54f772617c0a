package io.segmentinsider.delivery.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.segmentinsider.TestSettings;
import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.delivery.simulation.History.Arrival;
import io.segmentinsider.record.Updates;
import io.segmentinsider.tools.size.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code job/size} says of requests, beside the dispatcher that makes them. */
class PredictedRequestsTest {

  private static final int SECONDS = 60;

  /**
   * The columns: events a second, linger, answer time and requests in flight, users in a request,
   * the pace. What binds: the linger; the answer time; five lingers; nothing; the requests in
   * flight; the pace; full requests.
   */
  @ParameterizedTest
  @CsvSource({
    "10,  20,  50,   8, 1000, 25000",
    "100, 20,  50,   8, 1000, 25000",
    "400, 50,  100,  8, 1000, 25000",
    "400, 20,  10,   8, 1000, 25000",
    "400, 20,  300,  8, 1000, 25000",
    "100, 0,   10,   8, 1000, 25000",
    "400, 20,  1000, 4, 1000, 25000",
    "400, 20,  50,   8, 1000, 600",
    "400, 200, 50,   8, 20,   25000"
  })
  void areThoseOfTheDispatcher(
      int eventsPerSecond, int linger, int answer, int inFlight, int users, int pace) {
    DeliverySettings settings =
        TestSettings.with(
                "delivery.max-in-flight", "" + inFlight,
                "delivery.max-users", "" + users,
                "delivery.requests-per-minute", "" + pace,
                "delivery.max-waiting", "32000000 b",
                "delivery.linger", linger + " ms",
                "delivery.request-timeout", "10 s",
                "delivery.late-effects", "10 s",
                "delivery.backoff-initial", "100 ms",
                "delivery.backoff-max", "10 s",
                "delivery.retry-after-max", "1 min",
                "delivery.retry-budget", "60 s")
            .delivery();
    Requests predicted = Requests.at(eventsPerSecond, 1, Duration.ofMillis(answer), settings);

    assertThat((double) requests(eventsPerSecond, answer, settings))
        .isCloseTo(predicted.perMinute(), withinPercentage(15));
    assertThat(predicted.carries(eventsPerSecond)).isTrue();
  }

  /** Each update is another person's, as nobody has two at a time, and comes when it likes. */
  private static long requests(int eventsPerSecond, int answer, DeliverySettings settings) {
    List<Person> people = new ArrayList<>();
    List<Arrival> arrivals = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(5);
    double time = 0;
    for (int i = 0; i < eventsPerSecond * SECONDS; i++) {
      time -= Math.log(1 - random.nextDouble()) * 1_000 / eventsPerSecond;
      Person person = new Person("u" + (100_000 + i), 0, null);
      people.add(person);
      arrivals.add(
          new Arrival(
              (long) time,
              Updates.update("m" + i)
                  .user(person.id())
                  .event(person.id() + ".1.x")
                  .offset(i)
                  .build(),
              person,
              i,
              null));
    }
    SimulatedJob job = new SimulatedJob(History.of(settings, people, arrivals, answer));
    job.run();
    assertThat(job.standsStill()).isFalse();
    return job.sent().size();
  }
}

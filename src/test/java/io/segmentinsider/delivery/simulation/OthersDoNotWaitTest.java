package io.segmentinsider.delivery.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.TestSettings;
import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.delivery.simulation.History.Arrival;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.Updates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long others wait because of somebody in particular. */
class OthersDoNotWaitTest {

  private static final long ANSWER_MS = 200;
  private static final long LINGER_MS = 50;
  private static final int IN_FLIGHT = 8;
  private static final long TIME_OUT_MS = 10_000;

  /** An answer that is under way, and one of its own. */
  private static final long USUAL_MS = LINGER_MS + 2 * ANSWER_MS;

  private static final DeliverySettings SETTINGS =
      TestSettings.with(
              "delivery.max-in-flight", "" + IN_FLIGHT,
              "delivery.max-users", "500",
              "delivery.max-waiting", "32000000 b",
              "delivery.linger", LINGER_MS + " ms",
              "delivery.request-timeout", TIME_OUT_MS + " ms",
              "delivery.late-effects", "10 s",
              "delivery.backoff-initial", "100 ms",
              "delivery.backoff-max", "10 s",
              "delivery.retry-after-max", "1 min",
              "delivery.retry-budget", "60 s")
          .delivery();

  private final List<Person> people = new ArrayList<>();
  private final List<Arrival> arrivals = new ArrayList<>();

  private void arrive(long time, Person person, Updates update) {
    arrive(time, person, update.offset(arrivals.size()).build());
  }

  private void arrive(long time, Person person, Update built) {
    arrivals.add(new Arrival(time, built, person, arrivals.size(), person.fault()));
  }

  private Person person(String id, Person.Fault fault) {
    Person person = new Person(id, 0, fault);
    people.add(person);
    return person;
  }

  /** Fifty updates of others a second for two minutes, with something before each of them. */
  private void play(IntFunction<Runnable> before) {
    List<Person> others = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      others.add(person("u" + (100 + i), null));
    }
    for (int i = 0; i < 50 * 120; i++) {
      before.apply(i).run();
      Person other = others.get(i % others.size());
      arrive(
          i * 20L + 19,
          other,
          Updates.update("other" + i).user(other.id()).event(other.id() + "." + i + ".x"));
    }
  }

  private List<Long> waitsOfOthers() {
    return waitsOf("other");
  }

  /** How long each update whose id begins so waited, in order. */
  private List<Long> waitsOf(String prefix) {
    SimulatedJob job = new SimulatedJob(History.of(SETTINGS, people, arrivals, ANSWER_MS));
    job.run();
    assertThat(job.standsStill()).isFalse();
    Map<Long, Long> ended = new HashMap<>();
    job.outcomes().forEach(outcome -> ended.put(outcome.offset(), outcome.time()));
    assertThat(ended).hasSameSizeAs(arrivals);
    return arrivals.stream()
        .filter(arrival -> arrival.update().messageId().startsWith(prefix))
        .map(arrival -> ended.get(arrival.update().origin().offset()) - arrival.time())
        .sorted()
        .toList();
  }

  private static long p99(List<Long> sorted) {
    return sorted.get(sorted.size() * 99 / 100);
  }

  /** Two hundred updates a second that alternate between devices share requests. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void aHotUserOfSeveralDevicesKeepsNobodyWaiting(int devices) {
    Person hot = person("u1", null);
    play(
        i ->
            () -> {
              for (int j = 0; j < 4; j++) {
                int number = 4 * i + j;
                arrive(
                    i * 20L + j * 5L,
                    hot,
                    Updates.update("hot" + number)
                        .user("u1")
                        .device("d" + number % devices)
                        .event("u1." + number + ".x"));
              }
            });
    List<Long> waits = waitsOfOthers();
    assertThat(p99(waits)).as("p99 of others, ms").isLessThanOrEqualTo(USUAL_MS);
  }

  /** Every other event names the device alone, and a link fills the user in. */
  @Test
  void aHotUserWhoIsNamedAtTimesKeepsNobodyWaiting() {
    Person hot = person("u1", null);
    play(
        i ->
            () -> {
              for (int j = 0; j < 4; j++) {
                int number = 4 * i + j;
                Updates update = Updates.update("hot" + number).offset(arrivals.size());
                Updates named = number % 2 == 0 ? update.user("u1") : update;
                Update built = named.device("d1").event("u1." + number + ".x").build();
                arrive(
                    i * 20L + j * 5L,
                    hot,
                    number % 2 == 0 ? built : built.withStitchedUserId("u1"));
              }
            });
    List<Long> waits = waitsOf("other");
    assertThat(p99(waits)).as("p99 of others, ms").isLessThanOrEqualTo(USUAL_MS);
    assertThat(p99(waitsOf("hot"))).as("p99 of the user, ms").isLessThanOrEqualTo(USUAL_MS);
  }

  /** Updates that can't share a request wait for one another, and for nobody else. */
  @Test
  void aHotUserWhoseUpdatesCannotShareARequestWaitsAlone() {
    Person hot = person("u1", null);
    play(
        i ->
            () -> {
              for (int j = 0; j < 4; j++) {
                int number = 4 * i + j;
                arrive(
                    i * 20L + j * 5L,
                    hot,
                    Updates.update("hot" + number)
                        .user("u1")
                        .email("mail" + number % 2 + "@example.com")
                        .event("u1." + number + ".x"));
              }
            });
    List<Long> waits = waitsOfOthers();
    assertThat(p99(waits)).as("p99 of others, ms").isLessThanOrEqualTo(USUAL_MS);
  }

  /** What they wait for is their own turn, however many of them there are. */
  @ParameterizedTest
  @ValueSource(ints = {4, 5, 8, 20, 40})
  void manyHotUsersWaitAloneToo(int users) {
    List<Person> hot = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      hot.add(person("u" + (1 + i), null));
    }
    play(
        i ->
            () -> {
              for (int j = 0; j < 6; j++) {
                int number = 6 * i + j;
                Person one = hot.get(number % users);
                arrive(
                    i * 20L + j * 3L,
                    one,
                    Updates.update("hot" + number)
                        .user(one.id())
                        .email("mail" + number / users % 2 + "@example.com")
                        .event(one.id() + "." + number + ".x"));
              }
            });
    List<Long> waits = waitsOfOthers();
    assertThat(waits.get(waits.size() - 1))
        .as("longest wait of others, ms")
        .isLessThanOrEqualTo(USUAL_MS);
  }

  /**
   * Three times as many users as there may be requests in flight are left without an answer until
   * the time-out. Who shares a request with one of them waits until it is halved down to the
   * culprit; the others wait no longer than usual.
   */
  @Test
  void usersWhoHangTakeTurnsWithOthersEvenIfMoreThanFitInFlight() {
    play(
        i ->
            () -> {
              if (i == 250) {
                for (int j = 0; j < 3 * IN_FLIGHT; j++) {
                  String id = "u" + (10_000 + i + j);
                  arrive(
                      i * 20L,
                      person(id, Person.Fault.HANGS),
                      Updates.update("hangs" + id).user(id).event(id + ".1." + Person.Fault.HANGS));
                }
              }
            });
    List<Long> waits = waitsOfOthers();
    int halvings = 9;
    assertThat(waits.get(waits.size() - 1))
        .as("longest wait of others, ms")
        .isLessThanOrEqualTo((4 + halvings) * (TIME_OUT_MS + ANSWER_MS));
    assertThat(p99(waits)).as("p99 of others, ms").isLessThanOrEqualTo(USUAL_MS);
  }
}

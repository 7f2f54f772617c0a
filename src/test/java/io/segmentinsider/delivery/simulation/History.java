package io.segmentinsider.delivery.simulation;

import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.identity.IdentityOptions.ChangedIdentifierPolicy;
import io.segmentinsider.profile.ProfileSettings;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.Updates;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import javax.annotation.Nullable;

/**
 * What happens in one run, drawn from a seed: options, people, their updates, and what goes wrong
 * when. What delivery meets and what the profile stage decides upon are drawn apart, so that the
 * seeds that once showed a fault of delivery still give the same troubles.
 */
final class History {

  /** Of all updates. */
  static final String TOPIC = "segment-events";

  final long seed;
  final DeliverySettings settings;

  /** Null if updates come to delivery as they are. */
  @Nullable final ProfileSettings profile;

  final int parallelism;
  final boolean bounded;
  final List<Person> people = new ArrayList<>();
  final List<Arrival> arrivals = new ArrayList<>();
  final List<Outage> outages = new ArrayList<>();
  final List<Restart> restarts = new ArrayList<>();
  final long checkpointEveryMs;
  final long shortestAnswerMs;
  final long longestAnswerMs;

  /** Of a thousand calls, how many lose their answer before or after their effect. */
  final int lostBefore;

  final int lostAfter;

  /** Of a thousand calls, how many time out and have their effect later. */
  final int late;

  /** Of a thousand calls, how many fail although nothing is wrong with them. */
  final int flaky;

  /**
   * An update and what is wrong with it.
   *
   * @param time when it reaches the job, milliseconds
   * @param sequence its number among its person's, from 1
   * @param fault null if nothing is wrong
   */
  record Arrival(
      long time, Update update, Person person, int sequence, @Nullable Person.Fault fault) {}

  /**
   * The loss of all tasks.
   *
   * @param time when, milliseconds
   * @param parallelism with how many tasks the job goes on
   */
  record Restart(long time, int parallelism) {}

  private History(long seed, boolean inOrder) {
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(seed);
    SplittableRandom sayings = new SplittableRandom(seed ^ 0x5a1d);
    this.profile = drawProfile(sayings);
    boolean calm = random.nextInt(4) == 0;
    int maxInFlight = pick(random, 1, 2, 3, 8);
    int maxUsers = pick(random, 1, 3, 10, 50);
    int maxBody = pick(random, 1_000, 4_900_000, 4_900_000);
    int perMinute = pick(random, 600, 3_000, 60_000, 1_000_000);
    this.settings =
        new DeliverySettings(
            URI.create("http://127.0.0.1:1"),
            "shop",
            null,
            null,
            maxInFlight,
            maxUsers,
            maxBody,
            pick(random, 1_000_000, 32_000_000),
            Duration.ofMillis(pick(random, 0, 20, 200)),
            Duration.ofSeconds(pick(random, 2, 10)),
            Duration.ofSeconds(10),
            perMinute,
            pick(random, 10, 30),
            Duration.ofMillis(100),
            Duration.ofSeconds(pick(random, 1, 10)),
            Duration.ofMinutes(1),
            Duration.ofSeconds(60),
            false);
    this.parallelism = pick(random, 1, 1, 2, 3);
    this.bounded = random.nextInt(3) > 0;
    this.checkpointEveryMs = pick(random, 1_000, 10_000);
    this.shortestAnswerMs = pick(random, 1, 20);
    this.longestAnswerMs = shortestAnswerMs + pick(random, 5, 100, 1_000);
    this.lostBefore = calm ? 0 : pick(random, 0, 20, 100);
    this.lostAfter = calm ? 0 : pick(random, 0, 20, 100);
    this.late = calm ? 0 : pick(random, 0, 0, 30);
    this.flaky = calm ? 0 : pick(random, 0, 20, 150);
    long span = pick(random, 5_000, 60_000, 300_000);
    drawPeople(random);
    drawArrivals(random, inOrder ? null : new Sayings(sayings, span), span);
    if (!calm) {
      drawOutages(random, span);
      drawRestarts(random, span);
    }
  }

  static History of(long seed) {
    return new History(seed, false);
  }

  /** The same troubles, but events come in the order of their times, each with new values. */
  static History inOrder(long seed) {
    return new History(seed, true);
  }

  /**
   * A history of delivery alone, in one task, in which nothing goes wrong but what is said of
   * people and updates.
   *
   * @param arrivals in order of time, their offsets counted from 0
   * @param answerMs how long each answer takes
   */
  static History of(
      DeliverySettings settings, List<Person> people, List<Arrival> arrivals, long answerMs) {
    return new History(settings, people, arrivals, answerMs);
  }

  private History(
      DeliverySettings settings, List<Person> people, List<Arrival> arrivals, long answerMs) {
    this.seed = 1;
    this.settings = settings;
    this.profile = null;
    this.parallelism = 1;
    this.bounded = true;
    this.people.addAll(people);
    this.arrivals.addAll(arrivals);
    this.checkpointEveryMs = 1_000;
    this.shortestAnswerMs = answerMs;
    this.longestAnswerMs = answerMs;
    this.lostBefore = 0;
    this.lostAfter = 0;
    this.late = 0;
    this.flaky = 0;
  }

  private static int pick(SplittableRandom random, int... values) {
    return values[random.nextInt(values.length)];
  }

  private static ProfileSettings drawProfile(SplittableRandom random) {
    return new ProfileSettings(
        Duration.ofMillis(pick(random, 0, 5_000, 86_400_000)),
        Duration.ofDays(30),
        300,
        0,
        random.nextBoolean() ? ChangedIdentifierPolicy.KEEP : ChangedIdentifierPolicy.UPDATE,
        Set.of(TOPIC),
        false);
  }

  private void drawPeople(SplittableRandom random) {
    int count = pick(random, 1, 4, 12, 40);
    int faultyOf = pick(random, 0, 4, 20);
    Person.Fault[] faults = Person.Fault.values();
    for (int i = 0; i < count; i++) {
      boolean faulty = faultyOf > 0 && random.nextInt(faultyOf) == 0;
      people.add(
          new Person(
              "u" + i,
              pick(random, 0, 0, 1, 2, 3),
              faulty ? faults[random.nextInt(faults.length)] : null));
    }
  }

  private void drawArrivals(SplittableRandom random, @Nullable Sayings sayings, long span) {
    int count = pick(random, 5, 40, 150);
    boolean hot = random.nextInt(3) == 0;
    int deletionsOf = pick(random, 0, 0, 12);
    int faultyOf = pick(random, 0, 0, 15, 40);
    Person.Fault[] faults = Person.Fault.values();
    Map<String, Integer> sequences = new HashMap<>();
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      times.add(random.nextLong(span));
    }
    times.sort(null);
    for (int i = 0; i < count; i++) {
      Person person =
          hot && random.nextBoolean() ? people.get(0) : people.get(random.nextInt(people.size()));
      int sequence = sequences.merge(person.id(), 1, Integer::sum);
      Person.Fault fault = person.fault();
      if (fault == null && faultyOf > 0 && random.nextInt(faultyOf) == 0) {
        fault = faults[random.nextInt(faults.length)];
      }
      boolean deletion = fault == null && deletionsOf > 0 && random.nextInt(deletionsOf) == 0;
      long recordTime = VirtualTime.EPOCH + times.get(i);
      long eventTime = sayings == null ? recordTime : sayings.timeOf(recordTime);
      Updates update =
          Updates.update(person.id() + "." + sequence)
              .offset(i)
              .user(person.id())
              .at(eventTime)
              .recordedAt(recordTime);
      if (deletion) {
        update.operation(Operation.DELETE);
      } else {
        draw(update, random, sayings, person, sequence, fault);
        if (sayings != null) {
          sayings.add(update, person, eventTime, i);
        }
      }
      arrivals.add(new Arrival(times.get(i), update.build(), person, sequence, fault));
    }
  }

  /** What delivery has to do with. The attributes of sayings stand in for those of this. */
  private static void draw(
      Updates update,
      SplittableRandom random,
      @Nullable Sayings sayings,
      Person person,
      int sequence,
      @Nullable Person.Fault fault) {
    if (person.devices() > 0) {
      update.device(person.id() + "-d" + random.nextInt(person.devices()));
    }
    if (random.nextInt(10) == 0) {
      update.history();
    }
    int events = pick(random, 0, 1, 1, 2, 5);
    if (events == 0 || random.nextInt(3) > 0) {
      int which = random.nextInt(3);
      if (sayings == null) {
        update.attribute("v", Integer.toString(sequence));
        update.attribute("v" + which, Integer.toString(sequence));
      } else {
        sayings.named("v", "v" + which);
      }
    }
    // A user without events can't be refused for one.
    int all = events == 0 && fault != null ? 1 : events;
    int faulty = all == 0 ? 0 : random.nextInt(all);
    for (int i = 0; i < all; i++) {
      String mark = fault != null && i == faulty ? "." + fault : "";
      String padding = random.nextInt(8) == 0 ? "." + "x".repeat(300) : "";
      update.event(person.id() + "." + sequence + "." + i + mark + padding);
    }
  }

  private void drawOutages(SplittableRandom random, long span) {
    Outage.Kind[] kinds = Outage.Kind.values();
    int count = pick(random, 0, 1, 2, 4);
    for (int i = 0; i < count; i++) {
      long from = random.nextLong(span);
      long length = pick(random, 500, 5_000, 60_000, 600_000);
      outages.add(new Outage(from, from + length, kinds[random.nextInt(kinds.length)]));
    }
  }

  private void drawRestarts(SplittableRandom random, long span) {
    int count = pick(random, 0, 0, 1, 3);
    for (int i = 0; i < count; i++) {
      restarts.add(new Restart(random.nextLong(span + 20_000), pick(random, 1, 2, 4)));
    }
    restarts.sort((one, other) -> Long.compare(one.time(), other.time()));
  }

  /** When the last fault that has an end is over, and all updates have come. */
  long endOfFaults() {
    long end = arrivals.isEmpty() ? 0 : arrivals.get(arrivals.size() - 1).time();
    for (Outage outage : outages) {
      end = Math.max(end, outage.to());
    }
    for (Restart restart : restarts) {
      end = Math.max(end, restart.time());
    }
    return end;
  }
}

package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.alias;
import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Few people who share devices, addresses and phones in every way, in any order, with repeats and a
 * job that is rescaled meanwhile: whatever they do, no two of them become one.
 */
class StrangersTest {

  private static final int EVENTS = 60;

  /** The property that says in an event who it names. */
  private static final String NAMED = "named";

  private static List<TestEvent> anyEvents(Random random) {
    List<TestEvent> events = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      events.add(anyEvent(random, i));
    }
    return events;
  }

  private static TestEvent anyEvent(Random random, int number) {
    String user = "u" + random.nextInt(4);
    String device = "d" + random.nextInt(4);
    boolean names = random.nextInt(3) > 0;
    TestEvent event;
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        event = identify().trait("visit", number);
        if (random.nextBoolean()) {
          event = event.trait("email", "e" + random.nextInt(3) + "@shop.sg");
        }
        if (random.nextInt(3) == 0) {
          event = event.trait("phone", "+1415555010" + random.nextInt(3));
        }
      }
      case 2 -> {
        return alias(device).user(user).device(device).at(random.nextInt(90));
      }
      default ->
          event = track("Seen").property("number", number).property(NAMED, names ? user : "nobody");
    }
    if (names) {
      event = event.user(user);
    }
    if (!names || random.nextInt(4) > 0) {
      event = event.device(device);
    }
    return event.at(random.nextInt(90));
  }

  private static Stages run(List<TestEvent> events, Random random, String... options)
      throws Exception {
    Stages job = Stages.with(options);
    int rescaleAt = random.nextInt(events.size());
    for (int i = 0; i < events.size(); i++) {
      job.feed(events.get(i).json());
      if (random.nextInt(5) == 0) {
        job.settle();
      }
      if (i == rescaleAt) {
        job.settle();
        job.rescaledTo(1 + random.nextInt(3));
      }
    }
    job.settle();
    return job;
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void noTwoPeopleBecomeOneAndNobodyGetsAnothersEvents(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<TestEvent> events = anyEvents(random);
    for (int i = random.nextInt(20); i > 0; i--) {
      events.add(random.nextInt(events.size()), events.get(random.nextInt(events.size())));
    }
    try (Stages job = run(events, random)) {
      assertThat(job.uuidMerges()).isZero();
      for (Person person : job.people()) {
        for (JsonNode event : person.profile().get("events")) {
          String named = event.path("event_params").path("custom").path(NAMED).asText();
          assertThat(named.equals("nobody") || person.has("uuid", named))
              .as("an event of %s stands in %s", named, person.profile().get("identifiers"))
              .isTrue();
        }
      }
      assertThat(
              Stream.concat(
                      job.receipts().stream().map(Receipt::source),
                      job.deadLetters().stream().map(DeadLetter::source))
                  .map(source -> (int) source.offset()))
          .as("ends by offset")
          .doesNotHaveDuplicates()
          .hasSize(events.size());
    }
  }

  /** The same people with the decision left to Insider: the law above is one that can be broken. */
  @Example
  void withoutProtectionTheyDo() throws Exception {
    Random random = new Random(1);
    try (Stages job = run(anyEvents(random), random, "identity.conflicts=send")) {
      assertThat(job.uuidMerges()).isPositive();
    }
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void repeatsChangeNothing(@ForAll long seed) throws Exception {
    List<TestEvent> events = anyEvents(new Random(seed));
    List<TestEvent> repeated = new ArrayList<>();
    Random random = new Random(seed + 1);
    for (TestEvent event : events) {
      repeated.add(event);
      if (random.nextInt(3) == 0) {
        repeated.add(repeated.get(random.nextInt(repeated.size())));
      }
    }
    assertThat(people(repeated)).isEqualTo(people(events));
  }

  private static Set<String> people(List<TestEvent> events) throws Exception {
    try (Stages job = Stages.with()) {
      for (TestEvent event : events) {
        job.feed(event.json());
      }
      job.settle();
      Set<String> people = new TreeSet<>();
      job.people().forEach(person -> people.add(person.profile().toString()));
      return people;
    }
  }
}

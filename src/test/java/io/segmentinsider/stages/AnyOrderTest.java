package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/**
 * However the events of a known user overtake each other on their way through the job, the person
 * at Insider is the same in the end.
 */
class AnyOrderTest {

  private static List<TestEvent> events() {
    List<TestEvent> events = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      events.add(
          identify()
              .user("ann")
              .device("d" + i % 2)
              .trait("email", "ann" + i % 3 + "@shop.sg")
              .trait("plan", "plan " + i)
              .trait("only_" + i, i)
              .at(i));
      events.add(identify().user("ann").trait("tied", "value " + i).at(3));
      events.add(track("Read").user("ann").device("d" + i % 2).property("page", i).at(i));
    }
    events.add(identify().user("ann").trait("plan", "other").with("messageId", "tie").at(5));
    return events;
  }

  private static JsonNode ann(List<TestEvent> events) throws Exception {
    Stages job = Stages.with();
    try {
      List<TestEvent> written = events();
      for (TestEvent event : events) {
        job.feed(event.json(), written.indexOf(event));
      }
      job.settle();
      assertThat(job.people()).hasSize(1);
      return job.user("ann").profile();
    } finally {
      job.close();
    }
  }

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void anyOrderWithRepeatsGivesTheSamePerson(
      @ForAll long seed, @ForAll @IntRange(max = 10) int repeats) throws Exception {
    Random random = new Random(seed);
    List<TestEvent> arrived = new ArrayList<>(events());
    for (int i = 0; i < repeats; i++) {
      arrived.add(arrived.get(random.nextInt(arrived.size())));
    }
    java.util.Collections.shuffle(arrived, random);
    JsonNode person = ann(arrived);
    JsonNode expected = ann(events());
    assertThat(person.get("attributes")).isEqualTo(expected.get("attributes"));
    assertThat(person.get("events")).isEqualTo(expected.get("events"));
  }
}

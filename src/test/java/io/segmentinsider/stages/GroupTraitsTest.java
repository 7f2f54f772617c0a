package io.segmentinsider.stages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** However calls of several groups overtake each other, no two groups are mixed in one person. */
class GroupTraitsTest {

  private static final int CALLS = 14;

  private static TestEvent call(Random random, int minute) {
    String id = "g" + random.nextInt(3);
    TestEvent call = TestEvent.ofType("group").user("ann").with("groupId", id);
    for (String name : List.of("name", "plan", "size", "city")) {
      if (random.nextInt(3) == 0) {
        call = call.trait(name, id + " " + minute);
      }
    }
    return call.at(minute);
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void allThatIsKnownOfAGroupIsOfTheNewestOne(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<TestEvent> written = new ArrayList<>();
    for (int minute = 0; minute < CALLS; minute++) {
      written.add(call(random, minute));
    }
    List<TestEvent> arrived = new ArrayList<>(written);
    Collections.shuffle(arrived, random);
    try (Stages job = Stages.with()) {
      for (TestEvent event : arrived) {
        job.feed(event.json(), written.indexOf(event));
        if (random.nextInt(4) == 0) {
          job.settle();
        }
      }
      job.settle();
      JsonNode attributes = job.user("ann").profile().at("/attributes/custom");
      String newest = written.get(CALLS - 1).event().get("groupId").asText();
      assertThat(attributes.get("group_id").asText()).isEqualTo(newest);
      for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
        if (!attribute.getKey().equals("group_id")) {
          assertThat(attribute.getValue().asText()).as(attribute.getKey()).startsWith(newest + " ");
        }
      }
      assertThat(job.deadLetters()).isEmpty();
    }
  }
}

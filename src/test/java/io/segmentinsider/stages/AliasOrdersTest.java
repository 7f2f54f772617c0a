package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.alias;
import static io.segmentinsider.stages.TestEvent.ofType;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * All orders of changes, deletions and events of three user ids, and random ones of more: at
 * Insider, and in the receipts, everything is as {@link AliasModel} says.
 */
class AliasOrdersTest {

  private static final int LENGTH = 4;

  /** More would not find room in delivery. */
  private static final int DELIVERED_TOGETHER = 500;

  /**
   * What can happen to three ids: {@code a>b} is a change, {@code -a} a deletion, {@code a} an
   * event.
   */
  private static final List<String> STEPS =
      List.of("a>b", "b>c", "b>a", "c>a", "-a", "-b", "-c", "a", "b", "c");

  /** A step of a story, at a time. */
  private record Step(String what, int time) {}

  /** People of their own, to whom some steps happen one after another. */
  private static final class Story {

    private final String name;
    private final List<Step> steps;
    private final AliasModel model = new AliasModel();
    private final List<Long> offsets = new ArrayList<>();

    private Story(String name, List<Step> steps) {
      this.name = name;
      this.steps = steps;
    }

    /** The user id of a letter; no other story has it. */
    private String id(char letter) {
      return name + "-" + letter;
    }

    private TestEvent play(int place) {
      Step step = steps.get(place);
      String what = step.what();
      TestEvent event;
      if (what.length() == 3) {
        model.alias(id(what.charAt(0)), id(what.charAt(2)), step.time());
        event = alias(id(what.charAt(0))).user(id(what.charAt(2)));
      } else if (what.length() == 2) {
        model.delete(id(what.charAt(1)), step.time());
        event = ofType("delete").user(id(what.charAt(1)));
      } else {
        model.event(id(what.charAt(0)), "e" + place, step.time());
        event = track("e" + place).user(id(what.charAt(0)));
      }
      return event.with("messageId", name + "-" + place).at(step.time());
    }

    @Override
    public String toString() {
      return steps.toString();
    }
  }

  @Example
  void allOrdersOfThreeIds() throws Exception {
    List<Story> stories = new ArrayList<>();
    for (int length = 1; length <= LENGTH; length++) {
      int orders = (int) Math.pow(STEPS.size(), length);
      for (int order = 0; order < orders; order++) {
        List<Step> steps = new ArrayList<>();
        int rest = order;
        for (int place = 0; place < length; place++) {
          steps.add(new Step(STEPS.get(rest % STEPS.size()), place + 1));
          rest /= STEPS.size();
        }
        stories.add(new Story(length + "-" + order, steps));
      }
    }
    assertEndAsTheModel(stories, 1);
  }

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void anyOrderOfFiveIdsAtAnyTimes(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<Story> stories = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      List<Step> steps = new ArrayList<>();
      for (int place = 0; place < 14; place++) {
        char one = (char) ('a' + random.nextInt(5));
        char other = (char) ('a' + random.nextInt(5));
        boolean inOrder = random.nextInt(3) > 0;
        int time = inOrder ? 100 + place : random.nextInt(100 + place);
        switch (random.nextInt(7)) {
          case 0 -> steps.add(new Step("-" + one, time));
          case 1, 2, 3 ->
              steps.add(
                  one == other ? new Step("" + one, time) : new Step(one + ">" + other, time));
          default -> steps.add(new Step("" + one, time));
        }
      }
      stories.add(new Story("s" + i, steps));
    }
    assertEndAsTheModel(stories, 1 + random.nextInt(3));
  }

  private static void assertEndAsTheModel(List<Story> stories, int parallelism) throws Exception {
    try (Stages job = Stages.with(Stages.TRUSTED)) {
      job.rescaledTo(parallelism);
      long offset = 0;
      for (int place = 0; place < 14; place++) {
        for (Story story : stories) {
          if (place < story.steps.size()) {
            job.feed(story.play(place).json());
            story.offsets.add(offset++);
            if (offset % DELIVERED_TOGETHER == 0) {
              job.settle();
            }
          }
        }
        job.settle();
        if (place == 1) {
          job.rescaledTo(parallelism);
        }
      }
      Map<Long, String> ends = ends(job);
      Map<String, Map<String, Set<String>>> profiles = profiles(job);
      for (Story story : stories) {
        assertThat(story.offsets.stream().map(ends::get).toList())
            .as("how the steps %s end", story)
            .isEqualTo(story.model.ends());
        assertThat(profiles.getOrDefault(story.name, Map.of()))
            .as("what Insider has after %s", story)
            .isEqualTo(story.model.profiles());
      }
      assertThat(job.uuidMerges()).isZero();
    }
  }

  private static Map<Long, String> ends(Stages job) {
    Map<Long, String> ends = new HashMap<>();
    for (Receipt receipt : job.receipts()) {
      String reason = receipt.reason() == null ? "" : " " + receipt.reason();
      put(ends, receipt.origin().offset(), receipt.status().code() + reason);
    }
    for (DeadLetter letter : job.deadLetters()) {
      put(ends, letter.origin().offset(), letter.reason().code());
    }
    return ends;
  }

  private static void put(Map<Long, String> ends, long offset, String end) {
    assertThat(ends.put(offset, end)).as("another end of %d", offset).isNull();
  }

  /** By story: the events of each user id. */
  private static Map<String, Map<String, Set<String>>> profiles(Stages job) throws Exception {
    Map<String, Map<String, Set<String>>> profiles = new HashMap<>();
    for (Person person : job.people()) {
      JsonNode userIds = person.profile().get("identifiers").get("uuid");
      assertThat(userIds).hasSize(1);
      String userId = userIds.get(0).asText();
      String story = userId.substring(0, userId.length() - 2);
      profiles
          .computeIfAbsent(story, unknown -> new TreeMap<>())
          .put(userId, new TreeSet<>(person.events()));
    }
    return profiles;
  }
}

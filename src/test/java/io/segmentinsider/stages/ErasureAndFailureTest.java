package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.ofType;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A deletion, the erasures that come back for it, who uses the device and the address next, and
 * checkpoints, in every order; then a failure, after which events come in the same order once more,
 * and erasures at any time: whatever Insider was told before, two people stay two.
 */
class ErasureAndFailureTest {

  private static final Instant DELETED = Instant.parse("2026-05-01T12:05:00Z");

  /** What happens, once each. */
  private enum Step {
    /** Ann asks to be forgotten, and Insider confirms it. */
    DELETION,
    /** The erasures of what was ann's come back to the ladder, if they are committed. */
    ERASURES,
    /** Ann is there again, with her device and address. */
    ANN,
    /** Bob is on that device. */
    BOB,
    /** Zoe is on that device. */
    ZOE,
    /** What came until then is safe. */
    CHECKPOINT,
    /** What came until then is safe, and the failure goes back to here. */
    LAST_CHECKPOINT
  }

  /**
   * One order of the steps, with people of its own.
   *
   * @param number tells its people from those of others
   * @param steps before the failure
   * @param replayed after it
   */
  private record Story(int number, List<Step> steps, List<Step> replayed) {

    /** What comes before a step, and after the checkpoint before it. */
    List<Step> until(Step checkpoint) {
      int from = checkpoint == Step.LAST_CHECKPOINT ? steps.indexOf(Step.CHECKPOINT) + 1 : 0;
      return steps.subList(from, steps.indexOf(checkpoint));
    }

    List<Step> afterTheLastCheckpoint() {
      return afterTheLastCheckpointIn(steps);
    }

    private static List<Step> afterTheLastCheckpointIn(List<Step> steps) {
      return steps.subList(steps.indexOf(Step.LAST_CHECKPOINT) + 1, steps.size());
    }

    boolean isOf(String key) {
      return key.endsWith("-" + number);
    }
  }

  /** All orders in which nothing comes back before it was sent. */
  private static List<Story> stories() {
    List<Story> all = new ArrayList<>();
    collect(new ArrayList<>(), all);
    return all;
  }

  private static void collect(List<Step> begun, List<Story> all) {
    if (begun.size() == Step.values().length) {
      List<Step> again = new ArrayList<>(Story.afterTheLastCheckpointIn(begun));
      boolean erasuresToo = again.remove(Step.ERASURES);
      for (int erasures = 0; erasures <= (erasuresToo ? again.size() : 0); erasures++) {
        List<Step> replayed = new ArrayList<>(again);
        if (erasuresToo) {
          replayed.add(erasures, Step.ERASURES);
        }
        all.add(new Story(all.size(), List.copyOf(begun), replayed));
      }
    }
    for (Step step : Step.values()) {
      if (!begun.contains(step) && mayFollow(step, begun)) {
        begun.add(step);
        collect(begun, all);
        begun.remove(begun.size() - 1);
      }
    }
  }

  /** Erasures can be read behind a checkpoint behind the deletion; bob and zoe are like another. */
  private static boolean mayFollow(Step step, List<Step> begun) {
    return switch (step) {
      case ERASURES -> {
        int checkpoint =
            Math.max(begun.indexOf(Step.CHECKPOINT), begun.indexOf(Step.LAST_CHECKPOINT));
        int deletion = begun.indexOf(Step.DELETION);
        boolean isLast = begun.size() == Step.values().length - 1;
        yield deletion >= 0 && (deletion < checkpoint || isLast);
      }
      case ZOE -> begun.contains(Step.BOB);
      case LAST_CHECKPOINT -> begun.contains(Step.CHECKPOINT);
      default -> true;
    };
  }

  /**
   * All stories at a time, as a failure is one of all people.
   *
   * @param seconds between two steps: what a device's user does within a minute is not all noted
   */
  @ParameterizedTest
  @ValueSource(ints = {5, 70})
  void twoPeopleStayTwo(int seconds) throws Exception {
    List<Story> stories = stories();
    try (Stages job = Stages.with(Stages.TRUSTED).holdErasures()) {
      for (Story story : stories) {
        job.feed(eventOf(Step.ANN, story).with("timestamp", DELETED.toString()).json());
      }
      job.settle();
      for (Story story : stories) {
        make(story.until(Step.CHECKPOINT), story, seconds, job);
      }
      job.checkpoint();
      for (Story story : stories) {
        make(story.until(Step.LAST_CHECKPOINT), story, seconds, job);
      }
      Stages.Checkpoint last = job.checkpoint();
      for (Story story : stories) {
        make(story.afterTheLastCheckpoint(), story, seconds, job);
      }
      job.failedBackTo(last, 1, new Random(1));
      for (Story story : stories) {
        make(story.replayed(), story, seconds, job);
      }
      job.erase();
      for (Step step : List.of(Step.ANN, Step.BOB, Step.ZOE)) {
        for (Story story : stories) {
          TestEvent later =
              eventOf(step, story).with("messageId", "later " + step + story.number());
          job.feed(later.with("timestamp", DELETED.plusSeconds(900).toString()).json());
        }
      }
      job.settle();
      assertNobodyIsMerged(job, stories);
      assertTheDeviceIsSomebodys(job, stories);
    }
  }

  private static void make(List<Step> steps, Story story, int seconds, Stages job)
      throws Exception {
    for (Step step : steps) {
      if (step == Step.ERASURES) {
        job.eraseSome(erasure -> story.isOf(erasure.owner()));
      } else {
        Instant time =
            DELETED.plusSeconds((long) seconds * (1 + List.of(Step.values()).indexOf(step)));
        job.take(eventOf(step, story).with("timestamp", time.toString()));
      }
    }
  }

  private static TestEvent eventOf(Step step, Story story) {
    String suffix = "-" + story.number();
    return switch (step) {
      case DELETION -> ofType("delete").user("ann" + suffix);
      case ANN, BOB, ZOE ->
          identify()
              .device("d" + suffix)
              .user(step.name().toLowerCase(Locale.ROOT) + suffix)
              .trait("email", "ann@shop" + suffix + ".sg");
      default -> throw new IllegalArgumentException(step + " is no event");
    };
  }

  private static void assertNobodyIsMerged(Stages job, List<Story> stories) throws Exception {
    List<Story> merged = new ArrayList<>();
    for (Person person : job.people()) {
      JsonNode uuid = person.profile().get("identifiers").path("uuid");
      if (uuid.isArray() && uuid.size() > 1) {
        merged.addAll(stories.stream().filter(story -> story.isOf(uuid.get(0).asText())).toList());
      }
    }
    assertThat(merged).isEmpty();
    assertThat(job.uuidMerges()).isZero();
  }

  /** What is kept back is so for a while, and not for good. */
  private static void assertTheDeviceIsSomebodys(Stages job, List<Story> stories) throws Exception {
    List<Story> without = new ArrayList<>(stories);
    for (Person person : job.people()) {
      without.removeIf(story -> person.hasDevice("d-" + story.number()));
    }
    assertThat(without).isEmpty();
  }
}

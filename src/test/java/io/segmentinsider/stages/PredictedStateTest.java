package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.segmentinsider.tools.size.Demand;
import io.segmentinsider.tools.size.Sizing;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code job/size} says of state, beside a job that has it. */
class PredictedStateTest {

  private static final int USERS = 300;
  private static final int DEVICES = 450;
  private static final int EVENTS_PER_DEVICE = 12;

  @Test
  @Timeout(300)
  void ofUsersAndDevicesWithTheirMessages() throws Exception {
    RandomPeople people = new RandomPeople(11);
    try (Stages job = Stages.with()) {
      StateSize empty = StateSize.of(job);
      for (int i = 0; i < USERS; i++) {
        TestEvent user = people.user();
        String device = user.event().path("anonymousId").asText();
        job.feed(user.with("messageId", "user-" + i).json());
        feedMessages(job, device, EVENTS_PER_DEVICE - 1);
        settleAtTimes(job, i);
      }
      for (int i = 0; i < DEVICES; i++) {
        feedMessages(job, people.device(), EVENTS_PER_DEVICE);
        settleAtTimes(job, i);
      }
      job.settle();

      StateSize.Bytes measured = StateSize.of(job).since(empty, 1);
      Demand demand =
          new Demand(
              1,
              1,
              USERS,
              DEVICES,
              EVENTS_PER_DEVICE,
              Duration.ofHours(24),
              Duration.ofMillis(200));
      var predicted = Sizing.state(demand, (USERS + DEVICES) * (long) EVENTS_PER_DEVICE);

      assertThat(predicted.files()).isCloseTo(measured.files(), withinPercentage(25));
      assertThat(predicted.savepoint()).isCloseTo(measured.savepoint(), withinPercentage(25));
      assertThat(predicted.checkpoint()).isCloseTo(measured.checkpoint(), withinPercentage(25));
    }
  }

  private static void feedMessages(Stages job, String device, int messages) throws Exception {
    for (int i = 0; i < messages; i++) {
      job.feed(track("Read").device(device).with("messageId", device + "-" + i).at(i).json());
    }
  }

  /** What waits in delivery has a limit. */
  private static void settleAtTimes(Stages job, int number) throws Exception {
    if (number % 20 == 0) {
      job.settle();
    }
  }
}

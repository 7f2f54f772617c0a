package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.alias;
import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.ofType;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Receipt;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing stays for ever, at any stage, and timers do not pile up. */
class CleanUpTest {

  private Stages job;

  @BeforeEach
  void start() throws Exception {
    job = Stages.with("identity.link-ttl=30 d", "profile.ttl=60 d");
  }

  @AfterEach
  void close() {
    job.close();
  }

  private static TestEvent everything(String user, String device) {
    return identify()
        .device(device)
        .user(user)
        .trait("email", user + "@shop.sg")
        .trait("phone", "+6591234567")
        .trait("plan", "pro");
  }

  @Test
  void everyStageIsEmptyInTheEnd() throws Exception {
    job.take(
        everything("ann", "d").at(1),
        everything("bob", "d").at(2),
        track("Read").device("alone").at(3),
        alias("ann").user("zoe").at(4),
        ofType("delete").user("bob").at(5));
    assertThat(job.stateEntries()).isPositive();
    job.pass(Duration.ofDays(62));
    assertThat(job.stateEntries()).isZero();
    assertThat(job.timers()).isZero();
  }

  @Test
  void aKeyThatIsBusyForDaysHasNoMoreTimersThanOneThatWasSeenOnce() throws Exception {
    job.take(everything("ann", "d").at(0));
    int timers = job.timers();
    for (int hour = 1; hour <= 100; hour++) {
      job.pass(Duration.ofHours(1));
      job.take(everything("ann", "d").trait("plan", "plan " + hour).at(60 * hour));
    }
    assertThat(job.timers()).isEqualTo(timers);
    job.pass(Duration.ofDays(31));
    job.take(track("Read").device("d").at(60_000));
    assertThat(job.counted("identity-device", "stitched")).as("the link has ended").isZero();
    job.pass(Duration.ofDays(62));
    assertThat(job.stateEntries()).isZero();
    assertThat(job.timers()).isZero();
  }

  @Test
  void aDeviceWithMoreMessagesThanAPageForgetsThemAll() throws Exception {
    for (int i = 0; i < 600; i++) {
      job.feed(track("Crawled").device("bot").with("messageId", "bot-" + i).json());
      if (i % 200 == 0) {
        job.pass(Duration.ofHours(1));
      }
    }
    job.settle();
    job.pass(Duration.ofDays(62));
    assertThat(job.stateEntries()).isZero();
    assertThat(job.timers()).isZero();
  }

  @Test
  void messagesOfALaterHourAreRememberedForTheWholeWindow() throws Exception {
    job.take(track("Read").device("d").at(1));
    job.pass(Duration.ofHours(20));
    job.take(track("Looked").device("d").at(2));
    job.pass(Duration.ofHours(23));
    job.take(track("Looked").device("d").at(2));
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.REPEAT);
    job.take(track("Read").device("d").at(1));
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.DELIVERED);
  }

  @Test
  void aLinkLivesForItsTimeAfterItWasLastConfirmed() throws Exception {
    job.take(track("Signed In").device("d").user("ann").at(0));
    job.pass(Duration.ofDays(20));
    job.take(track("Read").device("d").user("ann").at(1));
    job.pass(Duration.ofDays(29));
    job.take(track("Bought").device("d").at(2));
    assertThat(job.user("ann").events()).containsExactly("signed_in", "read", "bought");
  }
}

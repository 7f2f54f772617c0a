package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.alias;
import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.ofType;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.segmentinsider.record.Receipt;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing stays for ever, at any stage, and timers do not pile up. */
class CleanUpTest {

  private Stages job;

  @BeforeEach
  void start() throws Exception {
    job = Stages.with(Stages.TRUSTED, "identity.link-ttl=30 d", "profile.ttl=60 d");
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

  /** What is kept longer after an upgrade: a timer that fires early must not be the last one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "identity.link-ttl=90 d",
        "profile.ttl=150 d",
        "identity.repeat-window=70 d",
        "identity.link-ttl=10 d",
        "profile.ttl=10 d",
        "identity.repeat-window=1 h"
      })
  void whatWasKeptUnderAnotherTimeToLiveEndsToo(String changed) throws Exception {
    job.take(
        everything("ann", "d").at(1),
        track("Read").device("alone").at(3),
        alias("ann").user("zoe").at(4),
        ofType("delete").user("bob").at(5));
    for (int i = 0; i < 300; i++) {
      job.feed(track("Crawled").device("bot").with("messageId", "bot-" + i).json());
    }
    job.settle();
    Stages upgraded =
        Stages.restored(
            job.savepoint(), Stages.TRUSTED, "identity.link-ttl=30 d", "profile.ttl=60 d", changed);
    job.close();
    job = upgraded;
    assertThat(job.stateEntries()).isPositive();
    job.pass(Duration.ofDays(20));
    job.take(track("Read").device("d").at(7));
    for (int days = 20; days <= 260; days += 8) {
      job.pass(Duration.ofDays(8));
    }
    assertThat(job.stateEntries()).isZero();
    assertThat(job.timers()).isZero();
  }

  @Test
  void aTombstoneThatIsKeptLongerKeepsItsPower() throws Exception {
    job.take(ofType("delete").user("bob").at(5));
    Stages upgraded = Stages.restored(job.savepoint(), Stages.TRUSTED, "profile.ttl=120 d");
    job.close();
    job = upgraded;
    job.pass(Duration.ofDays(100));
    job.take(track("Read").user("bob").at(4));
    assertThat(job.lastReceipt().reason()).isEqualTo("forgotten");
  }

  /** What uses an identifier, long after it was first sent with ann. */
  static Stream<Arguments> uses() {
    TestEvent ann = everything("ann", "d");
    TestEvent bobsDevice = track("Read").device("d").user("bob");
    TestEvent bobsEmail = identify().user("bob").trait("email", "ann@shop.sg");
    return Stream.of(
        arguments("a visitor on the device", ann, track("Read").device("d"), bobsDevice),
        arguments("a login", ann, track("Read").device("d").user("ann"), bobsDevice),
        arguments("another's login", ann, track("Read").device("d").user("zoe"), bobsDevice),
        arguments(
            "a form with the e-mail",
            ann,
            identify().device("g").trait("email", "ann@shop.sg"),
            bobsEmail),
        arguments(
            "a form with the number",
            ann,
            identify().trait("phone", "+6591234567"),
            identify().user("bob").trait("phone", "+6591234567")),
        arguments(
            "another who names the e-mail",
            ann,
            identify().user("zoe").trait("email", "ann@shop.sg"),
            bobsEmail),
        arguments(
            "a visitor on the device of a visitor with an e-mail",
            identify().device("d").trait("email", "ann@shop.sg"),
            track("Read").device("d"),
            bobsDevice));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("uses")
  void whatIsUsedStaysWithWhomItWasFirstSentWith(
      String what, TestEvent first, TestEvent use, TestEvent bobs) throws Exception {
    job.take(first.at(0));
    for (int i = 1; i <= 4; i++) {
      job.pass(Duration.ofDays(20));
      job.take(use.at(i).with("messageId", "use-" + i));
    }
    job.take(bobs.at(90));
    assertThat(job.user("bob").identifierKeys()).containsExactly("uuid:bob");
    assertThat(job.uuidMerges()).isZero();
  }

  @Test
  void whatIsNotUsedForItsTimeToLiveIsAnybodysAgain() throws Exception {
    job.take(everything("ann", "d").at(0));
    job.pass(Duration.ofDays(31));
    assertThat(job.stateEntries()).as("ann's record").isEqualTo(1);
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

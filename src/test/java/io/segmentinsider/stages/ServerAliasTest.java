package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.alias;
import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Receipt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An alias whose previous id is a visitor's, as Segment's server libraries send it. */
class ServerAliasTest {

  private static final String DEVICE = "6d5ba2f2-8ef0-4e95-803b-f8e54d3ebab4";
  private static final String UNTRUSTED = "job.name=without-trust";

  private Stages job;

  @AfterEach
  void nobodyIsMergedAndNothingIsLost() {
    assertThat(job.uuidMerges()).isZero();
    assertThat(job.deadLetters()).isEmpty();
    job.close();
  }

  private void assertOnePerson(String user, String device, String... events) throws Exception {
    assertThat(job.people()).hasSize(1);
    assertThat(job.user(user).hasDevice(device)).isTrue();
    assertThat(job.user(user).events()).containsExactly(events);
  }

  @ParameterizedTest
  @ValueSource(strings = {UNTRUSTED, Stages.TRUSTED})
  void anAliasFromAServerMakesOnePersonOfDeviceAndUser(String option) throws Exception {
    job = Stages.with(option);
    for (String event :
        Files.readAllLines(Path.of("src/test/resources/cases/i07-server-alias.ndjson"))) {
      job.take(event);
    }
    assertThat(job.receipts().get(1).status()).isEqualTo(Receipt.Status.LINKED);
    assertOnePerson("u-8", "d-8", "viewed", "sign_up_confirmation", "viewed_again");
  }

  /** It would be a key of state for a year. */
  @Test
  void aPreviousIdThatIsTooLongIsNone() throws Exception {
    job = Stages.with(UNTRUSTED);
    job.take(
        alias("x".repeat(1_001)).user("ann").device("d").at(1),
        alias("x".repeat(1_000)).user("bob").device("e").at(2));
    assertThat(job.receipts())
        .extracting(Receipt::reason)
        .containsExactly(null, "untrusted-source");
  }

  @ParameterizedTest
  @ValueSource(strings = {UNTRUSTED, Stages.TRUSTED})
  void aUuidBesideAnotherAnonymousId(String option) throws Exception {
    job = Stages.with(option);
    job.take(
        track("Read").device(DEVICE).at(1),
        alias(DEVICE).user("ann").device("the-server").at(2),
        track("Bought").device(DEVICE).at(3));
    assertOnePerson("ann", DEVICE, "read", "bought");
  }

  @ParameterizedTest
  @ValueSource(strings = {UNTRUSTED, Stages.TRUSTED})
  void itIsSentAtOnceAndOnce(String option) throws Exception {
    job = Stages.with(option);
    TestEvent alias = alias("d").user("ann").at(2);
    job.take(track("Read").device("d").at(1), alias, alias);
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.REPEAT);
    assertThat(job.requests()).hasSize(2);
    assertOnePerson("ann", "d", "read");
  }

  @ParameterizedTest
  @ValueSource(strings = {UNTRUSTED, Stages.TRUSTED})
  void itMayComeBeforeTheEventsOfItsDevice(String option) throws Exception {
    job = Stages.with(option);
    job.take(
        alias("d").user("ann").at(2),
        track("Read").device("d").at(1),
        track("Bought").device("d").at(3));
    assertOnePerson("ann", "d", "read", "bought");
  }

  @ParameterizedTest
  @ValueSource(strings = {UNTRUSTED, Stages.TRUSTED})
  void aDeviceIsKnownLongAfterItsLastEventIfItWasSentWithMore(String option) throws Exception {
    job = Stages.with(option);
    int later = 20 * 24 * 60;
    job.take(identify().device("d").trait("email", "ann@shop.sg").at(1));
    job.pass(Duration.ofDays(20));
    job.take(alias("d").user("ann").at(later), track("Read").device("d").at(later + 1));
    assertThat(job.receipts().get(1).status()).isEqualTo(Receipt.Status.LINKED);
    assertThat(job.user("ann").events()).containsExactly("read");
    assertThat(job.user("ann").hasDevice("d")).as("it is the e-mail's at Insider").isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {UNTRUSTED, Stages.TRUSTED})
  void theDeviceOfAnotherStaysTheOthers(String option) throws Exception {
    job = Stages.with(option);
    job.take(
        track("Signed In").device("d").user("bob").at(1),
        alias("d").user("ann").at(2),
        track("Read").user("ann").at(3));
    assertThat(job.user("bob").hasDevice("d")).isTrue();
    assertThat(job.user("ann").hasDevice("d")).isFalse();
    assertThat(job.people()).hasSize(2);
  }

  @Test
  void aDeviceOfThatNameDoesNotKeepAUserFromANewId() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    job.take(
        track("Bought").user("old").at(1),
        track("Crawled").device("old").at(2),
        alias("old").user("new").at(3),
        track("Read").user("old").at(4));
    assertThat(job.user("new").events()).containsExactly("bought", "read");
    assertThat(job.requests()).anyMatch(request -> request.startsWith("/api/user/v1/identity"));
  }

  @Test
  void whoIsNotTrustedOnlyLinksTheDeviceOfThatName() throws Exception {
    job = Stages.with();
    job.take(
        track("Bought").user("old").at(1),
        track("Crawled").device("old").at(2),
        alias("old").user("mallory").at(3),
        track("Read").user("old").at(4));
    assertThat(job.user("old").events()).containsExactly("bought", "read");
    assertThat(job.user("mallory").events()).containsExactly("crawled");
  }

  @Test
  void anIdThatIsNoDeviceIsAUserId() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    for (TestEvent alias :
        List.of(alias("old").user("new").at(1), alias("old").user("new").at(2))) {
      job.take(alias);
      assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.LINKED);
    }
    job.take(track("Read").user("old").at(3));
    assertThat(job.user("new").events()).containsExactly("read");
    assertThat(job.requests()).hasSize(2);
  }
}

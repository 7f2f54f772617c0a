package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.ofType;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Receipt;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What goes back to the ladder over the control topic comes some seconds after the deletion, or an
 * hour: it ends what was known of its person before the deletion, and nothing else.
 */
class LateErasureTest {

  private Stages job;

  @BeforeEach
  void start() throws Exception {
    job = Stages.with(Stages.TRUSTED, "consent.required=gdpr").holdErasures();
    job.take(
        identify()
            .device("d")
            .user("ann")
            .trait("email", "ann@shop.sg")
            .trait("phone", "+6591234567")
            .trait("gdpr_optin", true)
            .at(1));
  }

  @AfterEach
  void nobodyIsMerged() {
    assertThat(job.uuidMerges()).isZero();
    job.close();
  }

  private static TestEvent optIn(String user) {
    return identify().user(user).trait("gdpr_optin", true);
  }

  @Test
  void whatAPersonTaughtWhoCameBackStays() throws Exception {
    job.take(
        ofType("delete").user("ann").at(5),
        identify()
            .device("d")
            .user("ann")
            .trait("email", "ann@shop.sg")
            .trait("gdpr_optin", true)
            .at(7));
    job.erase();
    job.take(track("Read").device("d").at(8));
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("ann").events()).containsExactly("read");
    job.take(optIn("bob").device("d").trait("email", "ann@shop.sg").at(9));
    assertThat(job.people()).hasSize(2);
    assertThat(job.user("bob").hasDevice("d")).isFalse();
    assertThat(job.user("bob").has("email", "ann@shop.sg")).isFalse();
  }

  /** The deletion is made in the record of the first id; the later one has a record of its own. */
  @Test
  void whoComesBackUnderALaterIdWaitsForAllThatWasThePersons() throws Exception {
    comesBackAsAnnaBeforeHerDeviceIsErased(ofType("delete").user("anna").at(5));
    assertThat(job.user("anna").events()).containsExactly("read");
    job.take(optIn("bob").device("d2").at(9), optIn("anna").device("d2").at(10));
    assertThat(job.user("bob").hasDevice("d2")).isTrue();
    assertThat(job.user("anna").hasDevice("d2")).isFalse();
  }

  /** So does who is deleted again before that is over, under the later id alone. */
  @Test
  void aSecondDeletionForgetsNothingOfTheFirst() throws Exception {
    comesBackAsAnnaBeforeHerDeviceIsErased(
        ofType("delete").user("anna").at(5), ofType("delete").user("anna").at(6));
    job.take(optIn("anna").device("d2").at(10));
    assertThat(job.user("anna").hasDevice("d2")).as("nobody else took it").isTrue();
  }

  private void comesBackAsAnnaBeforeHerDeviceIsErased(TestEvent... deletions) throws Exception {
    job.take(
        ofType("alias").user("anna").with("previousId", "ann").at(2),
        optIn("anna").device("d2").at(3));
    job.take(deletions);
    job.checkpoint();
    String device = Identifier.device("d2").key();
    job.eraseSome(erasure -> !erasure.identifier().equals(device));
    job.checkpoint();
    job.take(optIn("anna").at(7), track("Read").device("d2").at(8));
    assertThat(job.user("anna").hasDevice("d2")).as("it is about to be anybody's").isFalse();
    job.erase();
    job.checkpoint();
  }

  @Test
  void whatAnotherTaughtMeanwhileStays() throws Exception {
    job.take(
        ofType("delete").user("ann").at(5),
        optIn("bob").device("d").trait("email", "ann@shop.sg").at(6));
    job.erase();
    job.take(track("Read").device("d").at(8));
    assertThat(job.user("bob").events()).containsExactly("read");
    job.take(optIn("zoe").trait("email", "ann@shop.sg").at(9), track("Bought").user("zoe").at(10));
    assertThat(job.user("zoe").events()).containsExactly("bought");
    assertThat(job.user("bob").has("email", "ann@shop.sg")).as("it was ann's then").isFalse();
    assertThat(job.user("zoe").has("email", "ann@shop.sg")).as("and nobody's now").isTrue();
  }

  @Test
  void whatAnotherTaughtBeforeStays() throws Exception {
    job.take(
        optIn("bob").device("shared").at(1),
        optIn("ann").device("shared").at(2),
        ofType("delete").user("ann").at(5));
    job.erase();
    job.take(track("Read").device("shared").at(1), optIn("zoe").device("shared").at(6));
    assertThat(job.user("bob").events()).containsExactly("read");
    assertThat(job.user("bob").hasDevice("shared")).isTrue();
    assertThat(job.user("zoe").hasDevice("shared")).isFalse();
  }

  @Test
  void anEventOfTheForgottenTimeDoesNotBecomeAnothers() throws Exception {
    job.take(
        optIn("bob").device("shared").at(1),
        optIn("ann").device("shared").at(3),
        ofType("delete").user("ann").at(5),
        optIn("bob").device("shared").at(7));
    job.erase();
    job.take(track("Secret").device("shared").at(4));
    assertThat(job.people()).noneMatch(person -> person.events().contains("secret"));
    job.take(track("Read").device("shared").at(8), track("Looked").device("shared").at(2));
    assertThat(job.user("bob").events()).containsExactly("looked", "read");
  }

  /** Nobody else had the device before the erasure, so that nothing else tells of that time. */
  @Test
  void anEventOfTheForgottenTimeDoesNotBecomeTheNextUsers() throws Exception {
    job.take(optIn("ann").device("own").at(3), ofType("delete").user("ann").at(5));
    job.erase();
    job.take(optIn("bob").device("own").at(7));
    job.take(track("Secret").device("own").at(4));
    assertThat(job.people()).noneMatch(person -> person.events().contains("secret"));
    assertThat(job.user("bob").hasDevice("own")).isTrue();
    job.take(track("Read").device("own").at(8));
    assertThat(job.user("bob").events()).containsExactly("read");
  }

  @Test
  void theMessagesOfOthersAreStillKnown() throws Exception {
    TestEvent bobs = track("Read").device("d").user("bob").with("messageId", "bobs").at(6);
    job.take(optIn("bob").device("d").at(6), ofType("delete").user("ann").at(5), bobs);
    job.erase();
    job.take(bobs);
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.REPEAT);
  }

  @Test
  void whatNobodyUsedSinceIsGone() throws Exception {
    job.take(ofType("delete").user("ann").at(5));
    job.erase();
    job.pass(Duration.ofMinutes(1));
    assertThat(job.stateEntries()).as("two tombstones, a device of nobody").isEqualTo(3);
    job.take(
        optIn("bob").device("d").trait("email", "ann@shop.sg").trait("phone", "+6591234567").at(6));
    assertThat(job.user("bob").hasDevice("d")).isTrue();
    assertThat(job.user("bob").has("email", "ann@shop.sg")).isTrue();
    assertThat(job.user("bob").has("phone_number", "+6591234567")).isTrue();
  }

  @Test
  void whatIsTheDeletedPersonsIsNobodyElsesBeforeInsiderConfirmedIt() throws Exception {
    try (Stages now = Stages.with(Stages.TRUSTED)) {
      TestEvent known = identify().device("d").user("ann").trait("email", "ann@shop.sg").at(1);
      TestEvent bobs = identify().device("d").user("bob").trait("email", "ann@shop.sg").at(6);
      now.take(known);
      now.feed(ofType("delete").user("ann").at(5).json());
      now.feed(bobs.json());
      assertThat(namesOf(now, "uuid:bob")).containsExactly("uuid");
      now.settle();
      now.take(bobs.with("messageId", "again").at(7));
      assertThat(now.user("bob").hasDevice("d")).isTrue();
      assertThat(now.user("bob").has("email", "ann@shop.sg")).isTrue();
      assertThat(now.uuidMerges()).isZero();
    }
  }

  /** The device that she used without signing in, and the address that she gave again. */
  @Test
  void whoComesBackMeanwhileHasNothingThatIsAboutToBeAnybodys() throws Exception {
    job.take(
        ofType("delete").user("ann").at(5),
        track("Read").device("d").at(6),
        identify()
            .user("ann")
            .trait("email", "ann@shop.sg")
            .trait("gdpr_optin", true)
            .at(5)
            .with("timestamp", "2026-05-01T12:05:30Z"));
    job.rescaledTo(2);
    job.take(track("Looked").device("d").at(7));
    job.erase();
    job.take(optIn("bob").device("d").trait("email", "ann@shop.sg").at(8));
    assertThat(job.people()).hasSize(2);
    assertThat(job.user("ann").attribute("email")).isEqualTo("ann@shop.sg");
    job.take(track("Bought").user("ann").device("d2").at(9));
    assertThat(job.user("ann").hasDevice("d2")).as("as ever after it").isTrue();
  }

  private static TestEvent bobOnTheDevice(int minute) {
    return optIn("bob").device("d").trait("email", "ann@shop.sg").at(minute);
  }

  private void assertBobHas(boolean any) throws Exception {
    assertThat(job.user("bob").hasDevice("d")).isEqualTo(any);
    assertThat(job.user("bob").has("email", "ann@shop.sg")).isEqualTo(any);
  }

  @Test
  void nobodyIsSentWithWhatIsFreeBeforeACheckpointHoldsIt() throws Exception {
    job.take(ofType("delete").user("ann").at(5));
    job.checkpoint();
    job.eraseSome(erasure -> true);
    job.take(bobOnTheDevice(6));
    assertBobHas(false);
    assertThat(job.user("bob").attribute("email")).isEqualTo("ann@shop.sg");
    job.savepoint();
    job.take(bobOnTheDevice(7));
    assertBobHas(false);
    job.checkpoint();
    job.take(bobOnTheDevice(8));
    assertBobHas(true);
  }

  @Test
  void whatTheJobGoesOnFromAfterAFailureIsInNoDoubt() throws Exception {
    job.take(ofType("delete").user("ann").at(5));
    job.checkpoint();
    job.eraseSome(erasure -> true);
    job.rescaledTo(2);
    job.take(bobOnTheDevice(6));
    assertBobHas(true);
  }

  @Test
  void whoComesBackWaitsForAllErasuresAndTheCheckpointThatHoldsThem() throws Exception {
    job.take(ofType("delete").user("ann").at(5));
    job.checkpoint();
    job.eraseSome(erasure -> !erasure.identifier().startsWith("phone_number"));
    job.checkpoint();
    job.take(optIn("ann").device("d2").at(7));
    assertThat(job.user("ann").hasDevice("d2")).isFalse();
    job.eraseSome(erasure -> true);
    job.take(optIn("ann").device("d2").at(8));
    assertThat(job.user("ann").hasDevice("d2")).isFalse();
    job.checkpoint();
    job.take(optIn("ann").device("d2").at(9));
    assertThat(job.user("ann").hasDevice("d2")).isTrue();
  }

  /** An event that was in Kafka by then may have been on its way for longer than the erasures. */
  @Test
  void whoComesBackHasNothingInEventsThatWereOnTheirWayMeanwhile() throws Exception {
    job.take(ofType("delete").user("ann").at(5));
    job.pass(Duration.ofMinutes(1)).erase();
    job.takeLate(optIn("ann").device("d2").at(7), 1, Duration.ofSeconds(30));
    assertThat(job.user("ann").hasDevice("d2")).isFalse();
    job.take(optIn("ann").device("d2").at(8));
    assertThat(job.user("ann").hasDevice("d2")).isTrue();
  }

  private static List<String> namesOf(Stages job, String owner) {
    return job.sent().stream()
        .filter(update -> update.owner().equals(owner))
        .flatMap(update -> update.identifiers().stream())
        .map(Identifier::name)
        .toList();
  }

  @Test
  void anErasureThatComesTwiceEndsNothingMore() throws Exception {
    job.take(ofType("delete").user("ann").at(5));
    job.erase();
    job.take(optIn("ann").device("d").at(7), ofType("delete").user("ann").with("x", 1).at(5));
    job.erase();
    assertThat(job.lastReceipt().reason()).isEqualTo("forgotten");
    job.take(track("Read").device("d").at(8));
    assertThat(job.user("ann").events()).containsExactly("read");
  }
}

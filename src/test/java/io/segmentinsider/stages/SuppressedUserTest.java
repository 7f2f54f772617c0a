package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.alias;
import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.ofType;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Suppression as Segment's privacy API has it: nothing of a suppressed user reaches Insider, by
 * whatever id or device it comes, until somebody who may ends it.
 */
class SuppressedUserTest {

  private static final TestEvent SUPPRESS = ofType("suppress").user("ann");
  private static final TestEvent UNSUPPRESS = ofType("unsuppress").user("ann");

  private Stages job;

  @AfterEach
  void close() {
    job.close();
  }

  private static TestEvent city(String city) {
    return identify().user("ann").trait("city", city);
  }

  private void assertKeptBack(TestEvent event) throws Exception {
    int requests = job.requests().size();
    job.take(event);
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.SUPPRESSED);
    assertThat(job.lastReceipt().reason()).isEqualTo("suppressed-user");
    assertThat(job.requests()).hasSize(requests);
  }

  private void assertSent(TestEvent event) throws Exception {
    job.take(event);
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.DELIVERED);
  }

  private void assertObeyed(TestEvent request, String action) throws Exception {
    job.take(request);
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.LINKED);
    assertThat(job.lastReceipt().mappingName()).isEqualTo(action);
    assertThat(job.lastReceipt().reason()).isNull();
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of(SUPPRESS, UNSUPPRESS),
        Arguments.of(ofType("SUPPRESS").user("ann"), ofType("UNSUPPRESS").user("ann")),
        Arguments.of(ofType("SUPPRESS_ONLY").user("ann"), UNSUPPRESS),
        Arguments.of(ofType("SUPPRESS_WITH_DELETE_INTERNAL").user("ann"), UNSUPPRESS),
        Arguments.of(SUPPRESS.device("server"), UNSUPPRESS.device("another")),
        Arguments.of(track("User Suppressed").user("ann"), track("User Unsuppressed").user("ann")));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void nothingIsSentBetweenARequestAndItsEnd(TestEvent suppress, TestEvent unsuppress)
      throws Exception {
    job = Stages.with(Stages.TRUSTED);
    assertSent(city("Rome").at(1));
    assertObeyed(suppress.at(2), "suppress");
    assertKeptBack(city("Oslo").at(3));
    assertKeptBack(track("Read").user("ann").at(4));
    assertKeptBack(track("Read before").user("ann").at(0));
    assertObeyed(unsuppress.at(5), "unsuppress");
    assertSent(city("Bern").at(6));
    assertThat(job.user("ann").events()).isEmpty();
    assertThat(job.counted("user-aliases", "usersSuppressed")).isEqualTo(1);
    assertThat(job.counted("user-aliases", "usersUnsuppressed")).isEqualTo(1);
    assertThat(job.counted("first-user-ids", "suppressedUpdates")).isEqualTo(3);
    assertThat(job.deadLetters()).isEmpty();
  }

  @Test
  void othersAreNotConcerned() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    job.take(SUPPRESS);
    assertSent(track("Read").user("bob"));
    assertSent(track("Read").device("d"));
  }

  @Test
  void whatIsAskedTwiceIsAskedOnce() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    assertObeyed(SUPPRESS.at(1), "suppress");
    job.take(SUPPRESS.at(2));
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.UNCHANGED);
    job.take(ofType("unsuppress").user("bob").at(3));
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.UNCHANGED);
    assertKeptBack(track("Read").user("ann"));
  }

  /** Segment suppresses by user id; at Insider a device of the user is the user's profile. */
  @ParameterizedTest
  @ValueSource(strings = {"last-known", "first-known", "off"})
  void whatComesFromTheDevicesOfTheUserIsTheUsers(String stitching) throws Exception {
    job = Stages.with(Stages.TRUSTED, "identity.stitching=" + stitching);
    assertSent(identify().user("ann").device("d").trait("city", "Rome").at(1));
    job.take(SUPPRESS.at(2));
    assertKeptBack(track("Read").device("d").at(3));
    job.take(UNSUPPRESS.at(4));
    assertSent(track("Bought").device("d").at(5));
  }

  @Test
  void aDeviceThatBecomesTheUsersMeanwhileTellsNothing() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    job.take(SUPPRESS.at(1));
    assertKeptBack(identify().user("ann").device("d").trait("city", "Rome").at(2));
    assertKeptBack(alias("e").device("e").user("ann").at(3));
    assertKeptBack(track("Read").device("d").at(4));
    assertKeptBack(track("Read").device("e").at(4));
    assertThat(job.people()).isEmpty();
  }

  @Test
  void whatNamesTheUsersAddressIsTheUsers() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    assertSent(identify().user("ann").trait("email", "ann@shop.sg").at(1));
    job.take(SUPPRESS.at(2));
    assertKeptBack(identify().device("new").trait("email", "Ann@shop.sg").at(3));
    assertSent(identify().user("bob").trait("email", "ann@shop.sg").trait("city", "Oslo").at(4));
    assertThat(job.person("email", "ann@shop.sg").has("uuid", "bob")).isFalse();
  }

  @Test
  void whoSharesTheDeviceIsNotConcerned() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    assertSent(identify().user("ann").device("d").trait("city", "Rome").at(1));
    job.take(SUPPRESS.at(2));
    assertSent(identify().user("bob").device("d").trait("city", "Oslo").at(3));
    assertThat(job.user("bob").events()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b", "c"})
  void allIdsOfAPersonAreSuppressed(String named) throws Exception {
    job = Stages.with(Stages.TRUSTED);
    assertSent(identify().user("a").trait("city", "Rome").at(1));
    job.take(alias("a").user("b").at(2), alias("b").user("c").at(3));
    assertObeyed(ofType("suppress").user(named).at(4), "suppress");
    for (String userId : List.of("a", "b", "c")) {
      assertKeptBack(track("Read").user(userId).at(5));
    }
    assertObeyed(ofType("unsuppress").user("a").at(6), "unsuppress");
    for (String userId : List.of("a", "b", "c")) {
      assertSent(track("Bought").user(userId).at(7));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "b"})
  void anIdThatJoinsASuppressedPersonIsSuppressed(String suppressed) throws Exception {
    job = Stages.with(Stages.TRUSTED);
    assertSent(identify().user("a").trait("city", "Rome").at(1));
    job.take(ofType("suppress").user(suppressed).at(2), alias("a").user("b").at(3));
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.LINKED);
    assertKeptBack(track("Read").user("a").at(4));
    assertKeptBack(track("Read").user("b").at(4));
    job.take(ofType("unsuppress").user("b").at(5));
    assertSent(track("Bought").user("a").at(6));
    assertSent(track("Bought").user("b").at(6));
  }

  @Test
  void aDeletionOfASuppressedUserIsMade() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    assertSent(city("Rome").at(1));
    job.take(SUPPRESS.at(2));
    assertSent(ofType("delete").user("ann").at(3));
    assertThat(job.people()).isEmpty();
    assertKeptBack(city("Oslo").at(4));
    job.take(UNSUPPRESS.at(5));
    assertSent(city("Bern").at(6));
    assertThat(job.people()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"suppress-with-delete", "SUPPRESS_WITH_DELETE", "SUPPRESS_AND_DELETE"})
  void bothAtOnceDeleteAndLetNothingInBetween(String type) throws Exception {
    job = Stages.with(Stages.TRUSTED);
    assertSent(city("Rome").at(1));
    int before = job.receipts().size();
    job.take(ofType(type).user("ann").at(2));
    assertThat(job.receipts().subList(before, job.receipts().size()))
        .extracting(receipt -> receipt.mappingName() + " " + receipt.status().code())
        .containsExactlyInAnyOrder("suppress linked", "forget delivered");
    assertThat(job.people()).isEmpty();
    assertKeptBack(city("Oslo").at(3));
    assertThat(job.people()).isEmpty();
  }

  @Test
  void bothAtOnceConcernAllIdsAlthoughTheDeletionEndsTheirChain() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    assertSent(identify().user("a").trait("city", "Rome").at(1));
    job.take(alias("a").user("b").at(2), ofType("suppress-with-delete").user("b").at(3));
    assertKeptBack(track("Read").user("a").at(4));
    assertKeptBack(track("Read").user("b").at(4));
    assertThat(job.people()).isEmpty();
  }

  static Stream<TestEvent> requests() {
    return Stream.of(
        SUPPRESS,
        UNSUPPRESS,
        ofType("suppress-with-delete").user("ann"),
        ofType("SUPPRESS_ONLY").user("ann"),
        track("User Suppressed").user("ann"),
        track("User Unsuppressed").user("ann").device("stranger"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void nobodyIsSuppressedOnTheWordOfATopicThatAnybodyWritesTo(TestEvent request) throws Exception {
    for (String trust : List.of("job.name=trusts-nobody", "source.trusted-topics=servers")) {
      job = Stages.with("source.topics=segment-events;servers", trust);
      job.take(request.at(1));
      assertThat(job.receipts())
          .allSatisfy(
              receipt -> {
                assertThat(receipt.status()).isEqualTo(Receipt.Status.SUPPRESSED);
                assertThat(receipt.reason()).isEqualTo("untrusted-source");
              });
      job.replay(request.at(1));
      assertThat(job.lastReceipt().reason()).isEqualTo("untrusted-source");
      assertSent(track("Read").user("ann").at(2));
      job.close();
    }
    job = Stages.with();
  }

  @ParameterizedTest
  @ValueSource(strings = {"suppress", "unsuppress", "suppress-with-delete"})
  void aRequestThatNamesNoUserIsADeadLetterOfEachThingItAsks(String type) throws Exception {
    job = Stages.with(Stages.TRUSTED);
    job.take(ofType(type).device("d"));
    assertThat(job.deadLetters())
        .isNotEmpty()
        .allSatisfy(letter -> assertThat(letter.reason()).isEqualTo(Reason.NO_IDENTIFIER));
    assertSent(track("Read").device("d"));
  }

  @Test
  void whatTheSenderKeepsBackIsKeptBackForThat() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    job.take(SUPPRESS.with("integrations", Map.of("All", false)));
    assertThat(job.lastReceipt().reason()).isEqualTo("integrations");
    assertSent(track("Read").user("ann"));
  }

  @Test
  void whatWasWrittenMeanwhileIsKeptBackHoweverLateItIsRead() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    job.pass(Duration.ofMinutes(10)).take(SUPPRESS);
    job.pass(Duration.ofMinutes(10)).take(UNSUPPRESS);
    job.takeLate(track("Read meanwhile").user("ann"), 1, Duration.ofMinutes(5));
    assertThat(job.lastReceipt().reason()).isEqualTo("suppressed-user");
    job.takeLate(track("Read before").user("ann"), 1, Duration.ofMinutes(15));
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.DELIVERED);
  }

  @Test
  void theLaterRequestInKafkaHoldsWhicheverIsReadFirst() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    job.pass(Duration.ofMinutes(10)).take(UNSUPPRESS.at(1));
    job.takeLate(SUPPRESS.at(50), 1, Duration.ofMinutes(5));
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.UNCHANGED);
    assertSent(track("Read").user("ann"));
    job.pass(Duration.ofMinutes(10)).take(SUPPRESS.at(2));
    job.takeLate(UNSUPPRESS.at(60), 1, Duration.ofMinutes(5));
    assertKeptBack(track("Bought").user("ann"));
  }

  @Test
  void aReplayPassesTheSameGate() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    job.take(SUPPRESS.at(1));
    job.replay(track("Read").user("ann"));
    assertThat(job.lastReceipt().reason()).isEqualTo("suppressed-user");
    assertThat(job.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itIsHeldThroughARestoreAndForYears(boolean onRocksDb) throws Exception {
    job = Stages.with(Stages.TRUSTED);
    assertSent(city("Rome").at(1));
    job.take(alias("ann").user("anna").at(2), SUPPRESS.at(3));
    var savepoint = job.canonicalSavepoint();
    job.close();
    job =
        onRocksDb
            ? Stages.onRocksDb(savepoint, Stages.TRUSTED)
            : Stages.restored(savepoint, Stages.TRUSTED);
    assertKeptBack(city("Oslo").at(4));
    job.pass(Duration.ofDays(2_000));
    assertKeptBack(city("Bern").at(5));
    assertKeptBack(track("Read").user("anna").at(5));
    job.rescaledTo(3);
    assertKeptBack(city("Kiev").at(6));
    job.take(UNSUPPRESS.at(7), ofType("unsuppress").user("anna").at(7));
    assertSent(city("Riga").at(8));
    assertSent(track("Read").user("anna").at(8));
  }

  /** What people answer counts, whoever keeps their events back. */
  @Test
  void anOptOutOfASuppressedUserIsHeard() throws Exception {
    job = Stages.with(Stages.TRUSTED, "consent.required=gdpr");
    assertSent(identify().user("ann").trait("gdpr_optin", true).trait("city", "Rome").at(1));
    job.take(SUPPRESS.at(2));
    assertKeptBack(identify().user("ann").trait("gdpr_optin", false).at(3));
    job.take(UNSUPPRESS.at(4));
    job.take(track("Read").user("ann").at(5));
    assertThat(job.lastReceipt().reason()).isEqualTo("consent");
  }
}

package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.alias;
import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Receipt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Consent belongs to a person, and a device, an address or a number hands it on only with the
 * person it belongs to: an opt-in to whom it surely belongs to, a refusal to whom it may.
 */
class WhoseConsentTest {

  private Stages job;

  @BeforeEach
  void start() throws Exception {
    job = Stages.with("consent.required=gdpr");
  }

  @AfterEach
  void close() {
    job.close();
  }

  private void restart(String... options) throws Exception {
    job.close();
    String[] all = java.util.Arrays.copyOf(options, options.length + 1);
    all[options.length] = "consent.required=gdpr";
    job = Stages.with(all);
  }

  private static TestEvent yes() {
    return identify().trait("gdpr_optin", true);
  }

  private static TestEvent no() {
    return identify().trait("gdpr_optin", false);
  }

  /** Whether an event is sent. */
  private boolean isSent(TestEvent event) throws Exception {
    job.take(event);
    Receipt receipt = job.lastReceipt();
    if (receipt.status() == Receipt.Status.SUPPRESSED) {
      assertThat(receipt.reason()).isEqualTo("consent");
      return false;
    }
    assertThat(receipt.status()).isEqualTo(Receipt.Status.DELIVERED);
    return true;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identity.stitching=last-known",
        "identity.stitching=first-known",
        "identity.stitching=off",
        "identity.conflicts=send"
      })
  void theNextUserOfADeviceSaysSoAlone(String option) throws Exception {
    restart(option);
    job.take(yes().user("ann").device("d").at(1));
    assertThat(isSent(track("Read").user("bob").device("d").at(2))).isFalse();
    assertThat(isSent(track("Read").user("bob").at(3))).as("for good").isFalse();
    assertThat(isSent(track("Read").user("bob").device("other").at(4))).isFalse();
    assertThat(isSent(track("Read").user("ann").at(5))).isTrue();
    job.take(yes().user("bob").at(6));
    assertThat(isSent(track("Read").user("bob").device("d").at(7))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "identity.stitching=last-known",
        "identity.stitching=first-known",
        "identity.stitching=off",
        "identity.conflicts=send"
      })
  void aRefusalIsNotTheNextUsersEither(String option) throws Exception {
    restart(option);
    job.take(yes().user("bob").at(1), no().user("ann").device("d").at(2));
    assertThat(isSent(track("Read").user("bob").device("d").at(3))).isTrue();
    assertThat(isSent(track("Read").user("ann").device("d").at(4))).isFalse();
    assertThat(isSent(track("Read").user("bob").at(5))).isTrue();
  }

  @Test
  void aDeviceThatIsUsedInTurns() throws Exception {
    job.take(yes().user("ann").device("d").at(1), no().user("bob").device("d").at(2));
    for (int turn = 0; turn < 3; turn++) {
      int at = 10 * (turn + 1);
      assertThat(isSent(track("Read").user("ann").device("d").at(at))).isTrue();
      assertThat(isSent(track("Read").device("d").at(at + 1))).as("ann's").isTrue();
      assertThat(isSent(track("Read").user("bob").device("d").at(at + 2))).isFalse();
      assertThat(isSent(track("Read").device("d").at(at + 3))).as("bob's").isFalse();
    }
  }

  @Test
  void whatAVisitorSaysIsOfWhoThenSignsIn() throws Exception {
    job.take(yes().device("d").at(1));
    assertThat(isSent(track("Read").device("d").at(2))).isTrue();
    assertThat(isSent(track("Signed In").user("ann").device("d").at(3))).isTrue();
    assertThat(isSent(track("Paid").user("ann").at(4))).as("from a server").isTrue();
    assertThat(isSent(track("Signed In").user("bob").device("d").at(5))).isFalse();
    assertThat(isSent(track("Paid").user("bob").at(6))).isFalse();
  }

  @Test
  void whatAVisitorRefusesIsRefusedByWhoThenSignsIn() throws Exception {
    job.take(yes().user("ann").at(1), yes().user("bob").at(1), no().device("d").at(2));
    assertThat(isSent(track("Signed In").user("ann").device("d").at(3))).isFalse();
    assertThat(isSent(track("Paid").user("ann").at(4))).isFalse();
    assertThat(isSent(track("Signed In").user("bob").device("d").at(5))).isTrue();
  }

  /** Without stitching nobody says that the visitor was the user: an opt-in is not handed on. */
  @Test
  void withoutStitchingAVisitorsOptInStaysTheVisitors() throws Exception {
    restart("identity.stitching=off");
    job.take(yes().device("d").at(1));
    assertThat(isSent(track("Read").device("d").at(2))).isTrue();
    assertThat(isSent(track("Signed In").user("ann").device("d").at(3))).isFalse();
    assertThat(isSent(track("Read").device("d").at(4))).isTrue();
  }

  @Test
  void withoutStitchingARefusalIsHandedOnAndStaysWithTheDevice() throws Exception {
    restart("identity.stitching=off");
    job.take(yes().user("ann").at(1), no().device("d").at(2));
    assertThat(isSent(track("Signed In").user("ann").device("d").at(3))).isFalse();
    job.take(yes().user("ann").device("d").at(4));
    assertThat(isSent(track("Read").device("d").at(5))).as("a visitor's").isFalse();
    restart("identity.stitching=off");
    job.take(yes().device("d").at(1), no().user("ann").device("d").at(2));
    assertThat(isSent(track("Read").device("d").at(3)))
        .as("Insider would find ann by the device")
        .isFalse();
  }

  @Test
  void withoutStitchingAUsersOptInIsNoVisitors() throws Exception {
    restart("identity.stitching=off");
    job.take(yes().user("ann").device("d").at(1));
    assertThat(isSent(track("Read").device("d").at(2))).isFalse();
  }

  /** The event is the first user's by that policy, and the click was somebody else's. */
  @Test
  void withTheFirstKnownUserAnothersOptInDoesNotCount() throws Exception {
    restart("identity.stitching=first-known");
    job.take(
        track("Signed In").user("ann").device("d").at(1),
        track("Signed In").user("bob").device("d").at(2),
        yes().device("d").at(3));
    assertThat(isSent(track("Read").user("ann").device("d").at(4))).isFalse();
    assertThat(isSent(track("Read").user("bob").device("d").at(5))).isFalse();
    job.take(yes().device("d").at(6));
    assertThat(isSent(track("Read").user("bob").device("d").at(7))).isFalse();
    assertThat(isSent(track("Read").user("ann").device("d").at(8))).isFalse();
  }

  @Test
  void whatAVisitorSaysLateIsOfTheUserOfThatTime() throws Exception {
    job.take(
        track("Signed In").user("ann").device("d").at(10),
        track("Signed In").user("bob").device("d").at(20),
        yes().device("d").at(15));
    assertThat(isSent(track("Read").user("ann").device("d").at(30))).isTrue();
    assertThat(isSent(track("Read").user("bob").device("d").at(31))).isFalse();
  }

  /** Bob was the one who then signed in, as far as anybody knew, and has the device at Insider. */
  @Test
  void aLoginThatComesLateGetsNoOptInOfADeviceThatInsiderHoldsForAnother() throws Exception {
    job.take(yes().device("d").at(5));
    assertThat(isSent(track("Signed In").user("bob").device("d").at(20))).isTrue();
    assertThat(isSent(track("Signed In").user("ann").device("d").at(10))).isFalse();
  }

  @Test
  void aKioskHandsNoOptInOn() throws Exception {
    for (int i = 1; i <= 4; i++) {
      job.take(track("Signed In").user("u" + i).device("kiosk").at(i));
    }
    job.take(yes().device("kiosk").at(5));
    for (int i = 1; i <= 4; i++) {
      assertThat(isSent(track("Read").user("u" + i).device("kiosk").at(10 + i))).isFalse();
    }
  }

  /** A visitor whom Insider knows by e-mail is not the user who signs in on that device. */
  @Test
  void anOptInThatWasGivenWithAnEmailIsOfWhoHasTheEmail() throws Exception {
    job.take(yes().device("tablet").trait("email", "mother@home.sg").at(1));
    assertThat(isSent(track("Read").device("tablet").at(2))).isTrue();
    assertThat(isSent(track("Signed In").user("father").device("tablet").at(3))).isFalse();
    assertThat(isSent(track("Read").user("father").at(4))).isFalse();
    assertThat(
            isSent(
                identify()
                    .user("mother")
                    .trait("email", "mother@home.sg")
                    .trait("plan", "pro")
                    .at(5)))
        .isTrue();
    assertThat(isSent(track("Paid").user("mother").at(6))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "phone"})
  void anAddressThatTwoUsersNameHandsNothingOn(String trait) throws Exception {
    String value = trait.equals("email") ? "family@home.sg" : "+6591234567";
    job.take(yes().user("mother").trait(trait, value).at(1));
    assertThat(isSent(identify().user("father").trait(trait, value).trait("plan", "x").at(2)))
        .isFalse();
    assertThat(isSent(track("Read").user("father").at(3))).isFalse();
    job.take(no().user("father").trait(trait, value).at(4));
    assertThat(isSent(track("Read").user("mother").at(5))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "phone"})
  void aVisitorsAnswerClimbsFromTheDeviceToTheAddress(String trait) throws Exception {
    String value = trait.equals("email") ? "ann@shop.sg" : "+6591234567";
    job.take(
        yes().device("d").at(1),
        identify().device("d").trait(trait, value).trait("plan", "x").at(2));
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.DELIVERED);
    assertThat(isSent(identify().user("ann").trait(trait, value).trait("plan", "y").at(3)))
        .isTrue();
  }

  /** The form says that it is the customer's, and what the guest said before is not. */
  @Test
  void aGuestWhoTypesACustomersEmailOptsNobodyIn() throws Exception {
    job.take(
        identify().user("customer").trait("email", "c@shop.sg").at(1), yes().device("guest").at(2));
    job.take(identify().device("guest").trait("email", "c@shop.sg").trait("plan", "x").at(3));
    assertThat(isSent(track("Read").user("customer").at(4))).isFalse();
    assertThat(
            isSent(
                identify().user("customer").trait("email", "c@shop.sg").trait("plan", "y").at(5)))
        .isFalse();
  }

  @Test
  void aGuestWhoRefusedDoesNotRefuseForTheCustomer() throws Exception {
    job.take(yes().user("customer").trait("email", "c@shop.sg").at(1), no().device("guest").at(2));
    job.take(identify().device("guest").trait("email", "c@shop.sg").trait("plan", "x").at(3));
    assertThat(isSent(track("Read").user("customer").at(4))).isTrue();
  }

  @Test
  void aCustomIdentifierHandsOnAsAnyOther() throws Exception {
    restart("identity.custom-identifiers=loyalty_id", "mapping.file=" + mapping());
    job.take(
        yes().user("ann").trait("loyalty", "L1").at(1),
        identify().user("bob").trait("loyalty", "L1").trait("plan", "x").at(2));
    assertThat(job.lastReceipt().reason()).isEqualTo("consent");
  }

  private static String mapping() throws Exception {
    java.nio.file.Path file = java.nio.file.Files.createTempFile("mapping", ".json");
    file.toFile().deleteOnExit();
    java.nio.file.Files.writeString(
        file,
        """
        [{"name": "identify", "action": "insiderUser", "trigger": "type = \\"identify\\"",
          "enabled": true,
          "mapping": {
            "identifiers": {"uuid": {"@path": "$.userId"},
                            "custom": {"loyalty_id": {"@path": "$.traits.loyalty"}}},
            "attributes": {"gdpr_optin": {"@path": "$.traits.gdpr_optin"},
                           "custom": {"plan": {"@path": "$.traits.plan"}}}}}]
        """);
    return file.toString();
  }

  /** Kept back for another reason, an event still says what its person said. */
  @Test
  void anAnswerCountsInAnEventThatIsNotForInsider() throws Exception {
    job.take(
        yes().user("ann").at(1), no().user("ann").with("integrations", Map.of("All", false)).at(2));
    assertThat(isSent(track("Read").user("ann").at(3))).isFalse();
  }

  @Test
  void aVisitorWhoBecomesAUserByAliasTakesTheAnswerAlong() throws Exception {
    job.take(yes().device("d").at(1), alias("d").device("d").user("ann").at(2));
    assertThat(isSent(track("Read").user("ann").at(3))).isTrue();
  }

  @Test
  void itIsSoAfterARescaling() throws Exception {
    job.take(
        yes().device("d").at(1),
        yes().user("carl").device("e").at(1),
        no().device("f").at(1),
        yes().user("eve").at(1));
    job.rescaledTo(3);
    assertThat(isSent(track("Signed In").user("ann").device("d").at(2))).isTrue();
    assertThat(isSent(track("Signed In").user("bob").device("e").at(3))).isFalse();
    assertThat(isSent(track("Signed In").user("eve").device("f").at(4))).isFalse();
  }

  @Test
  void ofTwoAnswersOfOneTimeTheRefusalCountsOnTheDeviceToo() throws Exception {
    for (List<TestEvent> order :
        List.of(
            List.of(yes().device("d").at(1), no().device("d").at(1)),
            List.of(no().device("d").at(1), yes().device("d").at(1)))) {
      restart();
      job.take(order.get(0), order.get(1));
      assertThat(isSent(track("Signed In").user("ann").device("d").at(2))).isFalse();
    }
  }
}

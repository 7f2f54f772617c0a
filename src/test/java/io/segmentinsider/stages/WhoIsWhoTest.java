package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.alias;
import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Receipt;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stories of people and devices that the ladder is for, from the event to the profile. */
class WhoIsWhoTest {

  private Stages job;

  @BeforeEach
  void start() throws Exception {
    job = Stages.with("mapping.default-region=SG");
  }

  @AfterEach
  void nobodyIsMergedAndNothingIsLost() throws Exception {
    assertThat(job.uuidMerges()).isZero();
    assertThat(job.deadLetters()).isEmpty();
    job.close();
  }

  @Test
  void aSharedTabletIsWhoseEmailCameFirst() throws Exception {
    job.take(
        identify().device("tablet").trait("email", "mother@home.sg").at(1),
        track("Signed In").device("tablet").user("father").at(2),
        track("Read").device("tablet").at(3));
    assertThat(job.user("father").events()).containsExactly("signed_in", "read");
    assertThat(job.user("father").hasDevice("tablet")).isFalse();
    assertThat(job.person("email", "mother@home.sg").events()).isEmpty();
    assertThat(job.person("email", "mother@home.sg").hasDevice("tablet")).isTrue();
  }

  @Test
  void aGuestFormThatNamesAnotherCustomersEmail() throws Exception {
    job.take(
        identify().device("c-phone").user("customer").trait("email", "c@shop.sg").at(1),
        identify().device("g-phone").trait("email", "c@shop.sg").at(2),
        track("Signed In").device("g-phone").user("gina").at(3),
        identify().device("g-phone").user("gina").trait("email", "c@shop.sg").at(4),
        track("Bought").device("g-phone").at(5));
    assertThat(job.user("gina").events()).containsExactly("signed_in", "bought");
    assertThat(job.user("gina").has("email", "c@shop.sg")).isFalse();
    assertThat(job.user("customer").events()).isEmpty();
  }

  @Test
  void aFamilyEmailIdentifiesTheFirstUserOnly() throws Exception {
    job.take(
        identify().user("mother").trait("email", "family@home.sg").at(1),
        identify().user("father").trait("email", "family@home.sg").at(2),
        track("Read").user("father").at(3));
    assertThat(job.user("mother").has("email", "family@home.sg")).isTrue();
    assertThat(job.user("father").has("email", "family@home.sg")).isFalse();
    assertThat(job.user("father").attribute("email")).isEqualTo("family@home.sg");
    assertThat(job.user("father").events()).containsExactly("read");
  }

  @Test
  void aRecycledPhoneNumberStaysWithTheFirstUser() throws Exception {
    job.take(
        identify().user("before").trait("phone", "+6591234567").at(1),
        identify().user("after").trait("phone", "+6591234567").at(500_000),
        track("Read").user("after").at(500_001));
    assertThat(job.user("before").has("phone_number", "+6591234567")).isTrue();
    assertThat(job.user("after").has("phone_number", "+6591234567")).isFalse();
    assertThat(job.user("after").attribute("phone_number")).isEqualTo("+6591234567");
  }

  @Test
  void afterALogoutTheDeviceIsTheNextUsers() throws Exception {
    job.take(
        track("Signed In").device("d").user("ann").at(1),
        track("Signed Out").device("d").user("ann").at(5),
        track("Signed In").device("d").user("bob").at(10),
        track("Read").device("d").at(11),
        track("Looked").device("d").at(3));
    assertThat(job.user("ann").events()).containsExactly("signed_in", "looked", "signed_out");
    assertThat(job.user("bob").events()).containsExactly("signed_in", "read");
    assertThat(job.user("bob").hasDevice("d")).isFalse();
  }

  @Test
  void twoLoginsInOneSecond() throws Exception {
    job.take(
        track("Signed In").device("d").user("ann").at(1),
        track("Signed In").device("d").user("bob").at(1),
        track("Read").device("d").at(1),
        track("Bought").device("d").at(2));
    assertThat(job.user("ann").events()).containsExactly("signed_in");
    assertThat(job.user("bob").events()).containsExactly("read", "signed_in", "bought");
  }

  /** Bob's event was written before Ann's, in the same second, and is read after it. */
  @Test
  void theLaterOfTwoLoginsInOneSecondHasTheDeviceInWhateverOrderTheyAreRead() throws Exception {
    job.feed(track("Signed In").device("d").user("ann").at(1).json(), 8);
    job.feed(track("Signed In").device("d").user("bob").at(1).json(), 7);
    job.feed(track("Bought").device("d").at(2).json(), 9);
    job.settle();
    assertThat(job.user("ann").events()).containsExactly("signed_in", "bought");
    assertThat(job.user("bob").events()).containsExactly("signed_in");
  }

  @Test
  void aLateEventOfAnotherUserDoesNotTakeTheDevice() throws Exception {
    job.take(
        track("Signed In").device("d").user("ann").at(1),
        track("Read").device("d").user("ann").at(20),
        track("Signed Out").device("d").user("bob").at(10),
        track("Bought").device("d").at(21));
    assertThat(job.user("ann").events()).containsExactly("signed_in", "read", "bought");
    assertThat(job.user("bob").events()).containsExactly("signed_out");
  }

  @Test
  void aLoginThatArrivesAfterTheEvent() throws Exception {
    job.take(
        track("Read").device("d").at(1),
        track("Signed In").device("d").user("ann").at(2),
        track("Bought").device("d").at(3));
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("ann").events()).containsExactly("read", "signed_in", "bought");
  }

  @Test
  void anAliasAfterThePurchase() throws Exception {
    job.take(track("Bought").device("d").at(1), alias("d").device("d").user("ann").at(2));
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.LINKED);
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("ann").events()).containsExactly("bought");
  }

  @Test
  void anAliasThatArrivesBeforeThePurchase() throws Exception {
    job.take(alias("d").device("d").user("ann").at(2), track("Bought").device("d").at(1));
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("ann").events()).containsExactly("bought");
    assertThat(job.user("ann").hasDevice("d")).isTrue();
  }

  @Test
  void blockedValuesAreNobodysIdentifiers() throws Exception {
    job.take(
        identify()
            .device("00000000-0000-0000-0000-000000000000")
            .user("ann")
            .trait("email", "ann@shop.sg")
            .at(1),
        identify().device("ANONYMOUS").user("bob").trait("email", "bob@shop.sg").at(2),
        identify()
            .device("00000000-0000-0000-0000-000000000000")
            .user("Null")
            .trait("email", "ann@shop.sg")
            .at(3));
    assertThat(job.people()).hasSize(2);
    assertThat(job.user("ann").hasDevice("00000000-0000-0000-0000-000000000000")).isFalse();
    assertThat(job.user("bob").hasDevice("ANONYMOUS")).isFalse();
    assertThat(job.people()).noneMatch(person -> person.has("uuid", "Null"));
    assertThat(job.requests()).noneMatch(request -> request.contains("00000000-0000"));
  }

  @Test
  void aReplayPassesTheMemoryOfMessages() throws Exception {
    TestEvent read = track("Read").user("ann").at(1);
    job.take(read, read);
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.REPEAT);
    job.replay(read);
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.DELIVERED);
    assertThat(job.requests()).hasSize(2);
    job.take(read);
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.REPEAT);
  }

  @Test
  void anEmailTypedWithCapitals() throws Exception {
    job.take(
        identify().user("ann").trait("email", "Ann@Shop.SG").at(1),
        identify().device("d").trait("email", "ann@shop.sg").at(2),
        identify().user("bob").trait("email", "ANN@SHOP.SG").at(3));
    assertThat(job.people()).hasSize(2);
    assertThat(job.user("ann").has("email", "ann@shop.sg")).isTrue();
    assertThat(job.user("ann").hasDevice("d")).isTrue();
  }

  @Test
  void aPhoneNumberInNationalForm() throws Exception {
    job.take(
        identify().user("ann").trait("phone", "+65 9123 4567").at(1),
        identify().user("bob").trait("phone", "9123 4567").at(2));
    assertThat(job.user("ann").has("phone_number", "+6591234567")).isTrue();
    assertThat(job.user("bob").attribute("phone_number")).isEqualTo("+6591234567");
    assertThat(job.user("bob").has("phone_number", "+6591234567")).isFalse();
  }

  @Test
  void nineDevicesOfOneUserAreOnePerson() throws Exception {
    for (int i = 1; i <= 9; i++) {
      job.take(
          track("Signed In").device("d" + i).user("ann").at(10 * i),
          track("Read").device("d" + i).at(10 * i + 1));
    }
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("ann").events()).hasSize(18);
    assertThat(job.user("ann").hasDevice("d9")).isTrue();
  }

  @Test
  void aBotWithOneAnonymousId() throws Exception {
    for (int i = 0; i < 5_000; i++) {
      job.feed(track("Crawled").device("bot").with("messageId", "bot-" + i).at(i).json());
      if (i % 500 == 0) {
        job.settle();
      }
    }
    job.settle();
    job.take(track("Crawled").device("bot").with("messageId", "bot-0").at(0));
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.REPEAT);
    assertThat(job.person("segment_anonymous_id", "bot").events()).hasSize(5_000);
  }

  @Test
  void twoMappingsOnOneEvent(@TempDir Path folder) throws Exception {
    job.close();
    String entry =
        """
        {"name": "%1$s", "action": "insiderEvent", "trigger": "type = \\"track\\"", "enabled": true,
         "mapping": {"identifiers": {"uuid": {"@path": "$.userId"}}, "event_name": "%1$s"}}
        """;
    Path mappings = folder.resolve("two.json");
    Files.writeString(mappings, "[" + entry.formatted("one") + "," + entry.formatted("two") + "]");
    job = Stages.with("mapping.file=" + mappings);
    job.take(track("Read").user("ann").at(1), track("Read").user("ann").at(1));
    assertThat(job.user("ann").events()).containsExactly("one", "two");
    assertThat(job.receipts())
        .extracting(Receipt::status)
        .containsExactly(
            Receipt.Status.DELIVERED,
            Receipt.Status.DELIVERED,
            Receipt.Status.REPEAT,
            Receipt.Status.REPEAT);
  }

  @Test
  void anAliasOfOneUserIdToAnother() throws Exception {
    job.close();
    job = Stages.with(Stages.TRUSTED);
    job.take(
        track("Read").device("d").user("old").at(1),
        alias("old").user("new").at(2),
        track("Looked").user("old").at(3),
        track("Bought").user("old").at(4));
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("new").events()).containsExactly("read", "looked", "bought");
    assertThat(job.requests())
        .filteredOn(request -> request.startsWith("/api/user/v1/identity"))
        .containsExactly(
            "/api/user/v1/identity {\"old_identifier\":{\"uuid\":\"old\"},"
                + "\"new_identifier\":{\"uuid\":\"new\"}}");
    assertThat(job.receipts().get(1).status()).isEqualTo(Receipt.Status.LINKED);
  }

  @Test
  void anAliasOfAUserWhomInsiderDoesNotKnow() throws Exception {
    job.close();
    job = Stages.with(Stages.TRUSTED);
    job.take(alias("old").user("new").at(2), track("Looked").user("old").at(3));
    assertThat(job.receipts().get(0).status()).isEqualTo(Receipt.Status.LINKED);
    assertThat(job.user("new").events()).containsExactly("looked");
  }

  @Test
  void aDeviceOfMoreUsersThanTheLimitIsNobodys() throws Exception {
    for (int i = 1; i <= 4; i++) {
      job.take(
          track("Signed In").device("kiosk").user("u" + i).at(10 * i),
          track("Read").device("kiosk").at(10 * i + 1));
    }
    assertThat(job.user("u3").events()).containsExactly("signed_in", "read");
    assertThat(job.user("u4").events()).containsExactly("signed_in");
    assertThat(job.user("u1").events()).containsExactly("signed_in", "read");
    assertThat(job.lastReceipt().reason()).isEqualTo("shared-device");
  }

  @Test
  void theFirstKnownUserKeepsTheDevice() throws Exception {
    job.close();
    job = Stages.with("identity.stitching=first-known");
    job.take(
        track("Signed In").device("d").user("ann").at(1),
        track("Signed In").device("d").user("bob").at(2),
        track("Read").device("d").at(3));
    assertThat(job.user("ann").events()).containsExactly("signed_in", "read");
    assertThat(job.user("bob").events()).containsExactly("signed_in");
  }

  @Test
  void withoutStitchingAnEventOfAnotherUsersDeviceIsKeptBack() throws Exception {
    job.close();
    job = Stages.with("identity.stitching=off");
    job.take(
        track("Signed In").device("d").user("ann").at(1),
        track("Read").device("d").at(2),
        track("Signed In").device("d").user("bob").at(3),
        track("Bought").device("d").at(4));
    assertThat(job.requests().get(1)).doesNotContain("ann");
    assertThat(job.user("ann").events()).containsExactly("signed_in", "read");
    assertThat(job.lastReceipt().reason()).isEqualTo("shared-device");
  }

  @Test
  void aPersonWithMoreIdentifiersThanTheLimit() throws Exception {
    job.close();
    job = Stages.with("identity.max-identifiers=3");
    for (int i = 1; i <= 5; i++) {
      job.take(track("Signed In").device("d" + i).user("ann").at(i));
    }
    assertThat(job.user("ann").hasDevice("d3")).isTrue();
    assertThat(job.user("ann").hasDevice("d4")).isFalse();
    assertThat(job.user("ann").events()).hasSize(5);
  }
}

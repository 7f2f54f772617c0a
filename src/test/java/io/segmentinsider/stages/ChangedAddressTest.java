package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Repair;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What becomes of a user's e-mail and phone number when they change. */
class ChangedAddressTest {

  private static final String PATCH = "/api/user/v1/identity";

  private static Stages updating() throws Exception {
    return Stages.with(
        "identity.changed-identifiers=update", "source.trusted-topics=segment-events");
  }

  private static List<String> changes(Stages job) {
    return job.requests().stream().filter(request -> request.startsWith(PATCH)).toList();
  }

  private static TestEvent ann(String email, int minute) {
    return identify().user("ann").trait("email", email).at(minute);
  }

  private static void takeCase(Stages job) throws Exception {
    try (InputStream in =
        ChangedAddressTest.class.getResourceAsStream("/cases/i06-changed-email.ndjson")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        job.take(line);
      }
    }
  }

  @Example
  void byDefaultTheNewestAddressIsAnAttributeAndNothingIsChanged() throws Exception {
    try (Stages job = Stages.with()) {
      takeCase(job);
      assertThat(changes(job)).isEmpty();
      assertThat(job.user("u-7").attribute("email")).isEqualTo("new@example.test");
      assertThat(job.people()).hasSize(1);
    }
  }

  @Example
  void anAddressThatNeverChangedIsNoAttribute() throws Exception {
    try (Stages job = Stages.with()) {
      job.take(ann("ann@shop.sg", 0).trait("plan", "a"));
      job.take(ann("ann@shop.sg", 1).trait("plan", "b"));
      assertThat(job.user("ann").attribute("email")).isNull();
    }
  }

  @Example
  void theAttributeFollowsTheNewestEventBackAndForth() throws Exception {
    try (Stages job = Stages.with()) {
      job.take(ann("a@shop.sg", 0));
      job.take(ann("b@shop.sg", 5));
      assertThat(job.user("ann").attribute("email")).isEqualTo("b@shop.sg");
      job.take(ann("a@shop.sg", 3));
      assertThat(job.user("ann").attribute("email")).isEqualTo("b@shop.sg");
      job.take(ann("a@shop.sg", 8));
      assertThat(job.user("ann").attribute("email")).isEqualTo("a@shop.sg");
      job.take(identify().user("ann").trait("phone", "+14155550100").at(9));
      job.take(identify().user("ann").trait("phone", "+14155550101").at(10));
      assertThat(job.user("ann").attribute("phone_number")).isEqualTo("+14155550101");
    }
  }

  /** However they overtake each other, the newest of several addresses is the attribute. */
  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void theNewestAddressIsTheAttributeInAnyOrder(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<TestEvent> written = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      written.add(ann("a" + random.nextInt(3) + "@shop.sg", i).trait("n", i));
    }
    written.add(ann("last@shop.sg", 9));
    List<TestEvent> arrived = new ArrayList<>(written);
    Collections.shuffle(arrived, random);
    try (Stages job = Stages.with()) {
      for (TestEvent event : arrived) {
        job.feed(event.json(), written.indexOf(event));
        if (random.nextBoolean()) {
          job.settle();
        }
      }
      job.settle();
      assertThat(job.user("ann").attribute("email")).isEqualTo("last@shop.sg");
    }
    try (Stages job = updating()) {
      for (TestEvent event : arrived) {
        job.feed(event.json(), written.indexOf(event));
        if (random.nextBoolean()) {
          job.settle();
        }
      }
      job.settle();
      Person person = job.user("ann");
      assertThat(person.has("email", "last@shop.sg")).isTrue();
      assertThat(person.identifierKeys()).hasSize(2);
      assertThat(job.people()).hasSize(1);
    }
  }

  @Example
  void withUpdateTheIdentifierIsChangedOnceAndInOrder() throws Exception {
    try (Stages job = updating()) {
      takeCase(job);
      assertThat(changes(job))
          .containsExactly(
              PATCH
                  + " {\"old_identifier\":{\"email\":\"old@example.test\"},"
                  + "\"new_identifier\":{\"email\":\"new@example.test\"}}");
      Person person = job.user("u-7");
      assertThat(person.has("email", "new@example.test")).isTrue();
      assertThat(person.has("email", "old@example.test")).isFalse();
      List<String> requests = job.requests();
      assertThat(requests).hasSize(3);
      assertThat(requests.get(1)).startsWith(PATCH);
      assertThat(requests.get(2)).contains("new@example.test");
      assertThat(job.counted("profile", "identifiersChanged")).isEqualTo(1);
      assertThat(job.receipts()).hasSize(2);
      takeAgain(job);
      assertThat(changes(job)).hasSize(1);
    }
  }

  private static void takeAgain(Stages job) throws Exception {
    job.take(
        identify()
            .user("u-7")
            .trait("email", "new@example.test")
            .trait("plan", "y")
            .with("timestamp", "2026-11-01T10:10:00Z"));
  }

  @Example
  void bothAddressesAtOnceAreTwoCalls() throws Exception {
    try (Stages job = updating()) {
      job.take(ann("a@shop.sg", 0).trait("phone", "+14155550100"));
      job.take(ann("b@shop.sg", 1).trait("phone", "+14155550101"));
      assertThat(changes(job)).hasSize(2);
      Person person = job.user("ann");
      assertThat(person.has("email", "b@shop.sg")).isTrue();
      assertThat(person.has("phone_number", "+14155550101")).isTrue();
      assertThat(person.identifierKeys()).hasSize(3);
    }
  }

  @Example
  void anAddressOfSomebodyElseIsNotTaken() throws Exception {
    try (Stages job = updating()) {
      job.take(identify().user("bob").trait("email", "bob@shop.sg"));
      job.take(ann("ann@shop.sg", 0));
      job.take(ann("bob@shop.sg", 1));
      assertThat(changes(job)).isEmpty();
      assertThat(job.user("ann").has("email", "ann@shop.sg")).isTrue();
      assertThat(job.user("ann").attribute("email")).isEqualTo("bob@shop.sg");
      assertThat(job.user("bob").has("email", "bob@shop.sg")).isTrue();
      assertThat(job.uuidMerges()).isZero();
    }
  }

  @Example
  void theOldAddressIsFreeForSomebodyElse() throws Exception {
    try (Stages job = updating()) {
      job.take(ann("shared@shop.sg", 0));
      job.take(ann("ann@shop.sg", 1));
      job.take(identify().user("bob").trait("email", "shared@shop.sg").at(2));
      assertThat(job.user("bob").has("email", "shared@shop.sg")).isTrue();
      assertThat(job.user("ann").has("email", "ann@shop.sg")).isTrue();
      assertThat(job.people()).hasSize(2);
      assertThat(job.uuidMerges()).isZero();
    }
  }

  @Example
  void whatInsiderRefusesToChangeGoesOnAndTheReceiptSaysSo() throws Exception {
    try (Stages job = updating()) {
      job.take(ann("ann@shop.sg", 0));
      // Insider knows the address from elsewhere, and this job does not.
      job.tellInsider(
          "{\"identifiers\":{\"email\":\"lead@shop.sg\"},\"attributes\":{\"name\":\"A\"}}");
      job.take(ann("lead@shop.sg", 1).trait("plan", "pro"));
      assertThat(changes(job)).hasSize(1);
      Receipt receipt = job.lastReceipt();
      assertThat(receipt.status()).isEqualTo(Receipt.Status.DELIVERED);
      assertThat(receipt.repairs().has(Repair.Kind.IDENTIFIER_CHANGE_REFUSED)).isTrue();
      assertThat(job.user("ann").attribute("plan")).isEqualTo("pro");
      assertThat(job.deadLetters()).isEmpty();
    }
  }

  @Example
  void whatComesFromATopicThatIsNotTrustedChangesNothing() throws Exception {
    try (Stages job =
        Stages.with(
            "identity.changed-identifiers=update",
            "source.topics=segment-events;servers",
            "source.trusted-topics=servers")) {
      job.take(ann("a@shop.sg", 0));
      job.take(ann("b@shop.sg", 1));
      job.take(ann("c@shop.sg", 2));
      assertThat(changes(job)).isEmpty();
      Person person = job.user("ann");
      assertThat(person.has("email", "a@shop.sg")).isTrue();
      assertThat(person.identifierKeys()).hasSize(2);
      assertThat(person.attribute("email")).isEqualTo("c@shop.sg");
    }
  }

  @Example
  void onlyAnEventThatNamesTheUserSaysWhatTheAddressIs() throws Exception {
    try (Stages job = updating()) {
      job.take(ann("ann@shop.sg", 0).device("phone"));
      job.take(track("Friend Invited").device("phone").property("email", "friend@shop.sg").at(1));
      assertThat(changes(job)).isEmpty();
      assertThat(job.user("ann").has("email", "ann@shop.sg")).isTrue();
    }
  }

  /** Insider has the address again when the job hears that it had become free. */
  @Example
  void anAddressThatWasTakenBackIsNotFree() throws Exception {
    for (int seconds : new int[] {0, 1, 20, 59, 60, 3_600}) {
      try (Stages job = updating().holdErasures()) {
        TestEvent change = ann("b@shop.sg", 1);
        TestEvent back = ann("a@shop.sg", 1).trait("seconds", seconds);
        job.feed(ann("a@shop.sg", 0).json());
        job.feed(change.json());
        job.feed(back.with("timestamp", change.time().plusSeconds(seconds).toString()).json());
        job.settle();
        job.erase();
        job.take(identify().user("bob").trait("email", "a@shop.sg").at(300));
        assertThat(job.uuidMerges()).as("after %d s", seconds).isZero();
        assertThat(job.user("ann").has("email", "a@shop.sg")).isTrue();
      }
    }
  }

  /** Addresses go from one to the other in every way, and back. */
  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void noTwoPeopleBecomeOneWhoeverHasWhichAddress(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    try (Stages job = updating()) {
      for (int i = 0; i < 40; i++) {
        TestEvent event =
            identify().user("u" + random.nextInt(3)).trait("visit", i).at(random.nextInt(60));
        if (random.nextInt(3) > 0) {
          event = event.trait("email", "e" + random.nextInt(4) + "@shop.sg");
        }
        if (random.nextInt(3) == 0) {
          event = event.trait("phone", "+1415555010" + random.nextInt(3));
        }
        job.feed(event.device("d" + random.nextInt(3)).json());
        if (random.nextInt(4) == 0) {
          job.settle();
        }
      }
      job.settle();
      assertThat(job.uuidMerges()).isZero();
      assertThat(job.deadLetters()).isEmpty();
      for (Person person : job.people()) {
        assertThat(person.identifierKeys().stream().filter(key -> key.startsWith("email:")))
            .hasSizeLessThanOrEqualTo(1);
      }
    }
  }
}

package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.ofType;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who orders without signing in is known by the address that the order is for. */
class GuestOrderTest {

  private static final String ANN = "ann@example.test";

  private Stages job;

  @BeforeEach
  void start() throws Exception {
    job = Stages.with();
    job.take(
        identify()
            .device("d-home")
            .user("u-1")
            .trait("email", ANN)
            .trait("phone", "+905321234567")
            .at(1));
  }

  @AfterEach
  void nobodyIsMerged() throws Exception {
    assertThat(job.uuidMerges()).isZero();
    job.close();
  }

  private static TestEvent inContext(TestEvent event, String trait, String value) {
    return event.with("context", Map.of("traits", Map.of(trait, value)));
  }

  @Test
  void theOrderReachesTheCustomer() throws Exception {
    try (InputStream in =
        GuestOrderTest.class.getResourceAsStream("/cases/g01-guest-order.ndjson")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        job.take(line);
      }
    }
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("u-1").events()).containsExactly("confirmation_page_view");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Order Completed",
        "Completed Order",
        "order_completed",
        "Checkout Started",
        "Started Order",
        "Checkout Step Viewed",
        "Checkout Step Completed",
        "Viewed Checkout Step",
        "Completed Checkout Step",
        "Checkout Step",
        "Payment Info Entered",
        "Entered Payment Info",
        "User Registered",
        "Signed Up"
      })
  void whatIsAboutTheBuyerNamesTheBuyer(String event) throws Exception {
    TestEvent guests =
        track(event)
            .device("d-office")
            .property("order_id", "O-1")
            .property("price", 10)
            .property("revenue", 10)
            .property("currency", "EUR");
    job.take(
        guests.property("email", " ANN@example.test").at(2),
        guests.device("d-hotel").property("phone", "tel:+90 0532 123 45 67").at(3),
        guests.device("d-train").property("phone_number", "+90 (532) 123 45 67").at(4));
    assertThat(job.deadLetters()).isEmpty();
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("u-1").events()).hasSize(3);
  }

  /** The rule is that of the mapping: what may be sent beside another user decides the identity. */
  @ParameterizedTest
  @ValueSource(strings = {"identity.conflicts=protect", "identity.conflicts=send"})
  void whateverIsDoneAboutConflictsTheOrderIsAnns(String option) throws Exception {
    job.close();
    job = Stages.with(option);
    job.take(
        identify().device("d-home").user("u-1").trait("email", ANN).at(1),
        track("Order Completed")
            .device("d-office")
            .property("order_id", "O-1")
            .property("currency", "EUR")
            .property("revenue", 10)
            .property("email", ANN)
            .at(2),
        track("Friend Invited").device("d-office").property("email", "friend@x.test").at(3));
    assertThat(job.user("u-1").events())
        .containsExactlyInAnyOrder("confirmation_page_view", "friend_invited");
    assertThat(job.person("email", ANN).has("email", "friend@x.test")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"track", "page", "screen", "identify", "group"})
  void theTraitsOfTheContextNameThePersonOnAnyCall(String type) throws Exception {
    TestEvent call =
        ofType(type)
            .with("event", "Read")
            .with("groupId", "g")
            .trait("plan", "x")
            .device("d-office");
    job.take(inContext(call, "email", ANN).at(2));
    job.take(inContext(call.device("d-hotel"), "phone", "+905321234567").at(3));
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("u-1").hasDevice("d-office")).isTrue();
  }

  @Test
  void anAliasOfAGuestNamesThePerson() throws Exception {
    job.take(inContext(ofType("alias").device("d-office"), "email", ANN).at(2));
    assertThat(job.deadLetters()).isEmpty();
  }

  /** Friend Invited carries the friend's. */
  @ParameterizedTest
  @ValueSource(strings = {"Friend Invited", "Invite Sent", "Product Viewed", "Read"})
  void whatMayBeAnotherPersonsIsAnAttribute(String event) throws Exception {
    job.take(track(event).device("d-office").property("email", ANN).property("x", 1).at(2));
    assertThat(job.user("u-1").events()).isEmpty();
    assertThat(job.person("segment_anonymous_id", "d-office").has("email", ANN)).isFalse();
    assertThat(job.person("segment_anonymous_id", "d-office").attribute("email")).isEqualTo(ANN);
  }

  /** The friend's address does not become the inviter's, who is known by another one. */
  @Test
  void theIdentifierOfTheGuestKeepsAnotherAddressOut() throws Exception {
    job.take(
        inContext(track("Friend Invited").device("d-office"), "email", ANN)
            .property("email", "friend@example.test")
            .at(2));
    assertThat(job.user("u-1").events()).containsExactly("friend_invited");
    assertThat(String.join("", job.requests())).doesNotContain("friend@");
  }

  @Test
  void besideAUserIdItIsAnAttribute() throws Exception {
    job.take(
        track("Order Completed")
            .user("u-2")
            .property("order_id", "O-1")
            .property("currency", "EUR")
            .property("revenue", 10)
            .property("email", ANN)
            .at(2));
    assertThat(job.user("u-2").attribute("email")).isEqualTo(ANN);
    assertThat(job.user("u-2").has("email", ANN)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"undefined", "{{ user.id }}", "0", " "})
  void aUserIdOfNobodyIsNone(String userId) throws Exception {
    job.take(
        track("Order Completed")
            .user(userId)
            .property("order_id", "O-1")
            .property("currency", "EUR")
            .property("revenue", 10)
            .property("email", ANN)
            .at(2));
    assertThat(job.user("u-1").events()).containsExactly("confirmation_page_view");
  }

  @ParameterizedTest
  @CsvSource({"identity.email-as-identifier=false"})
  void theSwitchesHold(String option) throws Exception {
    job.close();
    job = Stages.with(option);
    job.take(
        track("Signed Up").device("d-office").property("email", ANN).property("plan", "x").at(2));
    assertThat(job.person("segment_anonymous_id", "d-office").has("email", ANN)).isFalse();
    assertThat(job.person("segment_anonymous_id", "d-office").attribute("email")).isEqualTo(ANN);
  }

  /** A guest on another customer's device, which stays that customer's. */
  @Test
  void theDeviceOfAnotherCustomerIsLeftOut() throws Exception {
    job.take(
        track("Read").device("d-shared").user("u-2").at(2),
        track("Signed Up").device("d-shared").property("email", ANN).at(3));
    assertThat(job.user("u-1").events()).containsExactly("sign_up_confirmation");
    assertThat(job.user("u-1").hasDevice("d-shared")).isFalse();
    assertThat(job.user("u-2").hasDevice("d-shared")).isTrue();
  }

  @Test
  void aNoAddressIsNobodys() throws Exception {
    job.take(
        track("Signed Up").device("d-1").property("email", "none@none.test").at(2),
        track("Signed Up").device("d-2").property("email", "none@none.test").at(3));
    assertThat(job.people()).hasSize(3);
  }
}

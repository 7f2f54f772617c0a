package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.ofType;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Receipt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not sent because the person, or the event itself, does not want it. */
class ConsentTest {

  private Stages job;

  @AfterEach
  void close() {
    job.close();
  }

  private void assertSuppressed(String reason) {
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.SUPPRESSED);
    assertThat(job.lastReceipt().reason()).isEqualTo(reason);
  }

  @Test
  void nothingOfAPersonIsSentBeforeAnOptIn() throws Exception {
    job = Stages.with("consent.required=gdpr");
    job.take(track("Read").user("ann").at(1), identify().user("ann").trait("plan", "pro").at(2));
    assertSuppressed("consent");
    assertThat(job.requests()).isEmpty();
    job.take(
        identify().user("ann").trait("gdpr_optin", true).at(3), track("Bought").user("ann").at(4));
    assertThat(job.user("ann").events()).containsExactly("bought");
  }

  @Test
  void afterAnOptOutOnlyTheOptOutIsSent() throws Exception {
    job = Stages.with("consent.required=gdpr");
    job.take(
        identify().user("ann").trait("gdpr_optin", true).trait("plan", "pro").at(1),
        identify().user("ann").trait("gdpr_optin", false).trait("plan", "basic").at(2),
        track("Read").user("ann").at(3));
    assertSuppressed("consent");
    assertThat(job.requests()).hasSize(2);
    assertThat(job.user("ann").attribute("gdpr_optin")).isEqualTo("false");
    assertThat(job.user("ann").attribute("plan")).isEqualTo("pro");
  }

  @Test
  void anOlderOptInDoesNotUndoAnOptOut() throws Exception {
    job = Stages.with("consent.required=gdpr");
    job.take(
        identify().user("ann").trait("gdpr_optin", false).at(2),
        identify().user("ann").trait("gdpr_optin", true).at(1),
        track("Read").user("ann").at(3));
    assertSuppressed("consent");
    assertThat(job.user("ann").events()).isEmpty();
  }

  /** Not even the e-mail of somebody else, which would travel as an attribute. */
  @Test
  void anOptOutTravelsAlone() throws Exception {
    job = Stages.with("consent.required=gdpr");
    job.take(
        identify().user("ann").trait("email", "home@shop.sg").trait("gdpr_optin", true).at(1),
        identify()
            .user("bob")
            .trait("email", "home@shop.sg")
            .trait("phone", "+6591234567")
            .trait("gdpr_optin", false)
            .at(2));
    assertThat(job.requests().get(1)).doesNotContain("home@shop.sg").contains("gdpr_optin");
  }

  @Test
  void ofTwoAnswersOfOneTimeTheRefusalCountsInEitherOrder() throws Exception {
    TestEvent yes = identify().user("ann").trait("gdpr_optin", true).at(1);
    TestEvent no = identify().user("ann").trait("gdpr_optin", false).at(1);
    for (List<TestEvent> order : List.of(List.of(yes, no), List.of(no, yes))) {
      job = Stages.with("consent.required=gdpr");
      job.take(order.get(0), order.get(1), track("Read").user("ann").at(2));
      assertSuppressed("consent");
      job.close();
    }
    job = Stages.with();
  }

  @Test
  void consentOfADeviceClimbsWithItsEvents() throws Exception {
    job = Stages.with("consent.required=gdpr");
    job.take(
        identify().device("d").trait("gdpr_optin", true).at(1),
        track("Signed In").device("d").user("ann").at(2));
    assertThat(job.user("ann").events()).containsExactly("signed_in");
  }

  @Test
  void theIntegrationsObjectIsRespected() throws Exception {
    job = Stages.with();
    job.take(track("Read").user("ann").with("integrations", Map.of("All", false)));
    assertSuppressed("integrations");
    assertThat(job.requests()).isEmpty();
  }

  @Test
  void aRefusedCategoryKeepsTheEventBack() throws Exception {
    job = Stages.with("consent.categories=Advertising");
    job.take(track("Read").user("ann").with("context", preferences(false)).at(1));
    assertSuppressed("consent-category");
    job.take(track("Bought").user("ann").with("context", preferences(true)).at(2));
    assertThat(job.user("ann").events()).containsExactly("bought");
  }

  private static Map<String, Object> preferences(boolean advertising) {
    return Map.of("consent", Map.of("categoryPreferences", Map.of("Advertising", advertising)));
  }

  @Test
  void aForgottenUserIsDeletedAndLateEventsStayBack() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    job.take(
        track("Signed In").device("d").user("ann").at(1),
        track("User Deleted").user("ann").at(5),
        track("Read").user("ann").at(4));
    assertSuppressed("forgotten");
    assertThat(job.people()).isEmpty();
    assertThat(job.requests().get(1))
        .isEqualTo("/api/user/v1/delete {\"identifiers\":{\"uuid\":\"ann\"}}");
    job.take(track("Back").user("ann").at(6));
    assertThat(job.user("ann").events()).containsExactly("back");
  }

  @Test
  void aDeletionFromTheFutureForgetsNothingThatComesLater() throws Exception {
    job = Stages.with(Stages.TRUSTED, "source.max-clock-lead=5 min");
    job.take(track("Read").user("ann").at(1));
    job.take(ofType("delete").user("ann").with("timestamp", "2031-01-01T00:00:00Z"));
    assertThat(job.people()).isEmpty();
    job.pass(java.time.Duration.ofDays(1));
    job.take(
        track("Back").user("ann").at(24 * 60),
        track("Late").user("ann").with("timestamp", "2026-05-01T09:00:00Z"));
    assertSuppressed("forgotten");
    assertThat(job.user("ann").events()).containsExactly("back");
  }

  @Test
  void aDeletionAtTheBeginningOfTimeIsOne() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    TestEvent first = track("Read").user("ann").with("timestamp", "1970-01-01T00:00:00Z");
    job.take(
        ofType("delete").user("ann").with("timestamp", "1970-01-01T00:00:00Z"),
        first,
        track("Back").user("ann").with("timestamp", "1970-01-01T00:00:00.001Z"));
    assertThat(job.receipts().get(1).reason()).isEqualTo("forgotten");
    assertThat(job.user("ann").events()).containsExactly("back");
  }

  @Test
  void whoComesBackIsSentAllAttributesAndIsLinkedAnew() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    TestEvent ann = identify().device("d").user("ann").trait("email", "ann@shop.sg");
    job.take(
        ann.trait("city", "Rome").at(1),
        ofType("delete").user("ann").at(5),
        ann.trait("city", "Rome").at(6),
        track("Read").device("d").at(7));
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("ann").attribute("city")).isEqualTo("Rome");
    assertThat(job.user("ann").has("email", "ann@shop.sg")).isTrue();
    assertThat(job.user("ann").events()).containsExactly("read");
  }

  @Test
  void linksOfAForgottenUserGo() throws Exception {
    job = Stages.with(Stages.TRUSTED);
    job.take(
        identify().device("d").user("ann").trait("email", "ann@shop.sg").at(1),
        ofType("delete").user("ann").at(5),
        track("Read").device("d").at(6),
        identify().user("bob").trait("email", "ann@shop.sg").at(7));
    assertThat(job.person("segment_anonymous_id", "d").has("uuid", "ann")).isFalse();
    assertThat(job.user("bob").has("email", "ann@shop.sg")).isTrue();
  }

  @Test
  void ofAForgottenUserTombstonesAndNamelessDevicesAreLeftAndTheyEnd() throws Exception {
    job = Stages.with(Stages.TRUSTED, "profile.ttl=30 d", "identity.link-ttl=30 d");
    job.take(
        identify().device("d").user("ann").trait("email", "ann@shop.sg").at(1),
        ofType("delete").user("ann").with("anonymousId", "d").at(5));
    job.pass(java.time.Duration.ofMinutes(1));
    assertThat(job.stateEntries()).as("two tombstones, a device of nobody").isEqualTo(3);
    job.pass(java.time.Duration.ofDays(32));
    assertThat(job.stateEntries()).isZero();
    assertThat(job.timers()).isZero();
  }
}

package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.alias;
import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the event to the profile: who nobody is, and who is one person in two spellings. */
class OneFormOfAnIdentifierTest {

  private Stages job;

  private void start(String... options) throws Exception {
    job = Stages.with(options);
  }

  private void take(String file) throws Exception {
    for (String line : lines(file)) {
      job.take(line);
    }
  }

  private static List<String> lines(String file) throws IOException {
    try (InputStream in = OneFormOfAnIdentifierTest.class.getResourceAsStream("/cases/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @AfterEach
  void nobodyIsMerged() throws Exception {
    assertThat(job.uuidMerges()).isZero();
    job.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "segment-actions"})
  void placeholdersAreNobodysUserId(String preset) throws Exception {
    start("mapping.preset=" + preset);
    take("i05-placeholder-ids.ndjson");
    assertThat(job.people()).isEmpty();
    assertThat(job.deadLetters()).extracting(DeadLetter::reason).containsOnly(Reason.NO_IDENTIFIER);
    assertThat(job.deadLetters()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "segment-actions"})
  void aNoAddressJoinsNoDevices(String preset) throws Exception {
    start("mapping.preset=" + preset);
    job.take(
        identify().device("d-11").trait("email", "none@none.test").trait("age", 30).at(1),
        identify().device("d-12").trait("email", "none@none.test").trait("age", 40).at(2));
    assertThat(job.people()).hasSize(2);
    assertThat(job.people()).noneMatch(person -> person.has("email", "none@none.test"));
  }

  @Test
  void aNoAddressIsNoWayToReachAPerson() throws Exception {
    start();
    take("i09-placeholder-email.ndjson");
    job.take(
        track("Read")
            .device("d-13")
            .with("context", java.util.Map.of("traits", java.util.Map.of("email", "n/a@n/a.co")))
            .at(3));
    assertThat(job.people()).hasSize(1);
    assertThat(job.people().get(0).attribute("email")).isNull();
    assertThat(job.deadLetters())
        .extracting(DeadLetter::reason)
        .containsExactly(Reason.EMPTY_UPDATE, Reason.EMPTY_UPDATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"undefined", "null", "{{ message.id }}", "0", "-1", "[object Object]"})
  void aMessageIdThatManyHaveTellsNoRepeat(String messageId) throws Exception {
    start();
    for (String line : lines("i04-constant-message-id.ndjson")) {
      job.take(line.replace("undefined", messageId));
    }
    assertThat(job.user("u-4").events())
        .containsExactly("confirmation_page_view", "confirmation_page_view");
    job.take(lines("i04-constant-message-id.ndjson").get(0).replace("undefined", messageId));
    assertThat(job.lastReceipt().status()).isEqualTo(Receipt.Status.REPEAT);
    assertThat(job.receipts()).extracting(Receipt::messageId).doesNotContain(messageId);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "segment-actions"})
  void anIdThatWouldFillStateIsNone(String preset) throws Exception {
    start("mapping.preset=" + preset);
    job.take(
        identify().user("u".repeat(1_000)).trait("age", 30).at(1),
        identify().user("u".repeat(1_001)).trait("age", 30).at(2));
    assertThat(job.people()).hasSize(1);
    assertThat(job.deadLetters())
        .extracting(DeadLetter::reason)
        .containsExactly(Reason.NO_IDENTIFIER);
  }

  @Test
  void numericIdsStayApart() throws Exception {
    start();
    take("i01-numeric-ids-become-one.ndjson");
    assertThat(job.user("720982911946154508").has("email", "ann@example.test")).isTrue();
    assertThat(job.user("720982911946154509").has("email", "bob@example.test")).isTrue();
  }

  @Test
  void segmentsRoundedDigitsAreNobodysId() throws Exception {
    start("mapping.preset=segment-actions");
    take("i01-numeric-ids-become-one.ndjson");
    assertThat(job.people()).hasSize(2);
    assertThat(job.people()).noneMatch(person -> person.has("uuid", "720982911946154500"));
    assertThat(job.person("email", "ann@example.test").has("email", "bob@example.test")).isFalse();
  }

  @Test
  void aDeviceInCapitalsIsTheSameDevice() throws Exception {
    start();
    take("i11-one-uuid-two-cases.ndjson");
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("u-14").events()).containsExactly("read");
    assertThat(job.user("u-14").hasDevice("aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa")).isTrue();
    job.take(
        alias("AAAAAAAA-1111-4111-8111-AAAAAAAAAAAA")
            .device("aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa")
            .user("u-14")
            .at(5));
    assertThat(job.requests()).noneMatch(request -> request.startsWith("/api/user/v1/identity"));
  }

  @Test
  void invisibleCharactersMakeNoSecondIdentity() throws Exception {
    start();
    take("m20-invisible-characters.ndjson");
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("u-1").has("phone_number", "+6591234567")).isTrue();
    assertThat(job.user("u-1").has("email", "ann@example.test")).isTrue();
  }

  @Test
  void aCapitalWithADotIsTheSameLetter() throws Exception {
    start("profile.refresh=0 s");
    take("m21-dotted-capital-i.ndjson");
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("u-1").has("email", "ismail@örnek.test")).isTrue();
    assertThat(String.join("", job.requests())).doesNotContain("\u0307");
  }

  @Test
  void aPhoneNumberHasOneFormInAnySpelling() throws Exception {
    start();
    take("m30-phone-forms.ndjson");
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("u-1").has("phone_number", "+905321234567")).isTrue();
    assertThat(String.join("", job.requests())).doesNotContain("+9005");
  }

  @Test
  void anAdvertisingIdOfZerosIsNone() throws Exception {
    start();
    take("m13-zero-advertising-id.ndjson");
    assertThat(job.user("u-1").attribute("plan")).isEqualTo("x");
    assertThat(job.user("u-1").attribute("idfa")).isNull();
  }

  /** Two people, one identifier in two spellings: Insider must never hear of it for the second. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          email, ann@shop.sg, ` ANN@SHOP.SG\u200B`
          email, ismail@örnek.test, İSMAİL@ÖRNEK.TEST
          email, ismail@örnek.test, ismail@xn--rnek-4qa.test
          email, ann@shop.sg, mailto:ann@shop.sg
          email, ann@shop.sg, `"Ann" <ann@shop.sg>`
          phone, +905321234567, +9005321234567
          phone, +905321234567, tel:+90-532-123-45-67
          phone, +905321234567, `\u202D0090 532 123 45 67\u202C`
          phone, +905321234567, ＋９０５３２１２３４５６７
          """)
  void twoSpellingsOfAnAddressAreClaimedOnce(String trait, String first, String second)
      throws Exception {
    start();
    job.take(
        identify().user("u-1").trait(trait, first).at(1),
        identify().user("u-2").trait(trait, second).at(2));
    String name = trait.equals("phone") ? "phone_number" : trait;
    assertThat(job.people()).hasSize(2);
    assertThat(job.user("u-1").has(name, first)).isTrue();
    assertThat(job.user("u-2").has(name, first)).isFalse();
    assertThat(job.user("u-2").attribute(name)).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"u-1\u00A0", "\u200Bu-1", "u\u00AD-1", " u-1 ", "\uFEFFu-1", "u-1\u202C"})
  void oneUserInTwoSpellingsIsOne(String spelling) throws Exception {
    start();
    job.take(
        track("Read").device("d").user("u-1").at(1),
        track("Bought").device("d").user(spelling).at(2),
        track("Looked").device("d").at(3));
    assertThat(job.people()).hasSize(1);
    assertThat(job.user("u-1").events()).containsExactly("read", "bought", "looked");
  }

  /** What Segment's own actions build is sent as it is, and kept apart as it is. */
  @Test
  void whatIsKeyedIsWhatIsSentUnderSegmentsActions() throws Exception {
    start("mapping.preset=segment-actions");
    job.take(
        identify().device("D\u00A0").user("ann").trait("age", 30).at(1),
        identify().device("D").user("bob").trait("age", 40).at(2),
        identify().device("D\u00A0").user("bob").trait("age", 41).at(3),
        identify().device("D\u00A0").trait("age", 42).at(4));
    assertThat(job.user("ann").hasDevice("D\u00A0")).isTrue();
    assertThat(job.user("bob").hasDevice("D")).isTrue();
    assertThat(job.user("bob").hasDevice("D\u00A0")).isFalse();
    assertThat(job.user("ann").attribute("age")).isEqualTo("30");
    assertThat(job.user("bob").attribute("age")).isEqualTo("42");
  }
}

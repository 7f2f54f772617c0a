package io.segmentinsider.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.segmentinsider.outcome.ReceiptJson;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Repairs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** However an update ends, its receipt names what was repaired on the way. */
class ReceiptRepairsTest {

  @Test
  void everyReceiptNamesTheKindsOfItsRepairs() throws Exception {
    try (Stages job = Stages.with()) {
      TestEvent unreadable = TestEvent.identify().user("ann").trait("gender", List.of(1, 2)).at(1);
      job.take(unreadable.trait("plan", "pro"));
      job.take(unreadable.trait("plan", "pro"));
      job.take(unreadable.trait("plan", "pro").with("messageId", "another"));
      job.take(
          unreadable
              .trait("plan", "basic")
              .with("messageId", "kept")
              .with("integrations", Map.of("All", false)));
      job.take(TestEvent.identify().user("bob").trait("plan", "pro").at(2));

      List<Repair.Kind> leftOut = List.of(Repair.Kind.FIELD_LEFT_OUT);
      assertThat(job.receipts())
          .extracting(Receipt::status, receipt -> receipt.repairs().kinds())
          .containsExactlyInAnyOrder(
              tuple(Receipt.Status.DELIVERED, leftOut),
              tuple(Receipt.Status.REPEAT, leftOut),
              tuple(Receipt.Status.UNCHANGED, leftOut),
              tuple(Receipt.Status.SUPPRESSED, leftOut),
              tuple(Receipt.Status.DELIVERED, List.of()));
      assertThat(job.receipts())
          .extracting(receipt -> json(receipt).contains("\"repairs\":[\"field-left-out\"]"))
          .containsExactlyInAnyOrder(true, true, true, true, false);
    }
  }

  @Test
  void aReceiptNamesTheFieldsSoThatTheyCanBeFound() throws Exception {
    try (Stages job = Stages.with()) {
      job.take(
          TestEvent.identify()
              .user("ann")
              .trait("plan", "pro")
              .trait("email_optin", "maybe")
              .trait("smsOptOut", "pending")
              .trait("birthday", "03/04/1990")
              .at(1));

      assertThat(job.receipts())
          .singleElement()
          .satisfies(
              receipt ->
                  assertThat(json(receipt))
                      .contains(
                          "\"repairedFields\":["
                              + "{\"kind\":\"two-readings\",\"field\":\"attributes.birthday\"},"
                              + "{\"kind\":\"opt-in-unreadable\","
                              + "\"field\":\"attributes.email_optin\"},"
                              + "{\"kind\":\"opt-in-unreadable\","
                              + "\"field\":\"attributes.sms_optin\"}]"));
    }
  }

  @Test
  void aDeadLetterOfWhatWasNothingElseNamesThemToo() throws Exception {
    try (Stages job = Stages.with()) {
      job.take(TestEvent.identify().user("ann").trait("email_optin", "maybe").at(1));

      assertThat(job.deadLetters())
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(letter.detail())
                      .endsWith("; repaired: attributes.email_optin (opt-in-unreadable)"));
    }
  }

  @Test
  void aNameThatCouldBeAPersonsIsInNoReceipt() throws Exception {
    try (Stages job = Stages.with()) {
      job.take(
          TestEvent.identify()
              .user("ann")
              .trait("plan", "pro")
              .trait("ann.lee@example.test", "https://shop.test/?token=1")
              .trait("+905321234567", "https://shop.test/?token=2")
              .trait("site", "https://shop.test/?token=3")
              .at(1));

      assertThat(job.receipts())
          .singleElement()
          .satisfies(
              receipt ->
                  assertThat(receipt.repairs().fields())
                      .extracting(Repairs.Field::name)
                      .containsExactlyInAnyOrder("attributes.custom", "attributes.custom.site"));
    }
  }

  private static String json(Receipt receipt) {
    return new String(new ReceiptJson().serialize(receipt), StandardCharsets.UTF_8);
  }
}

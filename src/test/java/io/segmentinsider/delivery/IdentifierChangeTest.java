package io.segmentinsider.delivery;

import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.delivery.ScriptedInsider.Call;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import io.segmentinsider.profile.Erasure;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Update;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An identifier is changed before the update that names it is sent, and after what came before. */
class IdentifierChangeTest {

  private static final String TAKEN =
      "{\"error\":\"new identifier already has a user assigned to it: bad request\"}";

  @RegisterExtension final Deliveries deliveries = new Deliveries();

  private static Update changed() {
    return update("2")
        .user("a")
        .email("new@b.co")
        .replacing(Identifier.email("old@b.co"))
        .attribute("email", "\"new@b.co\"")
        .build();
  }

  @Test
  void theChangeStandsBetweenWhatCameBeforeAndTheUpdateThatNamesIt() throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(update("1").user("a").email("old@b.co").custom("n", "1").build());
    harness.send(changed());
    harness.send(update("3").user("a").email("new@b.co").custom("n", "3").build());
    harness.take(deliveries.next(Endpoint.UPSERT));
    Call change = deliveries.next(Endpoint.IDENTITY);
    assertThat(change.body())
        .isEqualTo(
            "{\"old_identifier\":{\"email\":\"old@b.co\"},"
                + "\"new_identifier\":{\"email\":\"new@b.co\"}}");
    assertThat(deliveries.isQuiet()).isTrue();
    harness.reply(change, 200, "{}");
    Call rest = deliveries.next(Endpoint.UPSERT);
    assertThat(rest.body()).contains("new@b.co");
    harness.take(rest);
    while (!deliveries.isQuiet()) {
      harness.take(deliveries.next(Endpoint.UPSERT));
    }
    assertThat(harness.delivered()).containsExactly("1", "2", "3");
    assertThat(harness.erasures())
        .containsExactly(new Erasure("email:old@b.co", "uuid:a", changed().eventTime() - 1));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          200|{}|false
          404|{"error":"no such user for these identifiers: no data"}|false
          400|{"error":"new identifier already has a user assigned to it: bad request"}|true
          400|{"error":"no valid identifier: bad request"}|true
          400|{"error":"something else: bad request"}|true
          """)
  void whateverIsAnsweredTheRestGoesOn(int status, String body, boolean refused) throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(changed());
    harness.reply(deliveries.next(Endpoint.IDENTITY), status, body);
    harness.take(deliveries.next(Endpoint.UPSERT));
    Receipt receipt = harness.flink.extractOutputValues().get(0);
    assertThat(receipt.status()).isEqualTo(Receipt.Status.DELIVERED);
    assertThat(receipt.repairs().has(Repair.Kind.IDENTIFIER_CHANGE_REFUSED)).isEqualTo(refused);
    assertThat(harness.deadLetters()).isEmpty();
    assertThat(harness.erasures()).hasSize(refused ? 0 : 1);
  }

  @Test
  void aChangeThatMayHaveWorkedIsMadeAgainAndTakenForDone() throws Exception {
    DeliveryHarness before = deliveries.started();
    before.send(changed());
    deliveries.next(Endpoint.IDENTITY);
    OperatorSubtaskState state = before.flink.snapshot(1, 1);

    DeliveryHarness after = deliveries.restored(state);
    after.reply(deliveries.next(Endpoint.IDENTITY), 400, TAKEN);
    after.take(deliveries.next(Endpoint.UPSERT));
    Receipt receipt = after.flink.extractOutputValues().get(0);
    assertThat(receipt.repairs().isEmpty()).isTrue();
    assertThat(after.erasures()).as("who has the old one is not known for sure").isEmpty();
  }

  @Test
  void aChangeWhoseAnswerWasLostIsMadeAgainAndTakenForDone() throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(changed());
    harness.reply(deliveries.next(Endpoint.IDENTITY), 503, "");
    harness.after(Duration.ofSeconds(30));
    harness.reply(deliveries.next(Endpoint.IDENTITY), 400, TAKEN);
    harness.take(deliveries.next(Endpoint.UPSERT));
    assertThat(harness.flink.extractOutputValues().get(0).repairs().isEmpty()).isTrue();
  }

  @Test
  void twoChangesAndARemovalAreFourCalls() throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(
        update("1")
            .user("a")
            .email("new@b.co")
            .identifier(Identifier.phoneNumber("+14155550101"))
            .replacing(Identifier.email("old@b.co"))
            .replacing(Identifier.phoneNumber("+14155550100"))
            .custom("seats", "3")
            .removed("plan", true)
            .event("e")
            .build());
    harness.reply(deliveries.next(Endpoint.IDENTITY), 200, "{}");
    Call phone = deliveries.next(Endpoint.IDENTITY);
    assertThat(phone.body()).contains("+14155550100", "+14155550101").doesNotContain("@");
    harness.reply(phone, 200, "{}");
    Call set = deliveries.next(Endpoint.UPSERT);
    assertThat(set.body()).contains("seats", "\"e\"").doesNotContain("plan");
    harness.take(set);
    harness.take(deliveries.next(Endpoint.ATTRIBUTE_DELETE));
    assertThat(harness.delivered()).containsExactly("1");
  }
}

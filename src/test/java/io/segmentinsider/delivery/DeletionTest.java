package io.segmentinsider.delivery;

import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.delivery.ScriptedInsider.Call;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import io.segmentinsider.profile.Erasure;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.Updates;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What was a person's is somebody else's to claim once Insider has confirmed the deletion, and not
 * before: Insider would join whoever claims it with the profile, and delete both.
 */
class DeletionTest {

  @RegisterExtension final Deliveries deliveries = new Deliveries();

  private static Updates deletion() {
    return update("2")
        .user("ann")
        .operation(Operation.DELETE)
        .replacing(Identifier.uuid("ann"))
        .replacing(Identifier.email("ann@b.co"));
  }

  private static Erasure erasure(String identifier, String owner) {
    return new Erasure(identifier, owner, deletion().build().eventTime());
  }

  private static Erasure together(String identifier, String owner) {
    return new Erasure(
        identifier,
        owner,
        deletion().build().eventTime(),
        List.of("uuid:ann", "email:ann@b.co", "uuid:anna"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          200|{}|true
          404|{"error":"no such user for these identifiers: no data"}|true
          400|{"error":"something else: bad request"}|false
          404|{"error":"no such page"}|false
          200|<!DOCTYPE html><html></html>|false
          503|{}|false
          429|{}|false
          """)
  void onlyAConfirmedDeletionFreesWhatWasThePersons(int status, String body, boolean confirmed)
      throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(update("1").user("ann").email("ann@b.co").custom("n", "1").build());
    harness.send(deletion().build());
    harness.take(deliveries.next(Endpoint.UPSERT));
    Call call = deliveries.next(Endpoint.DELETE);
    assertThat(harness.erasures()).isEmpty();
    harness.reply(call, status, body);
    if (confirmed) {
      assertThat(harness.erasures())
          .containsExactlyInAnyOrder(
              erasure("uuid:ann", "uuid:ann"), erasure("email:ann@b.co", "uuid:ann"));
    } else {
      assertThat(harness.erasures()).isEmpty();
    }
  }

  @Test
  void theCallNamesTheUserIdAlone() throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(deletion().build());
    assertThat(deliveries.next(Endpoint.DELETE).body())
        .isEqualTo("{\"identifiers\":{\"uuid\":\"ann\"}}");
  }

  @Test
  void aPersonOfSeveralIdsIsDeletedWhenTheLastOneIs() throws Exception {
    DeliveryHarness harness = deliveries.started();
    Update both =
        deletion().replacing(Identifier.uuid("anna")).identifier(Identifier.uuid("anna")).build();
    harness.send(both);
    harness.reply(deliveries.next(Endpoint.DELETE), 200, "");
    deliveries.next(Endpoint.DELETE);
    assertThat(harness.erasures()).isEmpty();
    OperatorSubtaskState state = harness.flink.snapshot(1, 1);

    DeliveryHarness after = deliveries.restored(state);
    after.reply(deliveries.next(Endpoint.DELETE), 200, "");
    assertThat(after.erasures())
        .as("of each id for itself and each identifier, with all that go together")
        .hasSize(4)
        .contains(together("email:ann@b.co", "uuid:ann"), together("email:ann@b.co", "uuid:anna"));
    assertThat(after.delivered()).containsExactly("2");
  }

  @Test
  void ifOneOfTheIdsStaysNothingIsFree() throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(
        deletion().replacing(Identifier.uuid("anna")).identifier(Identifier.uuid("anna")).build());
    harness.reply(deliveries.next(Endpoint.DELETE), 200, "");
    harness.reply(deliveries.next(Endpoint.DELETE), 400, "{\"error\":\"odd: bad request\"}");
    assertThat(harness.erasures()).isEmpty();
    assertThat(harness.deadLetters()).hasSize(1);
  }

  @Test
  void whatIsSentAgainAfterARestoreFreesItAgain() throws Exception {
    DeliveryHarness before = deliveries.started();
    before.send(deletion().build());
    OperatorSubtaskState state = before.flink.snapshot(1, 1);
    before.reply(deliveries.next(Endpoint.DELETE), 200, "");
    assertThat(before.erasures()).hasSize(2);

    DeliveryHarness after = deliveries.restored(state);
    after.reply(deliveries.next(Endpoint.DELETE), 404, "{\"error\":\"no such user: no data\"}");
    assertThat(after.erasures()).isEqualTo(before.erasures());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"200, 2", "400, 0"})
  void anIdThatIsForgottenWithAnotherIsDeletedAndHasNoOutcomeOfItsOwn(int status, int freed)
      throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(update("1").user("ann").email("ann@b.co").custom("n", "1").build());
    harness.send(deletion().operation(Operation.FORGET).build());
    harness.take(deliveries.next(Endpoint.UPSERT));
    harness.reply(deliveries.next(Endpoint.DELETE), status, "{\"error\":\"bad request\"}");
    assertThat(harness.erasures()).hasSize(freed);
    assertThat(harness.delivered()).containsExactly("1");
    assertThat(harness.deadLetters()).isEmpty();
  }

  /** Two ids, each deleted in the queue of its own; the event's outcome is that of the first. */
  @Test
  void aFurtherIdThatIsNotDeletedIsToldInTheLogAndNotByName() throws Exception {
    FailureLogTest.Lines lines = new FailureLogTest.Lines();
    Logger logger = (Logger) LogManager.getLogger(FailureLog.class);
    lines.start();
    logger.addAppender(lines);
    try {
      DeliveryHarness harness = deliveries.started();
      harness.send(deletion().build());
      harness.reply(deliveries.next(Endpoint.DELETE), 200, "");
      harness.send(
          update("3")
              .user("anna")
              .operation(Operation.FORGET)
              .replacing(Identifier.uuid("anna"))
              .build());
      harness.reply(
          deliveries.next(Endpoint.DELETE), 400, "{\"error\":\"no valid identifier for anna\"}");
      assertThat(harness.delivered()).containsExactly("2");
      assertThat(harness.deadLetters()).isEmpty();
      assertThat(lines.texts)
          .filteredOn(line -> line.contains("was not deleted at Insider (rejected)"))
          .hasSize(1);
      assertThat(lines.texts).noneMatch(line -> line.contains("anna"));
    } finally {
      logger.removeAppender(lines);
    }
  }
}

package io.segmentinsider.delivery;

import static io.segmentinsider.delivery.DeliveryHarness.settings;
import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.delivery.ScriptedInsider.Call;
import io.segmentinsider.delivery.dispatch.UpsertRequest;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Update;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attributes are removed by a call of their own, in order with everything else of their person. */
class AttributeDeleteTest {

  private static final UpsertRequest.Endpoint UPSERT = UpsertRequest.Endpoint.UPSERT;
  private static final UpsertRequest.Endpoint ATTRIBUTE_DELETE =
      UpsertRequest.Endpoint.ATTRIBUTE_DELETE;

  @RegisterExtension final Deliveries deliveries = new Deliveries();

  private static Update mixed() {
    return update("1")
        .user("a")
        .device("d")
        .attribute("city", "\"Oslo\"")
        .removed("surname", false)
        .removed("plan", true)
        .removed("vip", true)
        .event("one")
        .build();
  }

  @Test
  void whatIsSetGoesFirstAndWhatIsRemovedBehindItAndThenWhatFollows() throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(mixed());
    harness.send(update("2").user("a").device("d").custom("plan", "\"pro\"").build());
    Call first = deliveries.next(UPSERT);
    assertThat(first.body())
        .isEqualTo(
            "{\"users\":[{\"identifiers\":{\"uuid\":\"a\",\"custom\":{\"segment_anonymous_id\":\"d\"}},"
                + "\"attributes\":{\"city\":\"Oslo\"},\"not_append\":true,"
                + "\"events\":[{\"event_name\":\"one\"}]}]}");
    harness.take(first);
    Call second = deliveries.next(ATTRIBUTE_DELETE);
    assertThat(second.body())
        .isEqualTo(
            "{\"users\":[{\"identifiers\":{\"uuid\":\"a\",\"custom\":{\"segment_anonymous_id\":\"d\"}},"
                + "\"whole\":[\"surname\"],\"custom\":{\"whole\":[\"plan\",\"vip\"]}}]}");
    assertThat(harness.delivered()).isEmpty();
    harness.take(second);
    assertThat(deliveries.next(UPSERT).body()).contains("pro");
    assertThat(harness.delivered()).containsExactly("1");
  }

  @Test
  void anUpdateThatOnlyRemovesIsOneCall() throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(update("1").user("a").removed("plan", true).history().build());
    Call only = deliveries.next(ATTRIBUTE_DELETE);
    assertThat(only.body())
        .isEqualTo(
            "{\"users\":[{\"identifiers\":{\"uuid\":\"a\"},\"custom\":{\"whole\":[\"plan\"]}}]}");
    harness.take(only);
    assertThat(harness.delivered()).containsExactly("1");
    assertThat(deliveries.isQuiet()).isTrue();
  }

  @Test
  void manyPeopleShareACallAndUpsertsHaveTheirOwn() throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(update("0").user("z").event("x").build());
    for (int i = 0; i < 1_500; i++) {
      harness.send(
          i % 2 == 0
              ? update("d" + i).user("u" + i).removed("plan", true).build()
              : update("s" + i).user("u" + i).custom("plan", "1").build());
    }
    harness.take(deliveries.next(UPSERT));
    Call removals = deliveries.next(ATTRIBUTE_DELETE);
    assertThat(removals.request().users()).isEqualTo(750);
    harness.take(removals);
    Call upserts = deliveries.next(UPSERT);
    assertThat(upserts.request().users()).isEqualTo(750);
    harness.take(upserts);
    assertThat(harness.delivered()).hasSize(1_501);
  }

  @Test
  void whatIsLeftOfManyMixedUpdatesSharesACall() throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(update("0").user("z").event("x").build());
    for (int i = 0; i < 30; i++) {
      harness.send(
          update("m" + i).user("u" + i).custom("seats", "3").removed("plan", true).build());
    }
    harness.take(deliveries.next(UPSERT));
    harness.take(deliveries.next(UPSERT));
    Call removals = deliveries.next(ATTRIBUTE_DELETE);
    assertThat(removals.request().users()).isEqualTo(30);
    harness.take(removals);
    assertThat(harness.delivered()).hasSize(31);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          200|{}
          200| { }
          200|{"data":{"successful":{"count":1},"fail":{}}}
          404|{"error":"no such user for these identifiers: no data"}
          """)
  void everyDocumentedSuccessIsOne(int status, String body) throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(update("1").user("a").removed("plan", true).build());
    deliveries.next(ATTRIBUTE_DELETE).answer(status, body);
    harness.after(Duration.ofMillis(10));
    assertThat(harness.delivered()).containsExactly("1");
  }

  @Test
  void anUnknownUserAmongOthersIsFoundByHalving() throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(update("0").user("z").event("x").build());
    harness.send(update("1").user("a").removed("plan", true).build());
    harness.send(update("2").user("b").removed("plan", true).build());
    harness.take(deliveries.next(UPSERT));
    String unknown = "{\"error\":\"no such user for these identifiers: no data\"}";
    deliveries.next(ATTRIBUTE_DELETE).answer(404, unknown);
    harness.after(Duration.ofMillis(10));
    deliveries.next(ATTRIBUTE_DELETE).answer(404, unknown);
    harness.after(Duration.ofMillis(10));
    harness.take(deliveries.next(ATTRIBUTE_DELETE));
    assertThat(harness.delivered()).containsExactly("0", "1", "2");
    assertThat(harness.deadLetters()).isEmpty();
  }

  @Test
  void aRefusedRemovalIsADeadLetterThatNamesIt() throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(mixed());
    harness.take(deliveries.next(UPSERT));
    deliveries
        .next(ATTRIBUTE_DELETE)
        .answer(400, "{\"error\":\"no valid identifier: bad request\"}");
    harness.after(Duration.ofMillis(10));
    assertThat(harness.delivered()).isEmpty();
    DeadLetter letter = harness.deadLetters().get(0);
    assertThat(letter.reason()).isEqualTo(Reason.REJECTED);
    assertThat(new String(letter.update(), StandardCharsets.UTF_8))
        .contains("\"whole\":[\"surname\"],\"custom\":{\"whole\":[\"plan\",\"vip\"]}")
        .doesNotContain("Oslo");
  }

  @Test
  void aRefusedUpsertTakesItsRemovalsWithIt() throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(mixed());
    deliveries
        .next(UPSERT)
        .answer(
            200,
            "{\"data\":{\"successful\":{},\"fail\":{\"count\":1,\"errors\":{"
                + "\"users.0.identifiers.required\":[\"x\"]}}}}");
    harness.after(Duration.ofMillis(10));
    assertThat(deliveries.isQuiet()).isTrue();
    assertThat(new String(harness.deadLetters().get(0).update(), StandardCharsets.UTF_8))
        .contains("Oslo", "\"whole\":[\"surname\"]");
  }

  @Test
  void aRefusedEventLeavesTheRemovals() throws Exception {
    DeliveryHarness harness = deliveries.started();
    harness.send(update("1").user("a").removed("plan", true).event("one").event("two").build());
    deliveries
        .next(UPSERT)
        .answer(
            200,
            "{\"data\":{\"successful\":{},\"fail\":{\"count\":1,\"errors\":{"
                + "\"users.0.events.0.event_name.*.regexp(x)\":[\"x\"],"
                + "\"users.0.events.1.event_name.*.regexp(x)\":[\"x\"]}}}}");
    harness.after(Duration.ofMillis(10));
    Call left = deliveries.next(ATTRIBUTE_DELETE);
    assertThat(left.body()).contains("plan").doesNotContain("one");
    harness.take(left);
    assertThat(harness.deadLetters()).hasSize(2);
    assertThat(harness.delivered()).containsExactly("1");
  }

  @Test
  void anOutageBetweenTheTwoCallsAndARestoreLoseNothing() throws Exception {
    DeliveryHarness before = deliveries.started();
    before.send(mixed());
    before.send(update("2").user("a").device("d").custom("plan", "\"pro\"").build());
    before.take(deliveries.next(UPSERT));
    deliveries.next(ATTRIBUTE_DELETE).answer(503, "");
    before.after(Duration.ofSeconds(5));
    deliveries.next(ATTRIBUTE_DELETE);
    OperatorSubtaskState state = before.flink.snapshot(1, 1);

    DeliveryHarness after = deliveries.restored(state);
    for (UpsertRequest.Endpoint endpoint : List.of(UPSERT, ATTRIBUTE_DELETE, UPSERT)) {
      after.take(deliveries.next(endpoint));
    }
    assertThat(after.delivered()).containsExactly("1", "2");
  }

  @Test
  void aLargeUpdateGoesInPartsWithTheRemovalsAtItsEnd() throws Exception {
    DeliveryHarness harness = deliveries.started(settings(1, 1_000, 220));
    harness.send(
        update("1")
            .user("a")
            .removed("plan", true)
            .event("x".repeat(60))
            .event("y".repeat(60))
            .event("z".repeat(60))
            .build());
    List<UpsertRequest.Endpoint> endpoints = new ArrayList<>();
    while (!deliveries.isQuiet()) {
      Call call = deliveries.next();
      endpoints.add(call.request().endpoint());
      harness.take(call);
    }
    assertThat(endpoints).startsWith(UPSERT, UPSERT).endsWith(ATTRIBUTE_DELETE);
    assertThat(endpoints.stream().filter(ATTRIBUTE_DELETE::equals)).hasSize(1);
    assertThat(harness.delivered()).containsExactly("1");
  }

  /** What is left behind a refused part is as much as what is left behind one that was taken. */
  @Test
  void whatIsBehindARefusedPartIsSentBeforeTheRemovals() throws Exception {
    DeliveryHarness harness = deliveries.started(settings(1, 1_000, 220));
    harness.send(
        update("1")
            .user("a")
            .removed("plan", true)
            .event("x".repeat(60))
            .event("y".repeat(60))
            .event("z".repeat(60))
            .build());
    StringBuilder taken = new StringBuilder();
    List<UpsertRequest.Endpoint> endpoints = new ArrayList<>();
    while (!deliveries.isQuiet()) {
      Call call = deliveries.next();
      String body = call.body();
      endpoints.add(call.request().endpoint());
      if (body.contains("xxx")) {
        call.answer(
            200,
            "{\"data\":{\"successful\":{\"count\":0},\"fail\":{\"count\":1,\"errors\":{"
                + "\"users.0.events.0.event_name.*.regexp(x)\":[\"x\"]}}}}");
      } else {
        taken.append(body);
        call.take();
      }
      harness.after(Duration.ofMillis(10));
    }
    assertThat(taken).contains("yyy", "zzz", "plan");
    assertThat(endpoints).endsWith(ATTRIBUTE_DELETE);
    assertThat(endpoints.stream().filter(ATTRIBUTE_DELETE::equals)).hasSize(1);
  }
}

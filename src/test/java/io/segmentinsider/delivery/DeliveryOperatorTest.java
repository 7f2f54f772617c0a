package io.segmentinsider.delivery;

import static io.segmentinsider.delivery.DeliveryHarness.paced;
import static io.segmentinsider.delivery.DeliveryHarness.settings;
import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.delivery.ScriptedInsider.Call;
import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.delivery.dispatch.UpsertRequest;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.Updates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator against a scripted Insider, with time and mailbox moved by hand. */
class DeliveryOperatorTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ScriptedInsider insider = new ScriptedInsider();
  private final List<DeliveryHarness> open = new ArrayList<>();

  private DeliveryHarness harness(DeliverySettings settings) throws Exception {
    DeliveryHarness harness = new DeliveryHarness(insider, settings);
    open.add(harness);
    return harness;
  }

  private DeliveryHarness started() throws Exception {
    DeliveryHarness harness = harness(settings());
    harness.flink.open();
    return harness;
  }

  private DeliveryHarness startedWithBodiesUpTo(int bytes) throws Exception {
    DeliveryHarness harness = harness(settings(1, 1_000, bytes));
    harness.flink.open();
    return harness;
  }

  private DeliveryHarness restored(OperatorSubtaskState state) throws Exception {
    DeliveryHarness harness = harness(settings());
    harness.flink.initializeState(state);
    harness.flink.open();
    return harness;
  }

  @AfterEach
  void close() throws Exception {
    for (DeliveryHarness harness : open) {
      harness.flink.close();
    }
  }

  /** One user object says the user id once, whether the last event names it or a link does. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNamedAndAStitchedUpdateShareAUserObject(boolean namedLast) throws Exception {
    DeliveryHarness joining = new DeliveryHarness(insider, DeliveryHarness.settings(1, 1_000));
    joining.flink.open();
    joining.send(update("first").user("u").device("d").event("a").build());
    joining.after(Duration.ofSeconds(2));
    Update named = update("named").user("u").device("d").event("b").build();
    Update stitched = update("stitched").device("d").event("c").build().withStitchedUserId("u");
    joining.send(namedLast ? stitched : named);
    joining.send(namedLast ? named : stitched);
    insider.next().take();
    joining.after(Duration.ofSeconds(2));
    assertThat(insider.next().body())
        .startsWith(
            "{\"users\":[{\"identifiers\":{\"uuid\":\"u\","
                + "\"custom\":{\"segment_anonymous_id\":\"d\"}}")
        .contains("\"b\"", "\"c\"")
        .containsOnlyOnce("identifiers");
    joining.close();
  }

  @Test
  void sendsTheFirstUpdateAtOnceAndJoinsWhatQueuesUpMeanwhile() throws Exception {
    DeliveryHarness harness = started();
    harness.send(update("1").user("a").event("one").build());
    harness.send(update("2").user("a").event("two").build());
    harness.send(update("3").user("a").event("three").build());
    harness.send(update("4").user("b").event("four").build());

    Call first = insider.next();
    assertThat(first.body())
        .isEqualTo(
            "{\"users\":[{\"identifiers\":{\"uuid\":\"a\"},\"not_append\":true,"
                + "\"events\":[{\"event_name\":\"one\"}]}]}");
    first.take();
    harness.after(Duration.ofMillis(10));

    Call second = insider.next();
    assertThat(second.request().users()).isEqualTo(2);
    assertThat(second.body())
        .contains("\"events\":[{\"event_name\":\"two\"},{\"event_name\":\"three\"}]");
    second.take();
    harness.after(Duration.ofMillis(10));
    assertThat(harness.delivered()).containsExactlyInAnyOrder("1", "2", "3", "4");
  }

  @Test
  void theLaterAttributeWinsInsideOneUserObject() throws Exception {
    DeliveryHarness harness = started();
    harness.send(update("0").user("z").event("x").build());
    harness.send(update("1").user("a").attribute("city", "\"Oslo\"").build());
    harness.send(update("2").user("a").attribute("city", "\"Rome\"").build());
    insider.next().take();
    harness.after(Duration.ofMillis(10));
    assertThat(insider.next().body()).contains("Rome").doesNotContain("Oslo");
  }

  @Test
  void differentIdentifiersAreNotJoinedAndKeepTheirOrder() throws Exception {
    DeliveryHarness harness = started();
    harness.send(update("0").user("z").event("x").build());
    harness.send(update("1").user("a").device("d").event("one").build());
    harness.send(update("2").user("a").event("two").build());
    insider.next().take();
    harness.after(Duration.ofMillis(10));
    Call second = insider.next();
    assertThat(second.body()).contains("one").doesNotContain("two");
    second.take();
    harness.after(Duration.ofMillis(10));
    assertThat(insider.next().body()).contains("two");
  }

  @Test
  void aTemporaryFailureIsSentAgainByteForByte() throws Exception {
    DeliveryHarness harness = started();
    harness.send(update("1").user("a").event("one").build());
    Call first = insider.next();
    first.answer(503, "");
    harness.after(Duration.ofSeconds(5));
    Call again = insider.next();
    assertThat(again.request().body()).isEqualTo(first.request().body());
    again.take();
    harness.after(Duration.ofMillis(10));
    assertThat(harness.flink.extractOutputValues().get(0).attempts()).isEqualTo(2);
  }

  @Test
  void aRefusedUserDoesNotStopTheOthers() throws Exception {
    DeliveryHarness harness = started();
    harness.send(update("0").user("z").event("x").build());
    harness.send(update("1").user("a").event("one").build());
    harness.send(update("2").user("b").event("two").build());
    insider.next().take();
    harness.after(Duration.ofMillis(10));
    insider
        .next()
        .answer(
            200,
            "{\"data\":{\"successful\":{\"count\":1},\"fail\":{\"count\":1,\"errors\":{"
                + "\"users.0.identifiers.required\":[\"x\"]}}}}");
    harness.after(Duration.ofMillis(10));
    assertThat(harness.delivered()).containsExactly("0", "2");
    assertThat(harness.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.reason()).isEqualTo(Reason.REJECTED);
              assertThat(letter.messageId()).isEqualTo("1");
              assertThat(new String(letter.update(), StandardCharsets.UTF_8)).contains("one");
            });
  }

  @Test
  void aRefusedEventIsADeadLetterAndTheRestIsSentAgain() throws Exception {
    DeliveryHarness harness = started();
    harness.send(update("1").user("a").attribute("city", "1").event("one").event("two").build());
    insider
        .next()
        .answer(
            200,
            "{\"data\":{\"successful\":{},\"fail\":{\"count\":1,\"errors\":{"
                + "\"users.0.events.0.event_name.*.regexp(x)\":[\"x\"]}}}}");
    harness.after(Duration.ofMillis(10));
    Call again = insider.next();
    assertThat(again.body()).contains("two").doesNotContain("one");
    again.take();
    harness.after(Duration.ofMillis(10));
    assertThat(harness.deadLetters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.scope()).isEqualTo(DeadLetter.Scope.EVENT));
    assertThat(harness.flink.extractOutputValues())
        .singleElement()
        .satisfies(receipt -> assertThat(receipt.refusedEvents()).isEqualTo(1));
  }

  @Test
  void ofManyRefusedEventsMostShareOneDeadLetter() throws Exception {
    DeliveryHarness harness = started();
    Updates order = update("1").user("a").attribute("city", "1");
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      order.event("line" + i);
      errors.add("\"users.0.events." + i + ".event_params.x\":[\"x\"]");
    }
    harness.send(order.build());
    insider
        .next()
        .answer(
            200,
            "{\"data\":{\"successful\":{},\"fail\":{\"count\":1,\"errors\":{"
                + String.join(",", errors)
                + "}}}}");
    harness.after(Duration.ofMillis(10));
    insider.next().take();
    harness.after(Duration.ofMillis(10));

    assertThat(harness.deadLetters()).hasSize(21);
    DeadLetter last = new ArrayList<>(harness.deadLetters()).get(20);
    assertThat(last.detail()).startsWith("the first of 480 refused events");
    assertThat(new String(last.update(), StandardCharsets.UTF_8))
        .contains("\"line20\"")
        .contains("\"line499\"")
        .doesNotContain("\"line19\"");
    assertThat(harness.flink.extractOutputValues())
        .singleElement()
        .satisfies(receipt -> assertThat(receipt.refusedEvents()).isEqualTo(21));
  }

  @Test
  void aJoinedUserThatIsRefusedIsTakenApartDownToTheCulprit() throws Exception {
    DeliveryHarness harness = started();
    harness.send(update("0").user("z").event("x").build());
    harness.send(update("1").user("a").event("good").build());
    harness.send(update("2").user("a").event("bad").build());
    insider.next().take();
    harness.after(Duration.ofMillis(10));
    String refused =
        "{\"data\":{\"successful\":{},\"fail\":{\"count\":1,\"errors\":{"
            + "\"users.0.identifiers.required\":[\"x\"]}}}}";
    insider.next().answer(200, refused);
    harness.after(Duration.ofMillis(10));
    Call good = insider.next();
    assertThat(good.body()).contains("good").doesNotContain("bad");
    good.take();
    harness.after(Duration.ofMillis(10));
    insider.next().answer(200, refused);
    harness.after(Duration.ofMillis(10));
    assertThat(harness.delivered()).containsExactly("0", "1");
    assertThat(harness.deadLetters())
        .singleElement()
        .extracting(DeadLetter::messageId)
        .isEqualTo("2");
  }

  @Test
  void badCredentialsHoldDeliveryAndDeadLetterNothing() throws Exception {
    DeliveryHarness harness = started();
    harness.send(update("1").user("a").event("one").build());
    for (int i = 0; i < 20; i++) {
      insider.next().answer(401, "{\"error\":\"Bad Api Key.\"}");
      harness.after(Duration.ofMinutes(1));
    }
    insider.next().take();
    harness.after(Duration.ofMillis(10));
    assertThat(harness.deadLetters()).isEmpty();
    assertThat(harness.delivered()).containsExactly("1");
  }

  @Test
  void whatIsNotSettledIsSentAgainInOrderAfterARestore() throws Exception {
    DeliveryHarness before = started();
    before.send(update("1").user("a").sequence(1).event("one").build());
    before.send(update("2").user("a").sequence(2).email("a@b.co").event("two").build());
    insider.next();
    OperatorSubtaskState state = before.flink.snapshot(1, 1);

    DeliveryHarness after = restored(state);
    Call first = insider.next();
    assertThat(first.body()).contains("one").doesNotContain("two");
    first.take();
    after.after(Duration.ofMillis(10));
    Call second = insider.next();
    assertThat(second.body()).contains("two");
    second.take();
    after.after(Duration.ofMillis(10));
    assertThat(after.delivered()).containsExactly("1", "2");
  }

  @Test
  void whatIsSettledIsNotSentAgainAfterASecondRestore() throws Exception {
    DeliveryHarness first = started();
    first.send(update("1").user("a").event("one").build());
    insider.next();
    DeliveryHarness second = restored(first.flink.snapshot(1, 1));
    insider.next().take();
    second.after(Duration.ofMillis(10));
    OperatorSubtaskState settled = second.flink.snapshot(2, 2);

    DeliveryHarness third = restored(settled);
    third.after(Duration.ofSeconds(1));
    assertThat(insider.calls()).isEmpty();
  }

  @Test
  void anEndlessOutageDeadLettersNothing() throws Exception {
    DeliveryHarness harness = started();
    harness.send(update("1").user("a").event("one").build());
    for (int i = 0; i < 100; i++) {
      insider.next().answer(503, "");
      harness.after(Duration.ofMinutes(1));
    }
    assertThat(harness.deadLetters()).isEmpty();
    assertThat(insider.calls()).hasSize(1);
  }

  @Test
  void aPoisonedUserIsSplitOffAndEndsWithItsBudgetWhileOthersGoOn() throws Exception {
    DeliveryHarness harness = started();
    harness.send(update("0").user("z").event("x").build());
    harness.send(update("1").user("good").event("fine").build());
    harness.send(update("2").user("bad").event("poison").build());
    for (int i = 0; i < 400 && harness.deadLetters().isEmpty(); i++) {
      if (!insider.calls().isEmpty()) {
        Call call = insider.next();
        if (call.body().contains("poison")) {
          call.answer(500, "");
        } else {
          call.take();
        }
        harness.after(Duration.ofSeconds(10));
      }
      harness.send(update("n" + i).user("other").event("fine").build());
      harness.after(Duration.ofSeconds(10));
    }
    assertThat(harness.delivered()).contains("0", "1", "n0", "n20");
    assertThat(harness.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.reason()).isEqualTo(Reason.RETRY_BUDGET);
              assertThat(letter.messageId()).isEqualTo("2");
            });
  }

  @Test
  void aBodyThatIsTooLargeIsHalvedDownToTheUser() throws Exception {
    DeliveryHarness harness = started();
    harness.send(update("0").user("z").event("x").build());
    harness.send(update("1").user("a").event("one").build());
    harness.send(update("2").user("b").event("two").build());
    insider.next().take();
    harness.after(Duration.ofMillis(10));
    insider.next().answer(413, "");
    harness.after(Duration.ofMillis(10));
    Call half = insider.next();
    assertThat(half.request().users()).isEqualTo(1);
    half.answer(413, "");
    harness.after(Duration.ofMillis(10));
    insider.next().take();
    harness.after(Duration.ofMillis(10));
    assertThat(harness.delivered()).containsExactly("0", "2");
    assertThat(harness.deadLetters())
        .singleElement()
        .extracting(DeadLetter::reason)
        .isEqualTo(Reason.USER_TOO_LARGE);
  }

  @Test
  void anUpdateThatIsTooLargeGoesOutInParts() throws Exception {
    DeliveryHarness harness = startedWithBodiesUpTo(200);
    harness.send(large("1").sequence(1).build());
    harness.send(update("2").user("a").sequence(2).event("after").build());
    List<String> events = new ArrayList<>();
    while (!insider.calls().isEmpty()) {
      Call call = insider.next();
      assertThat(call.request().body().length).isLessThanOrEqualTo(200);
      assertThat(call.body().contains("city")).isEqualTo(events.isEmpty());
      JSON.readTree(call.body())
          .path("users")
          .path(0)
          .path("events")
          .forEach(event -> events.add(event.path("event_name").asText()));
      call.take();
      harness.after(Duration.ofMillis(10));
    }
    assertThat(events).containsExactly("e0", "e1", "e2", "e3", "e4", "e5", "after");
    assertThat(harness.delivered()).containsExactly("1", "2");
    assertThat(harness.deadLetters()).isEmpty();
  }

  private static Updates large(String messageId) {
    Updates large = update(messageId).user("a").attribute("city", "\"Oslo\"");
    for (int i = 0; i < 6; i++) {
      large.event("e" + i);
    }
    return large;
  }

  @Test
  void whatIsNotSettledOfAnUpdateInPartsIsRestoredWhole() throws Exception {
    DeliveryHarness harness = startedWithBodiesUpTo(200);
    harness.send(large("1").build());
    insider.next().take();
    harness.after(Duration.ofMillis(10));
    insider.next();
    DeliveryHarness second = restored(harness.flink.snapshot(1, 1));
    assertThat(insider.next().body()).contains("e0").contains("e5");
    assertThat(second.delivered()).isEmpty();
  }

  @Test
  void anEventRefusedOutOfALaterPartEndsAloneAndIsCounted() throws Exception {
    DeliveryHarness harness = startedWithBodiesUpTo(200);
    harness.send(large("1").build());
    List<String> letters = new ArrayList<>();
    while (!insider.calls().isEmpty()) {
      Call call = insider.next();
      if (call.body().contains("e5")) {
        assertThat(call.body()).contains("e3").contains("e4");
        call.answer(
            200,
            "{\"data\":{\"successful\":{\"count\":0},\"fail\":{\"count\":1,\"errors\":"
                + "{\"users.0.events.2.event_name\":[\"is invalid\"]}}}}");
      } else {
        call.take();
      }
      harness.after(Duration.ofMillis(10));
    }
    harness.deadLetters().forEach(letter -> letters.add(letter.scope() + " " + letter.reason()));
    assertThat(letters).containsExactly("EVENT REJECTED");
    assertThat(new String(harness.deadLetters().get(0).update(), StandardCharsets.UTF_8))
        .contains("e5")
        .doesNotContain("e4");
    assertThat(harness.flink.extractOutputValues())
        .singleElement()
        .satisfies(receipt -> assertThat(receipt.refusedEvents()).isEqualTo(1));
  }

  @Test
  void anEventThatIsTooLargeByItselfEndsAlone() throws Exception {
    DeliveryHarness harness = startedWithBodiesUpTo(200);
    harness.send(
        update("1").user("a").event("fine").event("x".repeat(300)).event("fine_too").build());
    while (!insider.calls().isEmpty()) {
      Call call = insider.next();
      assertThat(call.body()).doesNotContain("xxx");
      call.take();
      harness.after(Duration.ofMillis(10));
    }
    assertThat(harness.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.reason()).isEqualTo(Reason.USER_TOO_LARGE);
              assertThat(letter.scope()).isEqualTo(DeadLetter.Scope.EVENT);
              assertThat(letter.detail()).contains(" bytes");
            });
    assertThat(harness.delivered()).containsExactly("1");
  }

  @Test
  void historyAndLiveUpdatesDoNotShareARequest() throws Exception {
    DeliveryHarness harness = started();
    harness.send(update("0").user("z").event("x").build());
    harness.send(update("1").user("a").history().event("old").build());
    harness.send(update("2").user("b").event("new").build());
    insider.next().take();
    harness.after(Duration.ofMillis(10));
    Call history = insider.next();
    assertThat(history.body()).contains("old").contains("\"skip_hook\":true").doesNotContain("new");
    history.take();
    harness.after(Duration.ofMillis(10));
    assertThat(insider.next().body()).contains("new").doesNotContain("skip_hook");
  }

  /** A bot, whose updates are all one user's. */
  @Test
  void thirtyThousandUpdatesOfOneUserKeepNobodyElseWaiting() throws Exception {
    DeliveryHarness harness = harness(settings(2, 1_000));
    harness.flink.open();
    harness.send(update("bot").device("bot").custom("n", "0").build());
    Call bots = insider.next();
    for (int i = 1; i <= 30_000; i++) {
      harness.send(update("bot-" + i).device("bot").custom("n", "" + i).build());
    }
    assertThat(insider.calls()).as("one user is in one request at a time").isEmpty();
    for (int i = 0; i < 5; i++) {
      harness.send(update("ann-" + i).user("ann").custom("n", "" + i).build());
      Call anns = insider.next();
      assertThat(anns.body()).contains("ann").doesNotContain("bot");
      anns.take();
      harness.after(Duration.ofMillis(10));
    }
    assertThat(harness.delivered()).hasSize(5);
    bots.take();
    harness.after(Duration.ofMillis(10));
    int calls = 0;
    while (!insider.calls().isEmpty()) {
      insider.next().take();
      harness.after(Duration.ofMillis(10));
      calls++;
    }
    assertThat(harness.delivered()).hasSize(30_006);
    assertThat(calls).as("many updates share a user object").isLessThan(100);
  }

  @Test
  void whatFollowsAnUpdateThatWaitsAsideStaysBehindIt() throws Exception {
    DeliveryHarness harness = started();
    harness.send(update("0").user("z").event("x").build());
    harness.send(update("1").user("a").sequence(1).event("first").build());
    harness.send(update("2").user("a").sequence(2).event("second").build());
    insider.next().take();
    harness.after(Duration.ofMillis(10));
    insider.next().answer(400, "{\"error\":\"odd: bad request\"}");
    harness.after(Duration.ofMillis(10));
    for (int i = 0; i < 6; i++) {
      Call first = insider.next();
      assertThat(first.body()).contains("first").doesNotContain("second");
      first.answer(503, "");
      harness.after(Duration.ofSeconds(10));
    }
    insider.next().take();
    harness.after(Duration.ofMillis(10));
    assertThat(insider.next().body()).contains("second").doesNotContain("first");
  }

  @Test
  void anOutageUsesUpNobodysBudget() throws Exception {
    DeliveryHarness harness = started();
    harness.send(update("1").user("a").event("one").build());
    for (int i = 0; i < 30; i++) {
      insider.next().answer(503, "");
      harness.after(Duration.ofMinutes(1));
    }
    harness.send(update("2").user("b").event("two").build());
    for (int i = 0; i < 2; i++) {
      Call call = insider.next();
      if (call.body().contains("two")) {
        call.take();
      } else {
        call.answer(503, "");
      }
      harness.after(Duration.ofMinutes(1));
    }
    insider.next().answer(503, "");
    harness.after(Duration.ofMinutes(1));
    assertThat(harness.deadLetters()).isEmpty();
  }

  @Test
  void requestsGrowWithWhatWaitsWhateverTheNumberOfLanes() throws Exception {
    DeliveryHarness harness = harness(settings(4, 100));
    harness.flink.open();
    for (int i = 0; i < 40; i++) {
      harness.send(update("m" + i).user("u" + i).event("x").build());
    }
    List<Integer> users = new ArrayList<>();
    while (!insider.calls().isEmpty()) {
      Call call = insider.next();
      users.add(call.request().users());
      call.take();
      harness.after(Duration.ofMillis(10));
    }
    assertThat(users).hasSizeBetween(2, 5).startsWith(1).contains(41 - users.size());
  }

  @ParameterizedTest
  @CsvSource({
    // upserts and deletions that wait, and how many of each leave within ten seconds
    "150, 8, 90, 8",
    "30, 150, 30, 10",
    "90, 90, 90, 10",
  })
  void neitherUpsertsNorDeletionsUseUpTheOthersPace(
      int upserts, int deletions, int upsertsLeft, int deletionsLeft) throws Exception {
    DeliveryHarness harness = harness(paced(100, 600));
    harness.flink.open();
    for (int i = 0; i < Math.max(upserts, deletions); i++) {
      if (i < deletions) {
        harness.send(update("d" + i).user("d" + i).operation(Operation.DELETE).build());
      }
      if (i < upserts) {
        harness.send(update("u" + i).user("u" + i).event("x").build());
      }
    }
    Map<UpsertRequest.Endpoint, Integer> left = new EnumMap<>(UpsertRequest.Endpoint.class);
    for (int time = 0; time < 10_000; time += 10) {
      while (!insider.calls().isEmpty()) {
        Call call = insider.next();
        left.merge(call.request().endpoint(), 1, Integer::sum);
        call.take();
      }
      harness.after(Duration.ofMillis(10));
    }
    assertThat(left.get(UpsertRequest.Endpoint.UPSERT)).isCloseTo(upsertsLeft, within(2));
    assertThat(left.get(UpsertRequest.Endpoint.DELETE)).isCloseTo(deletionsLeft, within(2));
  }

  @Test
  void upsertsAndDeletionsOfOnePersonKeepTheirOrder() throws Exception {
    DeliveryHarness harness = harness(paced(8, 600));
    harness.flink.open();
    harness.send(update("1").user("a").event("before").build());
    harness.send(update("2").user("a").operation(Operation.DELETE).build());
    harness.send(update("3").user("a").event("after").build());
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < 1_000 && calls.size() < 3; i++) {
      assertThat(insider.calls()).hasSizeLessThan(2);
      if (!insider.calls().isEmpty()) {
        Call call = insider.next();
        calls.add(call.request().endpoint() + " " + call.body());
        call.take();
      }
      harness.after(Duration.ofMillis(10));
    }
    assertThat(calls.get(0)).startsWith("UPSERT").contains("before");
    assertThat(calls.get(1)).startsWith("DELETE");
    assertThat(calls.get(2)).startsWith("UPSERT").contains("after");
    assertThat(harness.delivered()).containsExactly("1", "2", "3");
  }

  /** With one request in flight, whatever waits longer goes first. */
  @Test
  void oneRequestInFlightTakesTurns() throws Exception {
    DeliveryHarness harness = harness(settings(1, 1_000));
    harness.flink.open();
    harness.send(update("0").user("z").event("x").build());
    harness.send(update("d").user("d").operation(Operation.DELETE).build());
    List<UpsertRequest.Endpoint> calls = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      harness.send(
          i % 2 == 0
              ? update("u" + i).user("u" + i).event("x").build()
              : update("d" + i).user("d" + i).operation(Operation.DELETE).build());
      Call call = insider.next();
      calls.add(call.request().endpoint());
      call.take();
      harness.after(Duration.ofMillis(10));
    }
    assertThat(calls)
        .containsExactly(
            UpsertRequest.Endpoint.UPSERT,
            UpsertRequest.Endpoint.DELETE,
            UpsertRequest.Endpoint.UPSERT,
            UpsertRequest.Endpoint.DELETE,
            UpsertRequest.Endpoint.UPSERT,
            UpsertRequest.Endpoint.DELETE);
  }

  /** Two updates of one owner are unsettled at nearly every one of these kills. */
  @RepeatedTest(100)
  void orderAndAccountsSurviveAnyAnswersAndAKill(RepetitionInfo repetition) throws Exception {
    Simulation simulation = new Simulation(repetition.getCurrentRepetition());
    simulation.run();
    assertThat(simulation.outOfOrder).isEmpty();
    assertThat(simulation.ended).containsExactlyInAnyOrderElementsOf(simulation.names);
  }

  /** A seeded run of 60 updates of six owners with every kind of answer and one kill. */
  private final class Simulation {

    private static final String REFUSED =
        "{\"data\":{\"successful\":{\"count\":%d},\"fail\":{\"count\":1,\"errors\":{"
            + "\"users.%d.%s\":[\"x\"]}}}}";

    /** With so many, the operator waits, which nothing here could end. */
    private static final int LEAST_THAT_FILLS = 20;

    private final Random random;
    private final List<Update> inputs = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> ended = new ArrayList<>();
    private final List<String> outOfOrder = new ArrayList<>();
    private Map<String, Integer> accepted = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private int epoch;
    private DeliveryHarness harness;
    private int next;
    private OperatorSubtaskState snapshot;
    private int nextAtSnapshot;
    private List<String> endedAtSnapshot = List.of();

    private Simulation(int seed) throws Exception {
      random = new Random(seed);
      Map<String, Integer> numbers = new HashMap<>();
      for (int i = 0; i < 60; i++) {
        String owner = "u" + random.nextInt(6);
        int number = numbers.merge(owner, 1, Integer::sum);
        String name = owner + "." + number;
        names.add(name);
        Updates built = update(name).user(owner).sequence(number).event(name);
        inputs.add((random.nextInt(4) == 0 ? built.device("d" + number) : built).build());
      }
      harness = harness(settings(3, 10));
      harness.flink.open();
    }

    private void run() throws Exception {
      int killAt = 20 + random.nextInt(60);
      for (int step = 0; step < 200; step++) {
        if (step == killAt) {
          kill();
        } else {
          step();
        }
      }
      while (next < inputs.size() || !insider.calls().isEmpty() || unsettled() > 0) {
        while (next < inputs.size() && unsettled() < LEAST_THAT_FILLS) {
          harness.send(inputs.get(next++));
        }
        if (!insider.calls().isEmpty()) {
          accept(insider.next(), true);
        }
        harness.after(Duration.ofSeconds(2));
      }
      ended.addAll(endedNow());
    }

    private void step() throws Exception {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> {
          if (next < inputs.size() && unsettled() < LEAST_THAT_FILLS) {
            harness.send(inputs.get(next++));
          }
        }
        case 3, 4, 5 -> {
          if (!insider.calls().isEmpty()) {
            answer(insider.next());
          }
        }
        case 6 -> harness.after(Duration.ofMillis(random.nextInt(2_000)));
        default -> {
          harness.after(Duration.ZERO);
          snapshot = harness.flink.snapshot(1, 1);
          nextAtSnapshot = next;
          endedAtSnapshot = endedNow();
        }
      }
    }

    private void answer(Call call) throws Exception {
      int users = call.request().users();
      if (users == 0) {
        call.answer(random.nextBoolean() ? 401 : 503, "");
        harness.after(Duration.ZERO);
        return;
      }
      switch (random.nextInt(12)) {
        case 10 -> call.answer(401, "");
        case 0 -> call.answer(503, "");
        case 1 -> call.answer(429, "");
        case 2 -> {
          accept(call, false);
          call.future().completeExceptionally(new IOException("no answer"));
        }
        case 3 -> call.answer(400, random.nextBoolean() ? "" : "{\"error\":\"odd: bad request\"}");
        case 4 -> call.answer(413, "");
        case 5 ->
            call.answer(
                200, REFUSED.formatted(users - 1, random.nextInt(users), "identifiers.required"));
        case 6 ->
            call.answer(200, REFUSED.formatted(users - 1, random.nextInt(users), "events.0.name"));
        default -> accept(call, true);
      }
      harness.after(Duration.ZERO);
    }

    /** What Insider stores, in the order in which it stores it. */
    private void accept(Call call, boolean answers) throws Exception {
      for (JsonNode user : JSON.readTree(call.body()).path("users")) {
        for (JsonNode event : user.path("events")) {
          String name = event.path("event_name").asText();
          String owner = name.substring(0, name.indexOf('.'));
          int number = Integer.parseInt(name.substring(owner.length() + 1));
          if (!seen.add(epoch + name)) {
            continue;
          }
          if (number < accepted.getOrDefault(owner, 0)) {
            outOfOrder.add(name + " after " + accepted.get(owner));
          }
          accepted.put(owner, number);
        }
      }
      if (answers) {
        call.take();
      }
    }

    /** What was under way may still arrive, or not; everything after the snapshot is forgotten. */
    private void kill() throws Exception {
      while (!insider.calls().isEmpty()) {
        Call call = insider.next();
        if (random.nextBoolean()) {
          accept(call, false);
        }
      }
      accepted = new HashMap<>();
      epoch++;
      if (snapshot == null) {
        harness = harness(settings(3, 10));
        harness.flink.open();
        next = 0;
        return;
      }
      ended.addAll(endedAtSnapshot);
      next = nextAtSnapshot;
      harness = harness(settings(3, 10));
      harness.flink.initializeState(snapshot);
      harness.flink.open();
    }

    private List<String> endedNow() {
      List<String> now = new ArrayList<>(harness.delivered());
      for (DeadLetter letter : harness.deadLetters()) {
        if (letter.scope() == DeadLetter.Scope.UPDATE) {
          now.add(letter.messageId());
        }
      }
      return now;
    }

    private int unsettled() {
      int endedBefore = ended.size();
      return next - endedBefore - endedNow().size();
    }
  }
}

package io.segmentinsider.delivery;

import static io.segmentinsider.delivery.DeliveryHarness.settings;
import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.delivery.ScriptedInsider.Call;
import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Receipt;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What delivery makes of an Insider that is down, slow, closed or wrong, in which order. */
class FailingInsiderTest {

  private static final String REFUSED =
      "{\"data\":{\"successful\":{},\"fail\":{\"count\":1,\"errors\":{\"users.0.%s\":[\"x\"]}}}}";

  private final ScriptedInsider insider = new ScriptedInsider();
  private DeliveryHarness harness;

  private void start(DeliverySettings settings) throws Exception {
    harness = new DeliveryHarness(insider, settings);
    harness.flink.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  /** The next call, which leaves when its pace allows. */
  private Call next() throws Exception {
    harness.after(Duration.ofMillis(10));
    return insider.next();
  }

  private void answerFor(Duration time, Consumer<Call> answer) throws Exception {
    for (long passed = 0; passed < time.toSeconds(); passed += 10) {
      insider.answerAll(answer);
      harness.after(Duration.ofSeconds(10));
    }
  }

  private static void down(Call call) {
    call.answer(503, "");
  }

  private static void refusePoison(Call call) {
    if (call.body().contains("poison")) {
      call.answer(500, "");
    } else {
      call.take();
    }
  }

  /** The first and the last answers before an outage come in any order. */
  @Test
  void anOutageUsesUpNobodysBudgetAlthoughOthersSucceededWhenItBegan() throws Exception {
    start(settings(2, 1_000));
    harness.send(update("0").user("z").event("x").build());
    harness.send(update("1").user("a").event("one").build());
    Call lastToSucceed = next();
    Call firstToFail = next();
    down(firstToFail);
    harness.after(Duration.ZERO);
    lastToSucceed.take();
    harness.after(Duration.ZERO);
    answerFor(Duration.ofHours(2), FailingInsiderTest::down);
    assertThat(harness.deadLetters()).isEmpty();

    answerFor(Duration.ofMinutes(1), Call::take);
    assertThat(harness.delivered()).containsExactly("0", "1");
  }

  /** Both fail alone while others succeed, and nobody is left to succeed when the input ends. */
  @Test
  void twoPoisonedUsersEndAlthoughNobodyElseIsLeft() throws Exception {
    start(settings(2, 1_000));
    harness.send(update("0").user("z").event("x").build());
    harness.send(update("1").user("p").event("poison").build());
    harness.send(update("2").user("q").event("poison").build());
    harness.send(update("3").user("a").event("fine").build());
    harness.send(update("4").user("b").event("fine").build());
    answerFor(Duration.ofMinutes(2), FailingInsiderTest::refusePoison);
    harness.send(update("5").user("c").event("fine").build());
    answerFor(Duration.ofMinutes(2), FailingInsiderTest::refusePoison);
    assertThat(harness.deadLetters()).isEmpty();
    harness.whileTimePasses(
        Duration.ofHours(1), FailingInsiderTest::refusePoison, harness.flink::endInput);
    assertThat(harness.deadLetters())
        .extracting(DeadLetter::messageId)
        .containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void aRateThatIsTooHighSaysNothingOfTheUsers() throws Exception {
    start(settings(2, 1_000));
    harness.send(update("0").user("z").event("x").build());
    harness.send(update("1").user("y").event("x").build());
    harness.send(update("2").user("a").event("slow").build());
    harness.send(update("3").user("b").event("slow").build());
    next().take();
    next().take();
    harness.after(Duration.ZERO);
    answerFor(
        Duration.ofHours(1),
        call -> {
          if (call.body().contains("slow")) {
            assertThat(call.request().users()).isEqualTo(2);
            call.answer(429, "");
          } else {
            call.take();
          }
          send("n");
        });
    assertThat(harness.deadLetters()).isEmpty();
    answerFor(Duration.ofMinutes(1), Call::take);
    assertThat(harness.delivered()).contains("2", "3");
  }

  /**
   * What waits behind one user fills a quarter of the capacity, ten updates, and the input waits
   * for it: for one budget each time.
   */
  @Test
  void aPoisonedUserOfManyUpdatesDoesNotHoldUpTheInputForEver() throws Exception {
    start(settings(4, 5));
    harness.whileTimePasses(
        Duration.ofMinutes(15).multipliedBy(11),
        FailingInsiderTest::refusePoison,
        () -> {
          for (int i = 0; i < 100; i++) {
            harness.send(update("p" + i).user("p").sequence(i).event("poison").build());
            harness.send(update("f" + i).user("f" + i).event("fine").build());
          }
          harness.flink.endInput();
        });
    assertThat(harness.deadLetters()).hasSize(100);
    assertThat(harness.delivered()).hasSize(100);
  }

  private int sent;

  private void send(String name) {
    try {
      harness.send(update(name + sent++).user(name).event("fine").build());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A joined user is taken apart, and the first part meets an expired key, then something else. */
  @ParameterizedTest
  @ValueSource(ints = {503, 429, 0, 418})
  void whatFollowsTheProbeOfOneOwnerStaysBehindIt(int answerToProbe) throws Exception {
    start(settings(1, 1_000));
    harness.send(update("0").user("z").event("x").build());
    harness.send(update("1").user("a").sequence(1).event("first").build());
    harness.send(update("2").user("a").sequence(2).event("second").build());
    next().take();
    harness.after(Duration.ZERO);
    next().answer(400, "{\"error\":\"odd: bad request\"}");
    harness.after(Duration.ZERO);
    next().answer(401, "");
    harness.after(Duration.ofSeconds(10));
    next().answer(answerToProbe, "");
    harness.after(Duration.ofSeconds(10));
    Call again = next();
    assertThat(again.body()).contains("first").doesNotContain("second");
    again.take();
    harness.after(Duration.ofSeconds(10));
    assertThat(next().body()).contains("second");
  }

  @Test
  void aProbeThatFailsDoesNotEndTheHold() throws Exception {
    start(settings(2, 1));
    harness.send(update("0").user("z").event("x").build());
    harness.send(update("1").user("a").event("x").build());
    harness.send(update("2").user("b").event("x").build());
    next().answer(401, "");
    next().answer(401, "");
    harness.after(Duration.ofSeconds(10));
    for (int i = 0; i < 10; i++) {
      assertThat(insider.calls()).hasSize(1);
      next().answer(i % 2 == 0 ? 503 : 401, "");
      harness.after(Duration.ofSeconds(10));
    }
    answerFor(Duration.ofMinutes(1), Call::take);
    assertThat(harness.delivered()).containsExactlyInAnyOrder("0", "1", "2");
  }

  /** The probe is the request of a user who is poison, and would hold the others for ever. */
  @Test
  void aPoisonedProbeDoesNotHoldTheOthersForEver() throws Exception {
    start(settings(2, 1));
    harness.send(update("0").user("p").event("poison").build());
    harness.send(update("1").user("a").event("x").build());
    next().answer(401, "");
    next().answer(401, "");
    answerFor(Duration.ofMinutes(2), FailingInsiderTest::refusePoison);
    assertThat(harness.delivered()).containsExactly("1");
  }

  @Test
  void aRefusalThatNamesAnEventThatIsNotThereEnds() throws Exception {
    start(settings(1, 1_000));
    harness.send(update("1").user("a").event("one").build());
    next().answer(200, REFUSED.formatted("events.5.name"));
    harness.after(Duration.ofSeconds(10));
    assertThat(insider.calls()).isEmpty();
    assertThat(harness.deadLetters()).extracting(DeadLetter::reason).containsOnly(Reason.REJECTED);
  }

  /** A call that never got through can't be why the new id is taken. */
  @Test
  void aUserIdThatIsTakenIsNoSuccessAfterTriesThatDidNothing() throws Exception {
    changeUserId();
    next().answer(429, "");
    harness.after(Duration.ofSeconds(10));
    next().answer(401, "");
    harness.after(Duration.ofSeconds(10));
    refuseAsTaken();
    assertThat(harness.deadLetters()).extracting(DeadLetter::reason).containsOnly(Reason.REJECTED);
  }

  @Test
  void aUserIdThatIsTakenIsASuccessAfterATryWithoutAnAnswer() throws Exception {
    changeUserId();
    next().answer(504, "");
    harness.after(Duration.ofSeconds(10));
    refuseAsTaken();
    assertThat(harness.flink.extractOutputValues())
        .extracting(Receipt::status)
        .containsExactly(Receipt.Status.LINKED);
  }

  /** The try that may have worked is the probe of a hold. */
  @Test
  void aUserIdThatIsTakenIsASuccessAfterAProbeWithoutAnAnswer() throws Exception {
    changeUserId();
    next().answer(401, "");
    harness.after(Duration.ofSeconds(10));
    next().answer(504, "");
    harness.after(Duration.ofSeconds(10));
    refuseAsTaken();
    assertThat(harness.flink.extractOutputValues())
        .extracting(Receipt::status)
        .containsExactly(Receipt.Status.LINKED);
  }

  private void changeUserId() throws Exception {
    start(settings(1, 1_000));
    harness.send(
        update("1").user("new").previousUser("old").operation(Operation.CHANGE_USER_ID).build());
  }

  private void refuseAsTaken() throws Exception {
    next()
        .answer(
            400, "{\"error\":\"new identifier already has a user assigned to it: bad request\"}");
    harness.after(Duration.ofSeconds(10));
  }
}

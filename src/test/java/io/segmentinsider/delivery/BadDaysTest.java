package io.segmentinsider.delivery;

import static io.segmentinsider.delivery.DeliveryHarness.settings;
import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.delivery.ScriptedInsider.Call;
import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.delivery.dispatch.FailureCause;
import io.segmentinsider.delivery.dispatch.UpsertRequest.Endpoint;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole days on which one thing is wrong with Insider for hours. */
class BadDaysTest {

  private static final Duration STEP = Duration.ofSeconds(10);

  private final ScriptedInsider insider = new ScriptedInsider();
  private final List<Call> answered = new ArrayList<>();
  private DeliveryHarness harness;

  private void start(DeliverySettings settings) throws Exception {
    harness = new DeliveryHarness(insider, settings);
    harness.flink.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private void pass(Duration time, Consumer<Call> answer) throws Exception {
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(STEP)) {
      step(answer);
    }
  }

  private void step(Consumer<Call> answer) throws Exception {
    insider.answerAll(
        call -> {
          answered.add(call);
          answer.accept(call);
        });
    harness.after(STEP);
  }

  private void sendPeople(String prefix, int people) throws Exception {
    for (int i = 0; i < people; i++) {
      harness.send(update(prefix + i).user(prefix + i).event("x").build());
    }
  }

  /** The kinds of failures that say nothing of the content. */
  @ParameterizedTest
  @CsvSource({"503", "500", "0", "404", "302", "407", "418"})
  void aLongOutageSplitsNothingAndOneProbeAtATimeTries(int status) throws Exception {
    start(settings(4, 50));
    sendPeople("u", 180);
    Consumer<Call> fail = call -> call.answer(status, "");
    pass(Duration.ofMinutes(2), fail);
    for (int i = 0; i < 2 * 360; i++) {
      assertThat(insider.calls()).as("probes under way").hasSizeLessThanOrEqualTo(1);
      step(fail);
    }
    assertThat(harness.deadLetters()).isEmpty();

    answered.clear();
    pass(Duration.ofMinutes(2), Call::take);
    assertThat(harness.delivered()).hasSize(180);
    assertThat(answered).as("requests after the outage").hasSizeLessThan(4 + 180 / 50 + 8);
  }

  /** Its queue is never empty, so what resets a budget must not be an empty queue. */
  @Test
  void aBusyUserLosesNothingInAnOutage() throws Exception {
    start(settings(2, 10));
    sendPeople("before", 3);
    pass(Duration.ofMinutes(1), Call::take);
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 6 * 60 * 3; i++) {
      harness.send(update("busy" + i).user("busy").sequence(i + 1).event("x").build());
      sent.add("busy" + i);
      step(i % 300 < 250 ? call -> call.answer(503, "") : Call::take);
    }
    pass(Duration.ofMinutes(1), Call::take);
    assertThat(harness.deadLetters()).isEmpty();
    assertThat(harness.delivered()).containsSubsequence(sent);
  }

  /** A key that may upsert and not make that call. */
  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"DELETE", "CHANGE_USER_ID"})
  void aKeyThatMayNotMakeOneKindOfCallHoldsThatKindAlone(Operation operation) throws Exception {
    start(settings(2, 10));
    harness.send(refused(operation));
    Consumer<Call> mayUpsertOnly =
        call -> {
          if (call.request().endpoint() == Endpoint.UPSERT) {
            call.take();
          } else {
            call.answer(403, "{\"success\":false,\"message\":\"Access Denied. You do not have\"}");
          }
        };
    for (int i = 0; i < 6 * 60; i++) {
      harness.send(update("u" + i).user("u" + i).event("x").build());
      step(mayUpsertOnly);
    }
    assertThat(harness.delivered()).hasSizeGreaterThanOrEqualTo(359).doesNotContain("refused");
    assertThat(harness.deadLetters()).isEmpty();
    assertThat(answered.stream().filter(call -> call.request().endpoint() != Endpoint.UPSERT))
        .as("tries of what is refused")
        .hasSizeBetween(100, 361);

    pass(
        Duration.ofMinutes(1),
        call -> {
          if (call.request().endpoint() == Endpoint.UPSERT) {
            call.take();
          } else {
            call.answer(200, "{}");
          }
        });
    assertThat(harness.flink.extractOutputValues())
        .extracting(receipt -> receipt.messageId())
        .contains("refused");
  }

  private static Update refused(Operation operation) {
    return update("refused").user("gone").previousUser("old").operation(operation).build();
  }

  /** A firewall takes one value for an attack; it names nobody, and no credentials. */
  @ParameterizedTest
  @CsvSource({
    "403, <html><title>Attention Required! | Edge</title></html>",
    "403, ''",
    "403, Forbidden",
    "401, <html>denied</html>",
    "405, <html>not allowed</html>",
    "405, ''",
    "406, <html>Not Acceptable!</html>",
    "400, <html>Bad Request</html>",
    "400, Bad Request",
    "400, ''",
    "400, '{\"message\":\"Bad Request\"}'",
    "418, <html>no</html>",
    "451, ''",
    "403, '{\"message\":\"Access Denied\"}'",
    "401, ''",
    "401, '{\"message\":\"Unauthorized\"}'"
  })
  void whatAFirewallRefusesEndsAloneAndNobodyWaits(int status, String body) throws Exception {
    start(settings(4, 50));
    for (int i = 0; i < 20; i++) {
      String note = i == 7 ? "DROP TABLE a; DELETE FROM b;" : "hi";
      harness.send(update("d" + i).user("u-" + i).attribute("note", "\"" + note + "\"").build());
    }
    pass(
        Duration.ofMinutes(3),
        call -> {
          if (call.body().contains("DROP TABLE")) {
            call.answer(status, body);
          } else if (call.request().users() == 0) {
            call.answer(400, "{\"error\":\"users must be defined: bad request\"}");
          } else {
            call.take();
          }
        });
    assertThat(harness.delivered()).hasSize(19).doesNotContain("d7");
    assertThat(harness.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.messageId()).isEqualTo("d7");
              assertThat(letter.reason()).isEqualTo(Reason.REJECTED);
            });
    assertThat(answered).as("calls").hasSizeLessThan(40);

    harness.send(update("late").user("late").event("x").build());
    pass(Duration.ofSeconds(20), Call::take);
    assertThat(harness.delivered()).as("after the last hold").contains("late");
  }

  /** A key that ends while calls are under way, some of which are still taken. */
  @ParameterizedTest
  @CsvSource({"401, ''", "403, '{\"message\":\"Access Denied\"}'"})
  void aKeyThatEndsOnTheWayEndsNobody(int status, String body) throws Exception {
    start(settings(4, 5));
    sendPeople("first", 1);
    pass(Duration.ofMinutes(1), Call::take);
    sendPeople("before", 20);
    harness.after(STEP);
    assertThat(insider.calls()).as("under way").hasSize(4);
    int[] calls = {0};
    FailureLogTest.Lines lines = new FailureLogTest.Lines();
    Logger logger = (Logger) LogManager.getLogger(FailureLog.class);
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
    pass(
        Duration.ofHours(6),
        call -> {
          if (calls[0]++ % 4 == 0 || calls[0] > 4) {
            call.answer(status, body);
          } else {
            call.take();
          }
        });
    logger.removeAppender(lines);
    assertThat(lines.texts)
        .as("the cause that is told")
        .anyMatch(line -> line.contains(FailureCause.CREDENTIALS.what()))
        .noneMatch(line -> line.contains(FailureCause.NO_ENTRY.what()));
    assertThat(harness.delivered()).hasSizeBetween(4, 20);
    assertThat(harness.deadLetters()).isEmpty();
    assertThat(answered).anyMatch(call -> call.request().users() == 0);

    sendPeople("after", 20);
    pass(Duration.ofMinutes(1), Call::take);
    assertThat(harness.delivered()).hasSize(41);
    assertThat(harness.deadLetters()).isEmpty();
  }

  /** The same answers for everybody, neutral calls among them: nobody is let in. */
  @ParameterizedTest
  @CsvSource({
    "403, <html>no</html>",
    "403, ''",
    "401, <html>no</html>",
    "405, <html>no</html>",
    "400, Bad Request",
    "400, '{\"message\":\"Bad Request\"}'"
  })
  void whereNobodyIsLetInEverybodyWaits(int status, String body) throws Exception {
    start(settings(4, 50));
    sendPeople("u", 20);
    pass(Duration.ofHours(6), call -> call.answer(status, body));
    assertThat(harness.deadLetters()).isEmpty();
    pass(Duration.ofMinutes(10), Call::take);
    assertThat(harness.delivered()).hasSize(20);
    assertThat(harness.deadLetters()).extracting(DeadLetter::reason).isEmpty();
  }
}

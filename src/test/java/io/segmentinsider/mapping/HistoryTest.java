package io.segmentinsider.mapping;

import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.HistoryOptions.PastRetention;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.Updates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {

  private static final long NOW = 1_800_000_000_000L;

  private final Notes notes =
      Notes.on(
          Mapped.event(
              new JsonObject().put("type", "track").put("messageId", "m-1").put("userId", "u"), 7));

  private static Updates aged(Duration age) {
    return update("m-1").user("u").recordedAt(NOW).at(NOW - age.toMillis());
  }

  private static History history(long skipHooksAboveMs, PastRetention pastRetention) {
    return new History(new MapperSettings.History(skipHooksAboveMs, pastRetention));
  }

  @ParameterizedTest
  @CsvSource({
    // what starts no journeys, the age in ms, whether this event does
    "9223372036854775807, 86400001, false",
    "86400000, 86400001, true",
    "86400000, 86400000, false",
    "86400000, -5000, false",
    "0, 1, true",
    "0, 0, false",
    "-9223372036854775808, 0, true",
    "-9223372036854775808, -86400000, true",
  })
  void onlyWhatIsOlderStartsNoJourneys(long above, long age, boolean skipHook) {
    Update judged =
        history(above, PastRetention.SEND)
            .judge(aged(Duration.ofMillis(age)).event("x").build(), notes);
    assertThat(judged.skipHook()).isEqualTo(skipHook);
    assertThat(judged.withSkipHook())
        .as("nothing else changes")
        .isEqualTo(aged(Duration.ofMillis(age)).event("x").build().withSkipHook());
  }

  @ParameterizedTest
  @CsvSource({
    "confirmation_page_view, 730, false",
    "confirmation_page_view, 731, true",
    "purchase, 730, false",
    "purchase, 731, true",
    "sign_up_confirmation, 365, false",
    "sign_up_confirmation, 366, true",
    "product_detail_page_view, 90, false",
    "product_detail_page_view, 91, true",
    "my_own_event, 90, false",
    "my_own_event, 91, true",
    "my_own_event, 1, false",
  })
  void eachNameHasItsOwnRetention(String name, int days, boolean past) {
    Update event = aged(Duration.ofDays(days)).event(name).build();

    assertThat(history(Long.MAX_VALUE, PastRetention.SEND).judge(event, notes)).isEqualTo(event);
    assertThat(notes.repairs())
        .isEqualTo(
            past
                ? List.of(new Repair(Repair.Kind.PAST_RETENTION, "", "events." + name))
                : List.of());
    assertThat(notes.deadLetters()).isEmpty();

    Update left = history(Long.MAX_VALUE, PastRetention.DEAD_LETTER).judge(event, notes);
    assertThat(left).isEqualTo(past ? null : event);
    assertThat(notes.deadLetters()).hasSize(past ? 1 : 0);
  }

  @Test
  void onlyTheEventsThatArePastTheirRetentionAreDeadLetters() {
    Update old =
        aged(Duration.ofDays(400))
            .attribute("city", "\"Oslo\"")
            .event("purchase")
            .event("one")
            .event("two")
            .build();

    Update left = history(Long.MAX_VALUE, PastRetention.DEAD_LETTER).judge(old, notes);

    assertThat(left.data().decode().events())
        .extracting(EventEntry::name)
        .containsExactly("purchase");
    assertThat(left.data().decode().attributes()).hasSize(1);
    assertThat(left.refusedEvents()).isEqualTo(2);
    assertThat(notes.deadLetters())
        .allSatisfy(
            letter -> {
              assertThat(letter.reason()).isEqualTo(Reason.PAST_RETENTION);
              assertThat(letter.scope()).isEqualTo(DeadLetter.Scope.EVENT);
              assertThat(letter.detail()).contains("90 days").contains("400 days old");
            });
    assertThat(notes.deadLetters())
        .extracting(letter -> new String(letter.update(), StandardCharsets.UTF_8))
        .containsExactly(
            "{\"identifiers\":{\"uuid\":\"u\"},\"not_append\":true,"
                + "\"events\":[{\"event_name\":\"one\"}]}",
            "{\"identifiers\":{\"uuid\":\"u\"},\"not_append\":true,"
                + "\"events\":[{\"event_name\":\"two\"}]}");
  }

  @Test
  void ofManyEventsThatArePastTheirRetentionMostShareOneDeadLetter() {
    Updates old = aged(Duration.ofDays(400)).attribute("city", "\"Oslo\"");
    for (int i = 1; i <= 1_000; i++) {
      old.event("e" + i);
    }

    Update left = history(Long.MAX_VALUE, PastRetention.DEAD_LETTER).judge(old.build(), notes);

    assertThat(left.refusedEvents()).isEqualTo(21);
    assertThat(notes.deadLetters()).hasSize(21);
    DeadLetter last = notes.deadLetters().get(20);
    assertThat(last.detail()).startsWith("the first of 980 refused events").contains("400 days");
    assertThat(new String(last.update(), StandardCharsets.UTF_8))
        .contains("\"e21\"")
        .contains("\"e1000\"")
        .doesNotContain("\"e20\"");
  }

  @Test
  void anUpdateThatIsNothingButPastEventsIsADeadLetterAsAWhole() {
    Update old = aged(Duration.ofDays(91)).event("one").event("two").build();
    assertThat(history(Long.MIN_VALUE, PastRetention.DEAD_LETTER).judge(old, notes)).isNull();
    assertThat(notes.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.scope()).isEqualTo(DeadLetter.Scope.UPDATE);
              assertThat(new String(letter.update(), StandardCharsets.UTF_8))
                  .contains("one")
                  .contains("two");
            });
  }

  @Test
  void attributesAreKeptForAsLongAsTheUserIs() {
    Update old = aged(Duration.ofDays(4_000)).attribute("city", "\"Oslo\"").build();
    assertThat(history(Long.MAX_VALUE, PastRetention.DEAD_LETTER).judge(old, notes)).isEqualTo(old);
    assertThat(notes.repairs()).isEmpty();
  }

  @Test
  void whatIsKeptBackAnywayIsNotJudged() {
    Update kept = aged(Duration.ofDays(91)).event("one").build().withSuppression("a rule");
    assertThat(history(Long.MIN_VALUE, PastRetention.DEAD_LETTER).judge(kept, notes))
        .isEqualTo(kept);
    assertThat(notes.repairs()).isEmpty();
  }
}

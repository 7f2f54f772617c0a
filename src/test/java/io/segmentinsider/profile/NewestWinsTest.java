package io.segmentinsider.profile;

import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Update;
import io.segmentinsider.record.Updates;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class NewestWinsTest {

  private final NewestWins rule = new NewestWins(Duration.ofHours(24), 7, 40);

  private NewestWins.Result apply(ProfileState state, Update update) {
    return rule.apply(state, update, update.data().decode(), null);
  }

  @Example
  void aNewerValueIsSent() {
    var first =
        apply(
            ProfileState.UNKNOWN,
            update("1").user("u").at(1).attribute("city", "\"Oslo\"").build());
    var second =
        apply(first.state(), update("2").user("u").at(2).attribute("city", "\"Rome\"").build());
    assertThat(second.content().attributes()).hasSize(1);
  }

  @Example
  void anOlderValueIsNotSent() {
    var first =
        apply(
            ProfileState.UNKNOWN,
            update("1").user("u").at(2).attribute("city", "\"Oslo\"").build());
    var second =
        apply(first.state(), update("2").user("u").at(1).attribute("city", "\"Rome\"").build());
    assertThat(second.content().attributes()).isEmpty();
    assertThat(second.stale()).isEqualTo(1);
  }

  @Example
  void anUnchangedValueIsNotSentAgain() {
    var first =
        apply(
            ProfileState.UNKNOWN,
            update("1").user("u").at(1).attribute("city", "\"Oslo\"").build());
    var second =
        apply(first.state(), update("2").user("u").at(2).attribute("city", "\"Oslo\"").build());
    assertThat(second.content().attributes()).isEmpty();
    assertThat(second.unchanged()).isEqualTo(1);
  }

  @Example
  void aReplayPassesUnchangedAndNeverNewestWins() {
    Update same = update("1").user("u").at(5).attribute("city", "\"Oslo\"").build();
    var first = apply(ProfileState.UNKNOWN, same);
    var again =
        apply(
            first.state(),
            update("1").user("u").at(5).attribute("city", "\"Oslo\"").replayed().build());
    var older =
        apply(
            first.state(),
            update("0").user("u").at(4).attribute("city", "\"Rome\"").replayed().build());
    assertThat(again.content().attributes()).hasSize(1);
    assertThat(older.content().attributes()).isEmpty();
    assertThat(older.stale()).isEqualTo(1);
  }

  @Example
  void anUnchangedValueIsSentAgainAfterTheRefreshTime() {
    long day = Duration.ofHours(24).toMillis();
    var first =
        apply(
            ProfileState.UNKNOWN,
            update("1").user("u").at(1).recordedAt(0).attribute("city", "\"Oslo\"").build());
    var second =
        apply(
            first.state(),
            update("2").user("u").at(2).recordedAt(day).attribute("city", "\"Oslo\"").build());
    assertThat(second.content().attributes()).hasSize(1);
  }

  @Example
  void whatWasSentUnderSomethingElseIsSentAgainOnce() {
    Update one = update("1").user("u").at(1).attribute("city", "\"Oslo\"").build();
    Update two = update("2").user("u").at(2).attribute("city", "\"Oslo\"").build();
    Update three = update("3").user("u").at(3).attribute("city", "\"Oslo\"").build();
    NewestWins other = new NewestWins(Duration.ofHours(24), 8, 40);
    var first = apply(ProfileState.UNKNOWN, one);
    var second = other.apply(first.state(), two, two.data().decode(), null);
    var third = other.apply(second.state(), three, three.data().decode(), null);
    assertThat(second.content().attributes()).hasSize(1);
    assertThat(third.content().attributes()).isEmpty();
  }

  @Example
  void aNewIdentifierSendsItsAttributesSoThatInsiderLearnsIt() {
    var first =
        apply(
            ProfileState.UNKNOWN,
            update("1").user("u").at(1).attribute("city", "\"Oslo\"").build());
    var second =
        apply(
            first.state(),
            update("2").user("u").device("d").at(2).attribute("city", "\"Oslo\"").build());
    assertThat(second.content().attributes()).hasSize(1);
  }

  @Example
  void rootAndCustomAttributesOfOneNameAreTwo() {
    var result =
        apply(
            ProfileState.UNKNOWN,
            update("1").user("u").attribute("plan", "1").custom("plan", "2").build());
    assertThat(result.content().attributes()).hasSize(2);
  }

  @Example
  void whatIsRemovedStaysSoUntilANewerValueComes() {
    Update set = update("1").user("u").at(1).custom("plan", "\"pro\"").build();
    Update remove = update("2").user("u").at(5).removed("plan", true).build();
    Update again = update("3").user("u").device("d").at(6).removed("plan", true).build();
    Update late = update("4").user("u").at(4).custom("plan", "\"old\"").build();
    Update next = update("5").user("u").at(7).custom("plan", "\"new\"").build();
    var removed = apply(apply(ProfileState.UNKNOWN, set).state(), remove);
    assertThat(removed.content().attributes()).hasSize(1);
    assertThat(removed.content().attributes().get(0).isRemoved()).isTrue();
    var repeated = apply(removed.state(), again);
    assertThat(repeated.content().attributes()).isEmpty();
    assertThat(repeated.unchanged()).isEqualTo(1);
    var older = apply(repeated.state(), late);
    assertThat(older.content().attributes()).isEmpty();
    assertThat(older.stale()).isEqualTo(1);
    var newer = apply(older.state(), next);
    assertThat(newer.content().attributes()).hasSize(1);
  }

  @Example
  void whatWasNeverSeenIsRemovedOnceHoweverLate() {
    Update remove = update("1").user("u").at(1).recordedAt(0).removed("plan", true).build();
    var first = apply(ProfileState.UNKNOWN, remove);
    var later =
        apply(
            first.state(),
            update("2")
                .user("u")
                .at(2)
                .recordedAt(Duration.ofDays(300).toMillis())
                .removed("plan", true)
                .build());
    assertThat(first.content().attributes()).hasSize(1);
    assertThat(later.content().attributes()).isEmpty();
  }

  /** What is known of the only attribute after these updates in this order of arrival. */
  private String winner(List<Update> arrived) {
    ProfileState state = ProfileState.UNKNOWN;
    String winner = null;
    for (Update update : arrived) {
      NewestWins.Result result = apply(state, update);
      if (!result.content().attributes().isEmpty()) {
        winner = new String(result.content().attributes().get(0).json(), StandardCharsets.UTF_8);
      }
      state = result.state();
    }
    return winner;
  }

  @Example
  void ofOneTimeTheLaterOffsetOfAPartitionWinsWhateverTheMessageIds() {
    for (String olderId : List.of("a", "m-1", "6513270e-269e-4d37", "", "zzz")) {
      for (String newerId : List.of("b", "m-2", "d23f0824-128b-4f33", "0", "aaa")) {
        Update older = update(olderId).user("u").at(5).offset(7).custom("plan", "\"old\"").build();
        Update newer = update(newerId).user("u").at(5).offset(8).custom("plan", "\"new\"").build();
        assertThat(winner(List.of(older, newer))).isEqualTo("\"new\"");
        assertThat(winner(List.of(newer, older))).isEqualTo("\"new\"");
      }
    }
  }

  @Example
  void ofOneTimeInTwoPartitionsTheLaterRecordTimeWins() {
    Update older =
        update("z")
            .user("u")
            .at(5)
            .partition(0)
            .offset(900)
            .recordedAt(10)
            .custom("p", "1")
            .build();
    Update newer =
        update("a").user("u").at(5).partition(1).offset(3).recordedAt(11).custom("p", "2").build();
    assertThat(winner(List.of(older, newer))).isEqualTo("2");
    assertThat(winner(List.of(newer, older))).isEqualTo("2");
  }

  /** Events of one time in three partitions, each of which Kafka's time goes forward in. */
  @Property(tries = 300)
  void anyOrderOfArrivalEndsAlike(@ForAll long seed) {
    Random random = new Random(seed);
    List<Update> written = new ArrayList<>();
    for (int partition = 0; partition < 3; partition++) {
      long recordTime = 10;
      for (int offset = 0; offset < 3; offset++) {
        recordTime += random.nextInt(2);
        Updates update =
            update("m" + random.nextInt(3))
                .user("u")
                .at(5 + random.nextInt(2))
                .partition(partition)
                .offset(offset)
                .recordedAt(recordTime)
                .custom("plan", String.valueOf(3 * partition + offset));
        written.add(update.action("a").build());
        written.add(update.action("b").build());
      }
    }
    Set<Long> winners = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(written, random);
      ProfileState state = ProfileState.UNKNOWN;
      for (Update update : written) {
        state = apply(state, update).state();
      }
      winners.add(state.attributes().value(0));
    }
    assertThat(winners).hasSize(1);
  }

  @Example
  void aReplayOfTheSameTimeTakesNoOtherMessagesPlaceAndKeepsItsOwn() {
    Update first = update("1").user("u").at(5).offset(1).custom("plan", "1").build();
    Update second = update("2").user("u").at(5).offset(2).custom("plan", "2").build();
    Update firstAgain =
        update("1").user("u").at(5).offset(90).replayed().custom("plan", "1").build();
    Update secondAgain =
        update("2").user("u").at(5).offset(91).replayed().custom("plan", "2").build();
    Update third = update("3").user("u").at(5).offset(3).custom("plan", "3").build();
    assertThat(winner(List.of(first, second, firstAgain))).isEqualTo("2");
    assertThat(winner(List.of(first, second, secondAgain, third))).isEqualTo("3");
  }

  @Property(tries = 100)
  void whatIsRememberedDoesNotDependOnHowManyEventsToldIt(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, String> expected = new HashMap<>();
    ProfileState state = ProfileState.UNKNOWN;
    for (int i = 0; i < 60; i++) {
      Updates next = update("m" + i).user("u").at(i).offset(i);
      for (String name : new TreeSet<>(List.of(name(random), name(random), name(random)))) {
        String value = String.valueOf(random.nextInt(3));
        next.custom(name, value);
        expected.put(name, value);
      }
      NewestWins.Result result = apply(state, next.build());
      assertThat(result.overLimit()).isZero();
      state = result.state();
    }
    assertThat(state.attributes().size()).isEqualTo(expected.size());
    Updates all = update("all").user("u").at(99);
    expected.forEach(all::custom);
    assertThat(apply(state, all.build()).content().attributes()).isEmpty();
  }

  private static String name(Random random) {
    return "name_" + random.nextInt(30);
  }

  @Example
  void attributesOverTheLimitAreSentEachTimeAndInsidersOwnAreRememberedStill() {
    Updates all = update("1").user("u").at(1);
    for (int i = 0; i < 100; i++) {
      all.custom("junk_" + i, "1");
    }
    var first = apply(ProfileState.UNKNOWN, all.attribute("email_optin", "false").build());
    assertThat(first.content().attributes()).hasSize(101);
    assertThat(first.overLimit()).isEqualTo(60);
    assertThat(first.state().attributes().size()).isEqualTo(41);
    Updates again = update("2").user("u").at(2);
    for (int i = 0; i < 100; i++) {
      again.custom("junk_" + i, "1");
    }
    var second = apply(first.state(), again.attribute("email_optin", "false").build());
    assertThat(second.content().attributes()).hasSize(60);
    assertThat(second.state().attributes().size()).isEqualTo(41);
  }

  /** As many as there is room for in 16 bits, at once and one by one. */
  @Example
  void noNumberOfNamesIsTooMany() {
    NewestWins generous = new NewestWins(Duration.ofHours(24), 7, 100_000);
    Updates all = update("1").user("u").at(1);
    for (int i = 0; i < 70_000; i++) {
      all.custom("name_" + i, "1");
    }
    Update update = all.build();
    var first = generous.apply(ProfileState.UNKNOWN, update, update.data().decode(), null);
    assertThat(first.state().attributes().size()).isEqualTo(70_000);
    var again =
        generous.apply(
            first.state(), update("2").user("u").at(2).build(), update.data().decode(), null);
    assertThat(again.content().attributes()).isEmpty();
    ProfileState state = ProfileState.UNKNOWN;
    for (int i = 0; i < 40_000; i++) {
      Update one = update("m" + i).user("u").at(i).offset(i).custom("name_" + i, "1").build();
      state = apply(state, one).state();
    }
    assertThat(state.attributes().size()).isEqualTo(40);
  }
}

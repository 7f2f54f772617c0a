package io.segmentinsider.profile;

import static io.segmentinsider.record.Updates.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.record.Update;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NewestWinsTest {

  private final NewestWins rule = new NewestWins(Duration.ofHours(24), 7);

  private NewestWins.Result apply(ProfileState state, Update update) {
    return rule.apply(state, update, update.data().decode());
  }

  @Test
  void aNewerValueIsSent() {
    var first =
        apply(
            ProfileState.UNKNOWN,
            update("1").user("u").at(1).attribute("city", "\"Oslo\"").build());
    var second =
        apply(first.state(), update("2").user("u").at(2).attribute("city", "\"Rome\"").build());
    assertThat(second.content().attributes()).hasSize(1);
  }

  @Test
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

  @Test
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

  @Test
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

  @Test
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

  @Test
  void whatWasSentUnderSomethingElseIsSentAgainOnce() {
    Update one = update("1").user("u").at(1).attribute("city", "\"Oslo\"").build();
    Update two = update("2").user("u").at(2).attribute("city", "\"Oslo\"").build();
    Update three = update("3").user("u").at(3).attribute("city", "\"Oslo\"").build();
    NewestWins other = new NewestWins(Duration.ofHours(24), 8);
    var first = apply(ProfileState.UNKNOWN, one);
    var second = other.apply(first.state(), two, two.data().decode());
    var third = other.apply(second.state(), three, three.data().decode());
    assertThat(second.content().attributes()).hasSize(1);
    assertThat(third.content().attributes()).isEmpty();
  }

  @Test
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

  @Test
  void rootAndCustomAttributesOfOneNameAreTwo() {
    var result =
        apply(
            ProfileState.UNKNOWN,
            update("1").user("u").attribute("plan", "1").custom("plan", "2").build());
    assertThat(result.content().attributes()).hasSize(2);
  }

  @Test
  void theSameTimeIsSettledByTheMessageIdWhateverTheOrder() {
    Update one = update("1").user("u").at(5).attribute("city", "\"Oslo\"").build();
    Update two = update("2").user("u").at(5).attribute("city", "\"Rome\"").build();
    var forward = apply(apply(ProfileState.UNKNOWN, one).state(), two);
    var backward = apply(apply(ProfileState.UNKNOWN, two).state(), one);
    assertThat(forward.state().attributes().value(0))
        .isEqualTo(backward.state().attributes().value(0));
  }

  @Test
  void theSameMessageOnTwoPlacesOrInTwoMappingsIsSettledWhateverTheOrder() {
    Update one = update("1").user("u").at(5).action("a").attribute("city", "\"Oslo\"").build();
    Update mapping = update("1").user("u").at(5).action("b").attribute("city", "\"Rome\"").build();
    Update place =
        update("1").user("u").at(5).offset(77).action("a").attribute("city", "\"Bonn\"").build();
    List<List<Update>> orders =
        List.of(
            List.of(one, mapping, place),
            List.of(one, place, mapping),
            List.of(mapping, one, place),
            List.of(mapping, place, one),
            List.of(place, one, mapping),
            List.of(place, mapping, one));
    Set<Long> winners = new HashSet<>();
    for (List<Update> order : orders) {
      ProfileState state = ProfileState.UNKNOWN;
      for (Update update : order) {
        state = apply(state, update).state();
      }
      winners.add(state.attributes().value(0));
    }
    assertThat(winners).hasSize(1);
  }
}

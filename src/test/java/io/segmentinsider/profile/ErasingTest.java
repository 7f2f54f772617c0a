package io.segmentinsider.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the record of anna awaits, who was deleted together with ann in the record of ann. */
class ErasingTest {

  private static final String ANNA = "uuid:anna";
  private static final String ANN = "uuid:ann";
  private static final String DEVICE = "segment_anonymous_id:d";
  private static final String EMAIL = "email:a@shop.sg";
  private static final List<String> TOGETHER = List.of(ANN, ANNA, DEVICE, EMAIL);

  private static final Erasing TOGETHER_AT_5 = Erasing.NOTHING.awaiting(List.of(ANNA, ANN), 5);

  private static Erasing after(Erasing erasing, String identifier, long at, List<String> together) {
    return erasing.without(new Erasure(identifier, ANNA, at, together), 7, 70);
  }

  private static List<String> awaited(Erasing erasing) {
    return erasing.awaited().stream().map(Erasing.Awaited::key).toList();
  }

  @Test
  void theFirstThatComesTellsOfAllOthersInWhateverOrder() {
    for (List<String> order :
        List.of(
            List.of(ANNA, DEVICE, EMAIL),
            List.of(DEVICE, ANNA, EMAIL),
            List.of(EMAIL, DEVICE, ANNA))) {
      Erasing erasing = TOGETHER_AT_5;
      for (String identifier : order.subList(0, 2)) {
        erasing = after(erasing, identifier, 5, TOGETHER);
        assertThat(awaited(erasing)).as("after %s of %s", identifier, order).isNotEmpty();
      }
      assertThat(awaited(erasing)).containsExactly(order.get(2));
      assertThat(after(erasing, order.get(2), 5, TOGETHER).awaited()).isEmpty();
    }
  }

  @Test
  void anotherDeletionTellsNothingOfIt() {
    assertThat(after(TOGETHER_AT_5, DEVICE, 7, List.of(ANN, ANNA, DEVICE)))
        .isEqualTo(TOGETHER_AT_5);
    assertThat(after(TOGETHER_AT_5, DEVICE, 4, List.of())).isEqualTo(TOGETHER_AT_5);
  }

  @Test
  void anErasureOfAnOlderDeletionEndsNothingOfANewerOne() {
    Erasing again = TOGETHER_AT_5.awaiting(List.of(ANNA, EMAIL), 9);
    Erasing older = after(after(again, DEVICE, 5, TOGETHER), EMAIL, 5, TOGETHER);
    assertThat(awaited(older)).containsExactly(ANNA, EMAIL);
    assertThat(after(after(older, EMAIL, 9, List.of()), ANNA, 9, List.of()).awaited()).isEmpty();
  }

  @Test
  void whatWasGivenUpTogetherIsNotAwaitedAfterAReplayOfOne() {
    assertThat(awaited(TOGETHER_AT_5.withoutOthers(ANNA))).containsExactly(ANNA);
  }

  @Test
  void whoIsDeletedNextTakesAlongWhatIsKnown() {
    assertThat(TOGETHER_AT_5.known(ANNA)).containsExactly(ANNA);
    assertThat(after(TOGETHER_AT_5, EMAIL, 5, TOGETHER).known(ANNA)).containsExactly(ANNA, DEVICE);
  }
}

package io.segmentinsider.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.config.JobOptions.Stitching;
import org.junit.jupiter.api.Test;

class LinkTest {

  private static final long NOW = 10_000_000;

  @Test
  void theLastKnownUserOwnsWhatFollows() {
    Link link = Link.UNKNOWN.learn("mother", 100, NOW).learn("father", 200, NOW);
    assertThat(link.userAt(250, Stitching.LAST_KNOWN)).isEqualTo("father");
  }

  @Test
  void aLateEventBelongsToTheOwnerOfItsOwnTime() {
    Link link = Link.UNKNOWN.learn("mother", 100, NOW).learn("father", 200, NOW);
    assertThat(link.userAt(150, Stitching.LAST_KNOWN)).isEqualTo("mother");
  }

  @Test
  void anEventFromBeforeTheFirstLoginBelongsToWhoThenLoggedIn() {
    Link link = Link.UNKNOWN.learn("mother", 100, NOW);
    assertThat(link.userAt(50, Stitching.LAST_KNOWN)).isEqualTo("mother");
  }

  @Test
  void orderOfArrivalDoesNotMatter() {
    Link inOrder = Link.UNKNOWN.learn("mother", 100, NOW).learn("father", 200, NOW);
    Link reversed = Link.UNKNOWN.learn("father", 200, NOW).learn("mother", 100, NOW);
    assertThat(reversed.owners()).isEqualTo(inOrder.owners());
  }

  @Test
  void firstKnownKeepsTheFirst() {
    Link link = Link.UNKNOWN.learn("mother", 100, NOW).learn("father", 200, NOW);
    assertThat(link.userAt(250, Stitching.FIRST_KNOWN)).isEqualTo("mother");
  }

  @Test
  void offFillsNothingIn() {
    assertThat(Link.UNKNOWN.learn("mother", 100, NOW).userAt(250, Stitching.OFF)).isNull();
  }

  @Test
  void learningWhatIsKnownChangesNothing() {
    Link link = Link.UNKNOWN.learn("mother", 100, NOW);
    assertThat(link.learn("mother", 150, NOW)).isSameAs(link);
  }

  @Test
  void aLinkIsConfirmedOncePerHour() {
    Link link = Link.UNKNOWN.learn("mother", 100, NOW);
    assertThat(link.confirmedAt()).isEqualTo(7_200_000);
    assertThat(link.learn("mother", 150, NOW + 3_600_000).confirmedAt()).isEqualTo(10_800_000);
  }

  @Test
  void anEarlierSightMovesTheStart() {
    Link link = Link.UNKNOWN.learn("mother", 100, NOW).learn("mother", 50, NOW);
    assertThat(link.owners()).containsExactly(new Link.Owner("mother", 50));
  }

  @Test
  void ownersAreBounded() {
    Link link = Link.UNKNOWN;
    for (int i = 0; i < 100; i++) {
      link = link.learn("user-" + i, i, NOW);
    }
    assertThat(link.owners()).hasSize(Link.MAX_OWNERS);
    assertThat(link.userAt(1_000, Stitching.LAST_KNOWN)).isEqualTo("user-99");
  }
}

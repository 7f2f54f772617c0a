package io.segmentinsider.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.segmentinsider.identity.IdentityOptions.Stitching;
import io.segmentinsider.record.EventOrder;
import io.segmentinsider.record.GdprOptin;
import io.segmentinsider.record.Identifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {

  private static final long NOW = 10_000_000;

  private static EventOrder at(long time) {
    return order(time, time, 0, 0);
  }

  private static EventOrder order(long time, long recordTime, int partition, long offset) {
    return new EventOrder(time, recordTime, partition, offset, 0);
  }

  @Test
  void theLastKnownUserOwnsWhatFollows() {
    Link link =
        Link.UNKNOWN
            .learn("mother", at(100), NOW, Link.SELDOM_MS)
            .learn("father", at(200), NOW, Link.SELDOM_MS);
    assertThat(link.userAt(at(250), Stitching.LAST_KNOWN)).isEqualTo("father");
  }

  @Test
  void aLateEventBelongsToTheOwnerOfItsOwnTime() {
    Link link =
        Link.UNKNOWN
            .learn("mother", at(100), NOW, Link.SELDOM_MS)
            .learn("father", at(200), NOW, Link.SELDOM_MS);
    assertThat(link.userAt(at(150), Stitching.LAST_KNOWN)).isEqualTo("mother");
  }

  @Test
  void anEventFromBeforeTheFirstLoginBelongsToWhoThenLoggedIn() {
    Link link = Link.UNKNOWN.learn("mother", at(100), NOW, Link.SELDOM_MS);
    assertThat(link.userAt(at(50), Stitching.LAST_KNOWN)).isEqualTo("mother");
  }

  @Test
  void orderOfArrivalDoesNotMatter() {
    Link inOrder =
        Link.UNKNOWN
            .learn("mother", at(100), NOW, Link.SELDOM_MS)
            .learn("father", at(200), NOW, Link.SELDOM_MS);
    Link reversed =
        Link.UNKNOWN
            .learn("father", at(200), NOW, Link.SELDOM_MS)
            .learn("mother", at(100), NOW, Link.SELDOM_MS);
    assertThat(reversed.owners()).isEqualTo(inOrder.owners());
  }

  @Test
  void firstKnownKeepsTheFirst() {
    Link link =
        Link.UNKNOWN
            .learn("mother", at(100), NOW, Link.SELDOM_MS)
            .learn("father", at(200), NOW, Link.SELDOM_MS);
    assertThat(link.userAt(at(250), Stitching.FIRST_KNOWN)).isEqualTo("mother");
  }

  @Test
  void offFillsNothingIn() {
    assertThat(
            Link.UNKNOWN
                .learn("mother", at(100), NOW, Link.SELDOM_MS)
                .userAt(at(250), Stitching.OFF))
        .isNull();
  }

  @Test
  void learningWhatIsKnownChangesNothing() {
    Link link = Link.UNKNOWN.learn("mother", at(100), NOW, Link.SELDOM_MS);
    assertThat(link.learn("mother", at(150), NOW, Link.SELDOM_MS)).isSameAs(link);
  }

  @Test
  void aLinkIsConfirmedOncePerHour() {
    Link link = Link.UNKNOWN.learn("mother", at(100), NOW, Link.SELDOM_MS);
    assertThat(link.confirmedAt()).isEqualTo(7_200_000);
    assertThat(link.learn("mother", at(150), NOW + 3_600_000, Link.SELDOM_MS).confirmedAt())
        .isEqualTo(10_800_000);
  }

  @Test
  void useConfirmsALinkOncePerHour() {
    Link link = Link.UNKNOWN.learn("mother", at(100), NOW, Link.SELDOM_MS);
    assertThat(link.used(NOW + 600_000)).as("nothing to write").isSameAs(link);
    assertThat(link.used(NOW + 3_600_000).confirmedAt()).isEqualTo(10_800_000);
    assertThat(link.used(0)).as("a clock that goes back").isSameAs(link);
    assertThat(Link.UNKNOWN.used(NOW)).isSameAs(Link.UNKNOWN);
  }

  @Test
  void anEarlierSightMovesTheStart() {
    Link link =
        Link.UNKNOWN
            .learn("mother", at(100), NOW, Link.SELDOM_MS)
            .learn("mother", at(50), NOW, Link.SELDOM_MS);
    assertThat(link.owners()).containsExactly(new Link.Owner("mother", at(50), 100));
  }

  /** No time is special: what was never shared is not, before 1970 either. */
  @ParameterizedTest
  @ValueSource(longs = {1, 0, -1, -86_400_000, Long.MIN_VALUE, Long.MAX_VALUE})
  void whatWasNeverSharedIsSharedAtNoTime(long time) {
    assertThat(Link.UNKNOWN.isSharedAt(time)).isFalse();
    Link link =
        Link.UNKNOWN.learn("mother", at(time), NOW, Link.SELDOM_MS).sharedByMoreThan(1, 1_000);
    assertThat(link.isSharedAt(time)).isFalse();
    assertThat(link.userAt(at(time), Stitching.LAST_KNOWN)).isEqualTo("mother");
  }

  /** The window may end at any time, at zero too. */
  @ParameterizedTest
  @ValueSource(longs = {5_000, 1_000, 0, -1, -1_000, -86_400_000, Long.MAX_VALUE - 1})
  void aSharedIdentifierIsSharedUntilTheWindowEnds(long newest) throws IOException {
    Link link =
        Link.UNKNOWN
            .learn("mother", at(newest - 2), NOW, Link.SELDOM_MS)
            .learn("father", at(newest - 1), NOW, Link.SELDOM_MS)
            .learn("child", at(newest), NOW, Link.SELDOM_MS)
            .sharedByMoreThan(2, 1_000);
    for (Link kept : List.of(link, written(link))) {
      assertThat(kept.isSharedAt(newest)).isTrue();
      assertThat(kept.isSharedAt(Math.min(newest, Long.MAX_VALUE - 1_000) + 1_000)).isFalse();
    }
  }

  @Property
  void everyLinkIsReadAsItWasWritten(
      @ForAll long since,
      @ForAll long recordTime,
      @ForAll long seen,
      @ForAll long shared,
      @ForAll long answeredAt,
      @ForAll boolean optedIn)
      throws IOException {
    Link link =
        new Link(
            List.of(new Link.Owner("mother", order(since, recordTime, 7, 8), seen)),
            null,
            shared,
            LinkConsent.NONE.with(
                new GdprOptin(optedIn, answeredAt, "email:a@b.co"), Identifier.device("d")),
            "uuid:mother",
            Link.HOUR_MS);
    assertThat(written(link)).isEqualTo(link);
  }

  private static Link written(Link link) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    new LinkFormat().write(link, out);
    return new LinkFormat().read(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  /** Two users of one time: the earlier and the later event, by the rule for all events. */
  static Stream<Arguments> ties() {
    return Stream.of(
        arguments("a later offset", order(5, 9, 1, 7), order(5, 9, 1, 8)),
        arguments("an offset, whatever Kafka's time", order(5, 9, 1, 7), order(5, 6, 1, 8)),
        arguments("another partition, later in Kafka", order(5, 8, 2, 9), order(5, 9, 1, 3)),
        arguments("another partition, the same time", order(5, 9, 1, 9), order(5, 9, 2, 3)),
        arguments("time zero", order(0, 0, 1, 7), order(0, 0, 1, 8)),
        arguments("before 1970", order(-5, -9, 1, 7), order(-5, -9, 1, 8)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ties")
  void ofTwoUsersOfOneTimeTheLaterOneHasIt(String what, EventOrder first, EventOrder second) {
    Link inOrder =
        Link.UNKNOWN
            .learn("ann", first, NOW, Link.SELDOM_MS)
            .learn("bob", second, NOW, Link.SELDOM_MS);
    Link reversed =
        Link.UNKNOWN
            .learn("bob", second, NOW, Link.SELDOM_MS)
            .learn("ann", first, NOW, Link.SELDOM_MS);
    assertThat(reversed).isEqualTo(inOrder);
    assertThat(inOrder.userAt(second.eventTime())).isEqualTo("bob");
    assertThat(inOrder.userAt(first, Stitching.LAST_KNOWN)).isEqualTo("ann");
    assertThat(inOrder.userAt(second, Stitching.LAST_KNOWN)).isEqualTo("bob");
  }

  @Test
  void aLateEventOfAnotherUserDoesNotTakeTheIdentifierFromWhoIsSeenSince() {
    Link link =
        Link.UNKNOWN
            .learn("ann", at(0), NOW, Link.SELDOM_MS)
            .learn("ann", at(10 * Link.SELDOM_MS), NOW, Link.SELDOM_MS)
            .learn("bob", at(4 * Link.SELDOM_MS), NOW, Link.SELDOM_MS);
    assertThat(link.userAt(3 * Link.SELDOM_MS)).isEqualTo("ann");
    assertThat(link.userAt(4 * Link.SELDOM_MS)).isEqualTo("bob");
    assertThat(link.userAt(10 * Link.SELDOM_MS)).isEqualTo("ann");
  }

  /** Whatever the order in which events arrive that are a minute apart. */
  @Property
  void theUserOfTheNewestEventIsTheLastKnownOne(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 4) Integer> users,
      @ForAll Random random) {
    List<Sight> sights = new ArrayList<>();
    for (int i = 0; i < users.size(); i++) {
      sights.add(new Sight("u" + users.get(i), order(i * Link.SELDOM_MS, 7, i % 3, i)));
    }
    Sight newest = sights.get(sights.size() - 1);
    Collections.shuffle(sights, random);
    Link link = Link.UNKNOWN;
    for (Sight sight : sights) {
      link = link.learn(sight.user(), sight.order(), NOW, Link.SELDOM_MS);
      boolean tooOld = link.owners().get(0).since().compareTo(sight.order()) > 0;
      assertThat(link.userAt(sight.order(), Stitching.LAST_KNOWN))
          .isEqualTo(tooOld ? null : sight.user());
    }
    assertThat(link.userAt(Long.MAX_VALUE)).isEqualTo(newest.user());
    assertThat(link.owners().size()).isLessThanOrEqualTo(Link.MAX_OWNERS);
    assertThat(link.owners()).isSortedAccordingTo(Comparator.comparing(Link.Owner::since));
  }

  private record Sight(String user, EventOrder order) {}

  @Test
  void ownersAreBounded() {
    Link link = Link.UNKNOWN;
    for (int i = 0; i < 100; i++) {
      link = link.learn("user-" + i, at(i), NOW, Link.SELDOM_MS);
    }
    assertThat(link.owners()).hasSize(Link.MAX_OWNERS);
    assertThat(link.userAt(at(1_000), Stitching.LAST_KNOWN)).isEqualTo("user-99");
  }

  /** One event that named the identifier and a user. */
  private record Seen(String user, long time) {}

  private static List<Seen> anySeen(Random random) {
    List<Seen> seen = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      seen.add(new Seen("u" + random.nextInt(3), 60_000L * random.nextInt(20)));
    }
    return seen;
  }

  private static Link learned(List<Seen> seen) {
    Link link = Link.UNKNOWN;
    for (Seen one : seen) {
      link = link.learn(one.user(), at(one.time()), NOW, Link.SELDOM_MS);
    }
    return link;
  }

  /**
   * After an erasure nobody is named for the times of the forgotten person, everybody else for
   * their own, and the person for what came after; whenever the erasure comes.
   */
  @Property(tries = 2_000)
  void anErasureTouchesItsOwnPersonsPastOnly(@ForAll long seed) {
    Random random = new Random(seed);
    List<Seen> seen = anySeen(random);
    long at = 60_000L * random.nextInt(20) + 1;
    String person = "u" + random.nextInt(3);
    Link before = learned(seen);
    Link after = before.without(Identifier.uuid(person).key(), at);
    for (long time = 0; time < 21 * 60_000L; time += 30_000) {
      String known = before.userAt(time);
      String left = after.userAt(time);
      if (known == null || !known.equals(person)) {
        assertThat(left).as("%s, at %d", seen, time).isEqualTo(known);
      } else if (left != null) {
        assertThat(left).isEqualTo(person);
        boolean beforeAnySight = seen.stream().mapToLong(Seen::time).min().orElseThrow() > time;
        assertThat(time > at || beforeAnySight).as("%s, forgotten at %d", seen, at).isTrue();
      }
    }
    long last = -1;
    for (Seen one : seen) {
      last = one.user().equals(person) ? Math.max(last, one.time()) : last;
    }
    if (last > at && person.equals(before.userAt(last))) {
      assertThat(after.userAt(last)).as("who came back in %s", seen).isEqualTo(person);
    }
  }

  @Test
  void anErasureLeavesTheClaimsOfOthersAndOfWhoCameBack() {
    Link link = Link.UNKNOWN.learn("ann", at(60_000), NOW, Link.SELDOM_MS).claim("uuid:bob", NOW);
    assertThat(link.without("uuid:ann", 90_000).claimedBy()).isEqualTo("uuid:bob");
    Link own = Link.UNKNOWN.learn("ann", at(60_000), NOW, Link.SELDOM_MS).claim("uuid:ann", NOW);
    assertThat(own.without("uuid:ann", 90_000).claimedBy()).isNull();
    assertThat(
            own.learn("ann", at(600_000), NOW, Link.SELDOM_MS)
                .without("uuid:ann", 90_000)
                .claimedBy())
        .isEqualTo("uuid:ann");
  }

  @Test
  void whoseTheTimesOfAForgottenPersonWereIsNotTheNextUsersEither() throws IOException {
    Link forgotten =
        Link.UNKNOWN
            .learn("ann", at(60_000), NOW, Link.SELDOM_MS)
            .claim("uuid:ann", NOW)
            .without("uuid:ann", 90_000);
    assertThat(forgotten.namesNobody()).isTrue();
    assertThat(forgotten.toString()).as("nothing of her").doesNotContain("ann");
    assertThat(forgotten.confirmedAt()).as("it ends like every link").isEqualTo(7_200_000);
    assertThat(forgotten.without("uuid:ann", 90_000)).isEqualTo(forgotten);
    Link next = written(forgotten).learn("bob", at(120_000), NOW, Link.SELDOM_MS);
    assertThat(next.namesNobody()).isFalse();
    assertThat(next.userAt(70_000)).isNull();
    assertThat(next.userAt(10_000)).as("before she came").isNull();
    assertThat(next.userAt(120_000)).isEqualTo("bob");
    Link onlyClaimed = Link.UNKNOWN.claim("uuid:ann", NOW);
    assertThat(onlyClaimed.without("uuid:ann", 90_000)).isEqualTo(Link.UNKNOWN);
  }
}

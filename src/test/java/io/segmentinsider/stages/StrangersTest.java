package io.segmentinsider.stages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Receipt;
import io.segmentinsider.record.Update;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Few people who share devices, addresses and phones in every way, in any order, with repeats and a
 * job that is rescaled meanwhile: whatever they do, no two of them become one.
 */
class StrangersTest {

  private static final int EVENTS = 60;

  private static final Strangers.Doing[] HARMLESS = {
    Strangers.Doing.IDENTIFY,
    Strangers.Doing.IDENTIFY,
    Strangers.Doing.TRACK,
    Strangers.Doing.GROUP,
    Strangers.Doing.DEVICE_ALIAS
  };

  private static Boolean onlyIf(boolean answers, boolean answer) {
    return answers ? Boolean.valueOf(answer) : null;
  }

  private static final Strangers.Doing[] ANYTHING = {
    Strangers.Doing.IDENTIFY,
    Strangers.Doing.IDENTIFY,
    Strangers.Doing.IDENTIFY,
    Strangers.Doing.TRACK,
    Strangers.Doing.TRACK,
    Strangers.Doing.TRACK,
    Strangers.Doing.GROUP,
    Strangers.Doing.DEVICE_ALIAS,
    Strangers.Doing.USER_ALIAS,
    Strangers.Doing.DELETION
  };

  private static final Strangers.Doing[] DELETED = {
    Strangers.Doing.IDENTIFY,
    Strangers.Doing.IDENTIFY,
    Strangers.Doing.IDENTIFY,
    Strangers.Doing.TRACK,
    Strangers.Doing.DEVICE_ALIAS,
    Strangers.Doing.DELETION
  };

  /** Everything ended once, and in order. */
  private static void assertAccounted(Stages job, int events) {
    assertThat(job.outOfOrder()).isZero();
    assertThat(
            Stream.concat(
                    job.receipts().stream().map(Receipt::origin),
                    job.deadLetters().stream().map(DeadLetter::origin))
                .map(source -> (int) source.offset()))
        .as("ends by offset")
        .doesNotHaveDuplicates()
        .hasSize(events);
  }

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void noTwoPeopleBecomeOneAndNobodyGetsAnothersEvents(
      @ForAll long seed, @ForAll("stitching") String stitching) throws Exception {
    Strangers strangers = new Strangers(new Random(seed), HARMLESS);
    List<TestEvent> events = strangers.events(EVENTS);
    try (Stages job = strangers.run(events, stitching)) {
      assertThat(job.uuidMerges()).isZero();
      assertAccounted(job, events.size());
      assertNoEventStandsWithAnother(job, events);
    }
  }

  /** The same with changes and deletions of user ids in every order. */
  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void changesAndDeletionsOfUserIdsMakeNoTwoPeopleOne(
      @ForAll long seed, @ForAll("stitching") String stitching) throws Exception {
    Strangers strangers = new Strangers(new Random(seed), ANYTHING);
    List<TestEvent> events = withOneChange(strangers.events(EVENTS));
    try (Stages job = strangers.run(events, stitching)) {
      assertAccounted(job, events.size());
      assertNoEventStandsWithAnother(job, events);
      assertDeletedStayDeleted(job, events);
      assertNobodyElseIsDeleted(job, events);
      for (Person person : job.people()) {
        List<String> userIds =
            IntStream.range(0, 4)
                .mapToObj(i -> "u" + i)
                .filter(id -> person.has("uuid", id))
                .toList();
        if (!userIds.isEmpty()) {
          assertThat(Strangers.idsOf(userIds.get(0), events)).containsAll(userIds);
        }
      }
    }
  }

  /**
   * Two failures in three end before a deletion is through, and nobody may become another by it.
   */
  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void deletionsAndFailuresMakeNoTwoPeopleOne(
      @ForAll long seed, @ForAll("stitching") String stitching) throws Exception {
    Strangers strangers = new Strangers(new Random(seed), DELETED).failingOften();
    List<TestEvent> events = strangers.events(EVENTS);
    try (Stages job = strangers.run(events, stitching)) {
      assertThat(job.uuidMerges()).isZero();
      assertAccounted(job, events.size());
      assertDeletedStayDeleted(job, events);
    }
  }

  /**
   * Histories that went wrong once: an erasure that a failure took back, and what was not yet sent.
   */
  @Example
  void historiesThatWentWrongOnceMakeNoTwoPeopleOne() throws Exception {
    for (long seed : new long[] {-197, -185, -174, 3439}) {
      deletionsAndFailuresMakeNoTwoPeopleOne(seed, "identity.stitching=last-known");
      changesAndDeletionsOfUserIdsMakeNoTwoPeopleOne(seed, "identity.stitching=first-known");
    }
  }

  /** With more changes all would be one. */
  private static List<TestEvent> withOneChange(List<TestEvent> events) {
    List<TestEvent> left = new ArrayList<>();
    boolean changed = false;
    for (TestEvent event : events) {
      boolean changes = event.event().path("previousId").asText().startsWith("u");
      if (!changes || !changed) {
        left.add(event);
        changed |= changes;
      }
    }
    return left;
  }

  /** Nothing that a user did until a deletion of that very id is at Insider, under any name. */
  private static void assertDeletedStayDeleted(Stages job, List<TestEvent> events)
      throws Exception {
    Map<Integer, TestEvent> byNumber = Strangers.clicks(events);
    for (Person person : job.people()) {
      for (JsonNode event : person.profile().get("events")) {
        TestEvent click = byNumber.get(Strangers.numberOf(event));
        String user = click.event().path("userId").asText();
        assertThat(Strangers.deletions(events, Set.of(user)))
            .as("deletions of %s, whose %s is there", user, event)
            .allSatisfy(deletion -> assertThat(deletion.time()).isBefore(click.time()));
      }
    }
  }

  /** All that is to be sent of users who were not deleted is there, or came before the deletion. */
  private static void assertNobodyElseIsDeleted(Stages job, List<TestEvent> events)
      throws Exception {
    Set<Integer> there = new HashSet<>();
    for (Person person : job.people()) {
      person.profile().get("events").forEach(event -> there.add(Strangers.numberOf(event)));
    }
    Strangers.clicks(events)
        .forEach(
            (number, click) -> {
              String user = click.event().path("userId").asText();
              Set<String> ids = Strangers.idsOf(user, events);
              List<TestEvent> deletions = Strangers.deletions(events, ids);
              int last = deletions.stream().mapToInt(events::lastIndexOf).max().orElse(-1);
              boolean isLater =
                  deletions.stream().allMatch(deletion -> deletion.time().isBefore(click.time()));
              boolean counts =
                  deletions.isEmpty()
                      || (ids.size() == 1 && isLater && events.indexOf(click) > last);
              if (!user.isEmpty() && counts) {
                assertThat(there).as("events of %s", user).contains(number);
              }
            });
  }

  private static void assertNoEventStandsWithAnother(Stages job, List<TestEvent> events)
      throws Exception {
    for (Person person : job.people()) {
      for (JsonNode event : person.profile().get("events")) {
        String named = event.path("event_params").path("custom").path(Strangers.NAMED).asText();
        boolean ofNobody = named.equals(Strangers.NOBODY);
        assertThat(
                ofNobody
                    || Strangers.idsOf(named, events).stream()
                        .anyMatch(id -> person.has("uuid", id)))
            .as("an event of %s stands in %s", named, person.profile().get("identifiers"))
            .isTrue();
      }
    }
  }

  @Provide
  Arbitrary<String> stitching() {
    return Arbitraries.of("last-known", "first-known", "off").map(p -> "identity.stitching=" + p);
  }

  /** Ann (u0) says yes, and u1 says no, now and then; u2 and u3 are never asked. */
  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void nobodysConsentIsAnothers(@ForAll long seed, @ForAll("stitching") String stitching)
      throws Exception {
    Strangers strangers =
        new Strangers(new Random(seed), HARMLESS)
            .answering(
                (user, device, random) ->
                    onlyIf("u0".equals(user) || "u1".equals(user), "u0".equals(user)));
    List<TestEvent> events = strangers.events(EVENTS);
    try (Stages job = strangers.run(events, stitching, "consent.required=gdpr")) {
      assertThat(job.uuidMerges()).isZero();
      assertAccounted(job, events.size());
      for (Update update : job.sent()) {
        if (!update.owner().equals("uuid:u0")) {
          assertThat(update.owner()).isEqualTo("uuid:u1");
          assertThat(update.data().decode().events()).isEmpty();
          assertThat(update.data().decode().attributes())
              .singleElement()
              .satisfies(
                  attribute -> {
                    assertThat(attribute.name()).isEqualTo("gdpr_optin");
                    assertThat(new String(attribute.json(), UTF_8)).isEqualTo("false");
                  });
        }
      }
      assertNotHeldBackOf(job, events, "u0");
    }
  }

  /** From the first opt-in that was read on, nothing that names the user is kept back. */
  private static void assertNotHeldBackOf(Stages job, List<TestEvent> events, String user) {
    Set<Long> keptBack = new HashSet<>();
    for (Receipt receipt : job.receipts()) {
      if ("consent".equals(receipt.reason())) {
        keptBack.add(receipt.origin().offset());
      }
    }
    boolean optedIn = false;
    for (int i = 0; i < events.size(); i++) {
      JsonNode event = events.get(i).event();
      if (event.path("userId").asText().equals(user)) {
        optedIn |= event.at("/traits/gdpr_optin").asBoolean();
        assertThat(optedIn && keptBack.contains((long) i)).as("event %s", i).isFalse();
      }
    }
  }

  /** Visitors say yes and no on one device: whoever never used it has not been asked. */
  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void whatVisitorsOfADeviceSayIsNotOfWhoNeverUsedIt(
      @ForAll long seed, @ForAll("stitching") String stitching) throws Exception {
    Strangers strangers =
        new Strangers(new Random(seed), HARMLESS)
            .answering(
                (user, device, random) ->
                    onlyIf(user == null && device.equals("d0"), random.nextInt(4) > 0));
    List<TestEvent> events =
        strangers.events(EVENTS).stream()
            .filter(event -> !event.event().at("/traits").has("email"))
            .filter(event -> !event.event().at("/traits").has("phone"))
            .filter(
                event ->
                    !event.event().path("userId").asText().equals("u3")
                        || !event.event().path("anonymousId").asText().equals("d0"))
            .toList();
    try (Stages job = strangers.run(events, stitching, "consent.required=gdpr")) {
      assertThat(job.uuidMerges()).isZero();
      assertAccounted(job, events.size());
      assertThat(job.sent()).extracting(Update::owner).doesNotContain("uuid:u3");
    }
  }

  /** The same people with the decision left to Insider: the law above is one that can be broken. */
  @Example
  void withoutProtectionTwoPeopleBecomeOne() throws Exception {
    Strangers strangers = new Strangers(new Random(1), HARMLESS);
    try (Stages job = strangers.run(strangers.events(EVENTS), "identity.conflicts=send")) {
      assertThat(job.uuidMerges()).isPositive();
    }
  }

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void repeatsChangeNothing(@ForAll long seed) throws Exception {
    List<TestEvent> events = new Strangers(new Random(seed), HARMLESS).events(EVENTS);
    List<TestEvent> repeated = new ArrayList<>();
    Random random = new Random(seed + 1);
    for (TestEvent event : events) {
      repeated.add(event);
      if (random.nextInt(3) == 0) {
        repeated.add(repeated.get(random.nextInt(repeated.size())));
      }
    }
    assertThat(people(repeated)).isEqualTo(people(events));
  }

  private static Set<String> people(List<TestEvent> events) throws Exception {
    try (Stages job = Stages.with()) {
      for (TestEvent event : events) {
        job.feed(event.json());
      }
      job.settle();
      Set<String> people = new TreeSet<>();
      job.people().forEach(person -> people.add(person.profile().toString()));
      return people;
    }
  }
}

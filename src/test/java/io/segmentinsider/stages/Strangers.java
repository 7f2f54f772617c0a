package io.segmentinsider.stages;

import static io.segmentinsider.stages.TestEvent.alias;
import static io.segmentinsider.stages.TestEvent.identify;
import static io.segmentinsider.stages.TestEvent.ofType;
import static io.segmentinsider.stages.TestEvent.track;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Few people who share devices, addresses and phones at random, and a job that is rescaled and
 * fails meanwhile, with calls under way.
 */
final class Strangers {

  /** What people do. */
  enum Doing {
    /** A form, with traits. */
    IDENTIFY,
    /** A click. */
    TRACK,
    /** Joining a company. */
    GROUP,
    /** A visitor who becomes a user. */
    DEVICE_ALIAS,
    /** A user who gets another id. */
    USER_ALIAS,
    /** A user who wants to be forgotten. */
    DELETION
  }

  /** The property that says in an event who it names. */
  static final String NAMED = "named";

  /** What stands there in an event that names nobody. */
  static final String NOBODY = "nobody";

  /** Event times are minutes from zero to this. */
  static final int MINUTES = 90;

  private static final int USERS = 4;
  private static final int DEVICES = 4;
  private static final int EMAILS = 3;
  private static final int PHONES = 3;

  private final Random random;
  private final List<Doing> doings;

  /** Whether an event carries an answer about consent, and which. */
  interface Answers {
    /** Null for none. */
    Boolean of(String user, String device, Random random);
  }

  private int failuresInForty = 2;

  private Answers answers = (user, device, chance) -> null;

  /**
   * A crowd.
   *
   * @param doings what they do, each as often as it stands there
   */
  Strangers(Random random, Doing... doings) {
    this.random = random;
    this.doings = List.of(doings);
  }

  Strangers answering(Answers given) {
    answers = given;
    return this;
  }

  /** The job fails every few events. */
  Strangers failingOften() {
    failuresInForty = 6;
    return this;
  }

  /** So many events, at random times and in random order, some of them twice. */
  List<TestEvent> events(int count) {
    List<TestEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(event(i));
    }
    for (int i = random.nextInt(count / 3); i > 0; i--) {
      events.add(random.nextInt(events.size()), events.get(random.nextInt(events.size())));
    }
    return events;
  }

  private TestEvent event(int number) {
    Doing doing = doings.get(random.nextInt(doings.size()));
    String user = "u" + random.nextInt(USERS);
    String device = "d" + random.nextInt(DEVICES);
    boolean names = random.nextInt(3) > 0;
    TestEvent event =
        switch (doing) {
          case IDENTIFY -> form(number, names ? user : null, device);
          case TRACK ->
              track("Seen").property("number", number).property(NAMED, names ? user : NOBODY);
          case GROUP -> ofType("group").with("groupId", "g" + random.nextInt(2));
          case DEVICE_ALIAS -> alias(device);
          case USER_ALIAS -> alias("u" + random.nextInt(USERS));
          case DELETION ->
              random.nextBoolean() ? ofType("delete") : track("User Deleted").property("n", number);
        };
    if (doing == Doing.DELETION || doing == Doing.USER_ALIAS) {
      return at(event.user(user));
    }
    if (names || doing == Doing.DEVICE_ALIAS) {
      event = event.user(user);
    }
    if (!names || doing == Doing.DEVICE_ALIAS || random.nextInt(4) > 0) {
      event = event.device(device);
    }
    return at(event);
  }

  private TestEvent form(int number, String user, String device) {
    TestEvent event = identify().trait("visit", number);
    if (random.nextBoolean()) {
      event = event.trait("email", "e" + random.nextInt(EMAILS) + "@shop.sg");
    }
    if (random.nextInt(3) == 0) {
      event = event.trait("phone", "+1415555010" + random.nextInt(PHONES));
    }
    Boolean answer = answers.of(user, device, random);
    return answer == null ? event : event.trait("gdpr_optin", answer);
  }

  private TestEvent at(TestEvent event) {
    return event.at(random.nextInt(MINUTES));
  }

  /** The clicks by their numbers; repeats are one. */
  static Map<Integer, TestEvent> clicks(List<TestEvent> events) {
    Map<Integer, TestEvent> clicks = new HashMap<>();
    for (TestEvent event : events) {
      JsonNode number = event.event().at("/properties/number");
      if (!number.isMissingNode()) {
        clicks.put(number.asInt(), event);
      }
    }
    return clicks;
  }

  /** The number of a click that Insider has. */
  static int numberOf(JsonNode event) {
    return event.path("event_params").path("custom").path("number").asInt();
  }

  /** The deletions of these user ids. */
  static List<TestEvent> deletions(List<TestEvent> events, Set<String> userIds) {
    return events.stream()
        .filter(event -> userIds.contains(event.event().path("userId").asText()))
        .filter(
            event ->
                event.event().path("type").asText().equals("delete")
                    || event.event().path("event").asText().equals("User Deleted"))
        .toList();
  }

  /** The user ids that changes may have made one with this one, itself among them. */
  static Set<String> idsOf(String user, List<TestEvent> events) {
    Set<String> ids = new HashSet<>(Set.of(user));
    for (int before = 0; before < ids.size(); ) {
      before = ids.size();
      for (TestEvent event : events) {
        String current = event.event().path("userId").asText();
        String previous = event.event().path("previousId").asText();
        boolean changes = previous.startsWith("u");
        if (changes && (ids.contains(current) || ids.contains(previous))) {
          ids.add(current);
          ids.add(previous);
        }
      }
    }
    return ids;
  }

  /** All of them through a job that is rescaled and fails now and then, until nothing waits. */
  Stages run(List<TestEvent> events, String... options) throws Exception {
    String[] all = Arrays.copyOf(options, options.length + 2);
    all[options.length] = "delivery.trace=true";
    all[options.length + 1] = "source.trusted-topics=segment-events";
    Stages job = Stages.with(all);
    job.holdErasures();
    int slowness = random.nextInt(4);
    Stages.Checkpoint last = job.checkpoint();
    int readUntilThen = 0;
    for (int i = 0; i < events.size(); i++) {
      job.feed(events.get(i).json(), i);
      int chance = random.nextInt(40);
      if (chance < 8) {
        job.settle();
      } else if (chance < 10) {
        last = job.checkpoint(random);
        readUntilThen = i + 1;
        job.failedBackTo(last, 1 + random.nextInt(3), random);
      } else if (chance < 12) {
        last = job.checkpoint(random);
        readUntilThen = i + 1;
      } else if (chance < 13) {
        // One that fails.
        job.savepoint();
      } else if (chance < 13 + failuresInForty) {
        job.failedBackTo(last, 1 + random.nextInt(3), random);
        i = readUntilThen - 1;
      }
      if (random.nextInt(1 + 3 * slowness) == 0) {
        job.erase(random);
      }
    }
    job.settle();
    job.erase();
    return job;
  }
}

package io.segmentinsider.stages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segmentinsider.BundledDay;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** The bundled day through all stages, compared with who is who in it. */
final class CorpusRun {

  /** In which order the events are in the topic. */
  enum Order {
    /** As they arrived. */
    IN_ORDER,
    /** Each up to a minute later. */
    SHUFFLED,
    /** All of them twice. */
    REPLAYED
  }

  /**
   * What came out.
   *
   * @param anonymous updates of events without a user id
   * @param stitched those that were given a user
   * @param expected those on a device whose login arrived earlier in the same partition
   * @param missed those of them that were not given that user
   * @param wrong updates that stand in the profile of another person
   * @param keptBack updates that end as suppressed
   * @param uuidMerges two people who became one
   */
  record Figures(
      int anonymous,
      int stitched,
      int expected,
      int missed,
      int wrong,
      int keptBack,
      long uuidMerges) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FETCHED_AT_ONCE = 200;
  private static final int SETTLE_EVERY = 500;

  private final List<Line> day = new ArrayList<>();
  private final Map<String, String> userOfDevice = new HashMap<>();
  private final Map<String, List<String>> usersOfShared = new HashMap<>();
  private final Map<String, Long> secondLogin = new HashMap<>();
  private final Set<String> unproven = new HashSet<>();

  private record Line(
      String json, String messageId, String device, String user, long time, long arrived) {

    private String key() {
      return device == null ? String.valueOf(user) : device;
    }
  }

  CorpusRun() throws IOException {
    for (String json : BundledDay.lines()) {
      day.add(line(json));
    }
    JsonNode truth = BundledDay.truth();
    for (JsonNode person : truth.get("persons")) {
      for (JsonNode device : person.get("anonymousIds")) {
        userOfDevice.put(
            device.asText(), person.get("userId").isNull() ? "" : person.get("userId").asText());
      }
    }
    for (JsonNode shared : truth.get("sharedDevices")) {
      String device = shared.get("anonymousId").asText();
      List<String> users =
          List.of(shared.get("userIds").get(0).asText(), shared.get("userIds").get(1).asText());
      usersOfShared.put(device, users);
      shared.get("afterSignOut").forEach(message -> unproven.add(message.asText()));
      for (Line line : day) {
        if (device.equals(line.device()) && users.get(1).equals(line.user())) {
          secondLogin.merge(device, line.time(), Math::min);
        }
      }
    }
  }

  private static Line line(String json) {
    try {
      JsonNode event = JSON.readTree(json);
      return new Line(
          json,
          event.path("messageId").asText(null),
          event.path("anonymousId").asText(null),
          event.path("userId").asText(null),
          time(event),
          Instant.parse(event.path("receivedAt").asText()).toEpochMilli());
    } catch (IOException | DateTimeParseException e) {
      return new Line(json, null, null, null, 0, 0);
    }
  }

  /** When it reached Segment stands in for a time that can't be read. */
  private static long time(JsonNode event) {
    try {
      return Instant.parse(event.path("timestamp").asText()).toEpochMilli();
    } catch (DateTimeParseException e) {
      return Instant.parse(event.path("receivedAt").asText()).toEpochMilli();
    }
  }

  /** The user whom an event without a user id is of; empty for a visitor who has none. */
  private String userOf(Line line) {
    List<String> users = usersOfShared.get(line.device());
    if (users != null) {
      return users.get(line.time() < secondLogin.get(line.device()) ? 0 : 1);
    }
    return userOfDevice.getOrDefault(line.device(), "");
  }

  Figures run(Order order, boolean keyed, int partitions, String... options) throws Exception {
    List<List<Line>> topic = topic(order, keyed, partitions);
    Stages job = Stages.with(options);
    try {
      List<Line> read = new ArrayList<>();
      Set<Integer> expected = new HashSet<>();
      feed(job, topic, read, expected);
      return figures(job, read, expected);
    } finally {
      job.close();
    }
  }

  /**
   * The people at Insider after the day in its order, with restores in it at another parallelism.
   *
   * @param parallelisms the job's, one after another, each for an equal part of the day
   */
  List<String> people(int lines, int... parallelisms) throws Exception {
    Stages job = Stages.with().rescaledTo(parallelisms[0]);
    try {
      int part = (lines + parallelisms.length - 1) / parallelisms.length;
      for (int i = 0; i < lines; i++) {
        if (i > 0 && i % part == 0) {
          job.rescaledTo(parallelisms[i / part]);
        }
        job.feed(day.get(i).json());
        if (i % part % SETTLE_EVERY == 0) {
          job.settle();
        }
      }
      job.settle();
      return job.people().stream().map(person -> person.profile().toString()).toList();
    } finally {
      job.close();
    }
  }

  private List<List<Line>> topic(Order order, boolean keyed, int partitions) {
    List<Line> lines = new ArrayList<>(day);
    if (order == Order.REPLAYED) {
      lines.addAll(day);
    } else if (order == Order.SHUFFLED) {
      Random random = new Random(7);
      long[] at =
          IntStream.range(0, day.size())
              .mapToLong(i -> day.get(i).arrived() + random.nextInt(60_000))
              .toArray();
      List<Integer> indexes = new ArrayList<>(IntStream.range(0, day.size()).boxed().toList());
      indexes.sort(Comparator.comparingLong(i -> at[i]));
      lines = new ArrayList<>(indexes.stream().map(day::get).toList());
    }
    List<List<Line>> topic = new ArrayList<>();
    IntStream.range(0, partitions).forEach(i -> topic.add(new ArrayList<>()));
    for (int i = 0; i < lines.size(); i++) {
      int partition =
          keyed ? Math.floorMod(lines.get(i).key().hashCode(), partitions) : i % partitions;
      topic.get(partition).add(lines.get(i));
    }
    return topic;
  }

  /** Reads the partitions in turns of a fetch each, in an order that chance decides. */
  private void feed(Stages job, List<List<Line>> topic, List<Line> read, Set<Integer> expected)
      throws Exception {
    List<Integer> turns = new ArrayList<>();
    int[] next = new int[topic.size()];
    List<Set<String>> logins = new ArrayList<>();
    for (int i = 0; i < topic.size(); i++) {
      logins.add(new HashSet<>());
      int fetches = (topic.get(i).size() + FETCHED_AT_ONCE - 1) / FETCHED_AT_ONCE;
      turns.addAll(Collections.nCopies(fetches, i));
    }
    Collections.shuffle(turns, new Random(11));
    for (int partition : turns) {
      List<Line> lines = topic.get(partition);
      int end = Math.min(lines.size(), next[partition] + FETCHED_AT_ONCE);
      for (; next[partition] < end; next[partition]++) {
        Line line = lines.get(next[partition]);
        note(line, read.size(), logins.get(partition), expected);
        read.add(line);
        job.feed(line.json());
        if (read.size() % SETTLE_EVERY == 0) {
          job.settle();
        }
      }
    }
    job.settle();
  }

  private void note(Line line, int offset, Set<String> logins, Set<Integer> expected) {
    if (line.device() == null || line.messageId() == null || unproven.contains(line.messageId())) {
      return;
    }
    if (line.user() != null) {
      logins.add(line.device() + ' ' + line.user());
    } else if (logins.contains(line.device() + ' ' + userOf(line))) {
      expected.add(offset);
    }
  }

  private Figures figures(Stages job, List<Line> read, Set<Integer> expected) throws Exception {
    Map<String, Set<String>> usersOfIdentifier = usersOfIdentifiers(job);
    int anonymous = 0;
    int stitched = 0;
    int reached = 0;
    int missed = 0;
    int wrong = 0;
    for (Update update : job.sent()) {
      Line line = read.get((int) update.origin().offset());
      boolean isAnonymous = line.user() == null;
      String user = isAnonymous ? userOf(line) : line.user();
      String given = update.ownerUserId();
      if (isAnonymous) {
        anonymous++;
        stitched += given == null ? 0 : 1;
        if (expected.contains((int) update.origin().offset())) {
          reached++;
          missed += user.equals(given) ? 0 : 1;
        }
      }
      Set<String> standsWith =
          given != null
              ? usersOfIdentifier.getOrDefault(Identifier.uuid(given).key(), Set.of())
              : usersOfIdentifier.getOrDefault(update.owner(), Set.of());
      boolean known = !(isAnonymous && unproven.contains(line.messageId()));
      wrong += known && standsWith.stream().anyMatch(other -> !other.equals(user)) ? 1 : 0;
    }
    int keptBack =
        (int)
            job.receipts().stream()
                .filter(receipt -> "shared-device".equals(receipt.reason()))
                .count();
    return new Figures(anonymous, stitched, reached, missed, wrong, keptBack, job.uuidMerges());
  }

  /** The user ids of the profile that each identifier leads to. */
  private static Map<String, Set<String>> usersOfIdentifiers(Stages job) throws Exception {
    Map<String, Set<String>> users = new HashMap<>();
    for (Person person : job.people()) {
      Set<String> keys = person.identifierKeys();
      Set<String> uuids = new HashSet<>();
      String prefix = Identifier.uuid("").key();
      for (String key : keys) {
        if (key.startsWith(prefix)) {
          uuids.add(key.substring(prefix.length()));
        }
      }
      keys.forEach(key -> users.put(key, uuids));
    }
    return users;
  }
}

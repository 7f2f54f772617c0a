package io.segmentinsider.lab.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segmentinsider.lab.LabJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * The people that a run left: identifiers, newest attributes, set of events. Two runs of the same
 * events must leave the same people, except for what the dead letters of delivery name.
 */
public final class EndState {

  /**
   * Attributes that anonymous events carry, too. Before and after a login they travel under two
   * owners, and between owners no order is promised (docs/guarantees.md), so they are not compared.
   */
  private static final Set<String> OF_THE_DEVICE =
      Set.of(
          "app_version",
          "carrier",
          "idfa",
          "language",
          "last_ip",
          "model",
          "os_version",
          "platform",
          "timezone");

  /**
   * Stands in where an update has nothing else to say than a new identifier; how often it has
   * depends on the order in which events arrive. As an identifier it is compared.
   */
  private static final String USER_ID = "uuid";

  private final List<Person> people = new ArrayList<>();
  private final List<Person> deadLetters = new ArrayList<>();
  private final Set<String> deadEvents = new HashSet<>();

  private EndState() {}

  /**
   * Reads the directory that a {@link ReportWriter} wrote.
   *
   * @throws IOException if a file can't be read
   */
  public static EndState read(Path directory) throws IOException {
    EndState state = new EndState();
    for (JsonNode profile : lines(directory.resolve("profiles.ndjson"))) {
      state.people.add(Person.of(profile));
    }
    for (JsonNode letter : lines(directory.resolve("dead-letters.ndjson"))) {
      JsonNode update = letter.path("update");
      if (update.has("event_name")) {
        state.deadEvents.add(canonical(update));
      } else if (update.isObject()) {
        Person named = Person.of(update);
        state.deadLetters.add(named);
        if (letter.path("scope").asText().equals("event")) {
          state.deadEvents.addAll(named.events);
        }
      }
    }
    return state;
  }

  /**
   * What differs from a run in which nothing went wrong and that no dead letter of this run names.
   *
   * @return a sentence for each kind of difference, with a line of that run's {@code
   *     profiles.ndjson}; empty if there is none
   */
  public List<String> differencesFrom(EndState undisturbed) {
    Map<String, Integer> owners = new HashMap<>();
    for (int i = 0; i < undisturbed.people.size(); i++) {
      for (String identifier : undisturbed.people.get(i).identifiers) {
        owners.put(identifier, i);
      }
    }
    Differences differences = new Differences();
    Map<Integer, Person> found = gather(people, owners, differences);
    Map<Integer, Person> excused = gather(deadLetters, owners, new Differences());
    for (int i = 0; i < undisturbed.people.size(); i++) {
      compare(
          i,
          undisturbed.people.get(i),
          found.getOrDefault(i, Person.NOBODY),
          excused.getOrDefault(i, Person.NOBODY),
          differences);
    }
    return differences.sentences();
  }

  private void compare(
      int index, Person expected, Person found, Person excused, Differences differences) {
    for (String identifier : expected.identifiers) {
      if (!found.identifiers.contains(identifier) && !excused.identifiers.contains(identifier)) {
        differences.add("identifiers are missing", index);
      }
    }
    for (String event : expected.events) {
      if (!found.events.contains(event)
          && !excused.events.contains(event)
          && !deadEvents.contains(event)) {
        differences.add("events are missing", index);
      }
    }
    for (String event : found.events) {
      if (!expected.events.contains(event)) {
        differences.add("events are there that should not be", index);
      }
    }
    Set<String> names = new HashSet<>(expected.attributes.keySet());
    names.addAll(found.attributes.keySet());
    for (String name : names) {
      Set<String> value = expected.attributes.getOrDefault(name, Set.of());
      boolean isExcused =
          !value.isEmpty() && excused.attributes.getOrDefault(name, Set.of()).containsAll(value);
      if (!value.equals(found.attributes.getOrDefault(name, Set.of())) && !isExcused) {
        differences.add("attributes have another value (" + name + ")", index);
      }
    }
  }

  /** Joins those who are one person in the undisturbed run: a refusal may keep them apart. */
  private static Map<Integer, Person> gather(
      List<Person> parts, Map<String, Integer> owners, Differences differences) {
    Map<Integer, Person> gathered = new HashMap<>();
    for (Person part : parts) {
      Set<Integer> owning = new HashSet<>();
      for (String identifier : part.identifiers) {
        owning.add(owners.getOrDefault(identifier, -1));
      }
      if (owning.size() != 1 || owning.contains(-1)) {
        differences.add("profiles belong to nobody or to two people", -1);
      } else {
        gathered.merge(owning.iterator().next(), part, Person::and);
      }
    }
    return gathered;
  }

  private static List<JsonNode> lines(Path ndjson) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(ndjson)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        nodes.add(LabJson.MAPPER.readTree(line));
      }
    }
    return nodes;
  }

  /** The same text for equal values, however their members are ordered and numbers written. */
  private static String canonical(JsonNode value) {
    if (value.isObject()) {
      Map<String, String> members = new TreeMap<>();
      value.properties().forEach(m -> members.put(m.getKey(), canonical(m.getValue())));
      return members.toString();
    }
    if (value.isArray()) {
      List<String> entries = new ArrayList<>();
      value.forEach(entry -> entries.add(canonical(entry)));
      return entries.toString();
    }
    return value.isNumber()
        ? value.decimalValue().stripTrailingZeros().toPlainString()
        : value.toString();
  }

  /**
   * One profile, or what a dead letter says of a person.
   *
   * @param attributes values by name; several only where dead letters were put together
   */
  private record Person(
      Set<String> identifiers, Map<String, Set<String>> attributes, Set<String> events) {

    private static final Person NOBODY = new Person(Set.of(), Map.of(), Set.of());

    private static Person of(JsonNode user) {
      Set<String> identifiers = new HashSet<>();
      JsonNode named = user.path("identifiers");
      named.properties().forEach(m -> identify(m.getKey(), m.getValue(), identifiers));
      Map<String, Set<String>> attributes = new HashMap<>();
      JsonNode all = user.path("attributes").deepCopy();
      if (all instanceof ObjectNode root) {
        JsonNode custom = root.remove("custom");
        addAttributes("", root, attributes);
        addAttributes("custom.", custom, attributes);
        attributes.remove(USER_ID);
      }
      Set<String> events = new HashSet<>();
      user.path("events").forEach(event -> events.add(canonical(event)));
      return new Person(identifiers, attributes, events);
    }

    /** A user object keeps custom identifiers in an object, a profile all values in lists. */
    private static void identify(String name, JsonNode value, Set<String> identifiers) {
      if (value.isObject()) {
        value.properties().forEach(m -> identify(m.getKey(), m.getValue(), identifiers));
      } else if (value.isArray()) {
        value.forEach(entry -> identify(name, entry, identifiers));
      } else {
        identifiers.add(name + ' ' + value.asText());
      }
    }

    private static void addAttributes(
        String prefix, @Nullable JsonNode object, Map<String, Set<String>> attributes) {
      if (object != null) {
        object
            .properties()
            .forEach(
                m -> {
                  if (!OF_THE_DEVICE.contains(m.getKey())) {
                    attributes.put(prefix + m.getKey(), Set.of(canonical(m.getValue())));
                  }
                });
      }
    }

    private Person and(Person other) {
      Set<String> allIdentifiers = new HashSet<>(identifiers);
      allIdentifiers.addAll(other.identifiers);
      Map<String, Set<String>> allAttributes = new HashMap<>(attributes);
      other.attributes.forEach(
          (name, values) -> {
            Set<String> both = new HashSet<>(allAttributes.getOrDefault(name, Set.of()));
            both.addAll(values);
            allAttributes.put(name, both);
          });
      Set<String> allEvents = new HashSet<>(events);
      allEvents.addAll(other.events);
      return new Person(allIdentifiers, allAttributes, allEvents);
    }
  }

  /** Counts what differs, by kind. */
  private static final class Differences {

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, Integer> firsts = new HashMap<>();

    private void add(String kind, int index) {
      counts.merge(kind, 1L, Long::sum);
      firsts.putIfAbsent(kind, index);
    }

    private List<String> sentences() {
      List<String> sentences = new ArrayList<>();
      counts.forEach(
          (kind, count) -> {
            int first = firsts.get(kind);
            sentences.add(
                "end state: "
                    + count
                    + " "
                    + kind
                    + (first < 0
                        ? ""
                        : ", first: line " + (first + 1) + " of the run without faults"));
          });
      return sentences;
    }
  }
}

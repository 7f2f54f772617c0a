package io.segmentinsider.mapping;

import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.insider.DefaultEvent;
import io.segmentinsider.insider.DefaultParameter;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every name that updates bring to Insider: what has to exist in the panel before go-live. Holds
 * names, counts and classes of values, never values.
 */
public final class Dictionary {

  private static final String CUSTOM = "custom";

  /** No account has as many; what comes beyond is counted under one name. */
  private static final int MAX_NAMES = 20_000;

  /** What one name is told to look like, or to come with, at most. */
  private static final int MAX_EXAMPLES = 50;

  private static final String OTHERS = "(others)";

  private final Map<Key, Tally> tallies = new TreeMap<>();
  private long mapped;
  private long unmatched;
  private long refused;
  private long suppressed;

  /** What a name stands for. The order is that of the table. */
  public enum Kind {
    /** An identifier. */
    IDENTIFIER("identifier"),
    /** An attribute. */
    ATTRIBUTE("attribute"),
    /** An event. */
    EVENT("event"),
    /** A parameter of events. */
    PARAMETER("parameter");

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    /** The word in the table. */
    public String code() {
      return code;
    }
  }

  /**
   * A name with what was seen of it.
   *
   * @param kind what it stands for
   * @param name as sent
   * @param custom whether it is the account's own: has to be created in the panel
   * @param count how often it was sent
   * @param types the JSON types of its values, sorted; empty for events
   * @param classes what its values look like, sorted; empty for events
   * @param events the events that a parameter comes with, sorted; empty for other kinds
   */
  public record Entry(
      Kind kind,
      String name,
      boolean custom,
      long count,
      List<String> types,
      List<String> classes,
      List<String> events) {}

  private record Key(Kind kind, boolean custom, String name) implements Comparable<Key> {

    @Override
    public int compareTo(Key other) {
      return Comparator.comparing(Key::kind)
          .thenComparing(Key::custom)
          .thenComparing(Key::name)
          .compare(this, other);
    }
  }

  private static final class Tally {

    private long count;
    private final TreeSet<String> types = new TreeSet<>();
    private final TreeSet<String> classes = new TreeSet<>();
    private final TreeSet<String> events = new TreeSet<>();
  }

  /**
   * How many samples ended how: what is not sent brings no name.
   *
   * @param mapped at least one update would be sent
   * @param unmatched no mapping wants them
   * @param refused nothing is left of them but dead letters
   * @param suppressed they forbid it themselves
   */
  public record Samples(long mapped, long unmatched, long refused, long suppressed) {

    /** All of them. */
    public long read() {
      return mapped + unmatched + refused + suppressed;
    }
  }

  /** Counts what an event would send. */
  public void add(MappingResult result) {
    boolean sends = false;
    for (Update update : result.updates()) {
      if (update.suppression() == null) {
        add(update);
        sends = true;
      }
    }
    if (sends) {
      mapped++;
    } else if (result.unmatched()) {
      unmatched++;
    } else if (result.updates().isEmpty()) {
      refused++;
    } else {
      suppressed++;
    }
  }

  /** Counts a sample that is no event. */
  public void addRefused() {
    refused++;
  }

  /** How many samples ended how. */
  public Samples samples() {
    return new Samples(mapped, unmatched, refused, suppressed);
  }

  private void add(Update update) {
    for (Identifier identifier : update.identifiers()) {
      boolean custom = identifier.kind() == Identifier.Kind.CUSTOM;
      count(Kind.IDENTIFIER, custom, identifier.name(), identifier.value());
    }
    UserData.Content content = update.data().decode();
    for (Attribute attribute : content.withoutRemovals().attributes()) {
      boolean custom = attribute.custom() || DefaultAttribute.of(attribute.name()) == null;
      count(Kind.ATTRIBUTE, custom, attribute.name(), parsed(attribute.json()));
    }
    for (EventEntry entry : content.events()) {
      tally(new Key(Kind.EVENT, DefaultEvent.of(entry.name()) == null, entry.name())).count++;
      if (((JsonObject) parsed(entry.json())).get("event_params") instanceof JsonObject params) {
        addParameters(entry.name(), params, false);
      }
    }
  }

  private void addParameters(String event, JsonObject parameters, boolean custom) {
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.nameAt(i);
      Object value = parameters.valueAt(i);
      if (!custom && name.equals(CUSTOM) && value instanceof JsonObject customParameters) {
        addParameters(event, customParameters, true);
      } else if (value != null) {
        boolean own = custom || DefaultParameter.of(name) == null;
        addTo(count(Kind.PARAMETER, own, name, value).events, event);
      }
    }
  }

  private Tally count(Kind kind, boolean custom, String name, Object value) {
    Tally tally = tally(new Key(kind, custom, name));
    tally.count++;
    tally.types.add(ValueClass.typeOf(value));
    addTo(tally.classes, ValueClass.of(value));
    return tally;
  }

  private Tally tally(Key key) {
    boolean full = tallies.size() >= MAX_NAMES && !tallies.containsKey(key);
    return tallies.computeIfAbsent(
        full ? new Key(key.kind(), key.custom(), OTHERS) : key, unused -> new Tally());
  }

  private static void addTo(Set<String> examples, String example) {
    if (examples.size() < MAX_EXAMPLES) {
      examples.add(example);
    }
  }

  private static Object parsed(byte[] json) {
    try {
      Object value = new JsonReader().read(json);
      return value == null ? new JsonArray() : value;
    } catch (JsonException e) {
      throw new IllegalStateException("an update holds JSON that can't be read", e);
    }
  }

  /** All names, by kind, Insider's own before the account's, in alphabetical order. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(tallies.size());
    tallies.forEach(
        (key, tally) ->
            entries.add(
                new Entry(
                    key.kind(),
                    key.name(),
                    key.custom(),
                    tally.count,
                    List.copyOf(tally.types),
                    List.copyOf(tally.classes),
                    List.copyOf(tally.events))));
    return entries;
  }

  /** How many names of a kind the account has to provide. */
  public int customNames(Kind kind) {
    return (int)
        tallies.keySet().stream().filter(key -> key.custom() && key.kind() == kind).count();
  }
}

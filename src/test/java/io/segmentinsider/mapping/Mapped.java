package io.segmentinsider.mapping;

import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import io.segmentinsider.insider.BlockedValues;
import io.segmentinsider.insider.IdentifierText;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonDocument;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.Repairs;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.ClockLead;
import io.segmentinsider.segment.EventTime;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.SegmentEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/** What a mapping made of an event, in a form that tests can read. */
public final class Mapped {

  /** As the job has it by default. */
  private static final ClockLead CLOCK_LEAD = ClockLead.of(Duration.ofMinutes(5));

  /** As the job has them by default. */
  private static final MapperSettings.Bounds BOUNDS =
      new MapperSettings.Bounds(4_900_000, 1_000, 2_000, 256);

  /** When an event without a timestamp happened: 1 November 2026. */
  private static final long NOW = 1_793_527_200_000L;

  private static final MapperSettings.QueryParameters QUERY_PARAMETERS =
      new MapperSettings.QueryParameters(
          MappingOptions.DROP_URL_PARAMETERS.defaultValue(), List.of(), false);

  private static final Set<String> BLOCKED_WORDS = Set.of("undefined", "anonymous");

  private static final BlockedValues BLOCKED = new BlockedValues(BLOCKED_WORDS);

  private static final Fields NO_FIELDS = new Fields(Set.of(), Set.of(), false);

  /** As the job has them by default, but for the blocked values. */
  public static final MapperSettings SETTINGS = settings("USD", "confirmation_page_view", true);

  /** Settings with what some tests change. */
  public static MapperSettings settings(
      @Nullable String currency, String orderEvent, boolean addressesAreIdentifiers) {
    return settings(
        currency, orderEvent, addressesAreIdentifiers, NO_FIELDS, MapperSettings.Readings.NONE);
  }

  /** Settings that say which of several readings is meant. */
  public static MapperSettings settings(MapperSettings.Readings readings) {
    return settings("USD", "confirmation_page_view", true, NO_FIELDS, readings);
  }

  /** Settings under which some custom identifiers have rungs, whatever the mapping names. */
  public static MapperSettings settings(List<String> customIdentifiers) {
    JobSettings settings =
        TestSettings.with("identity.custom-identifiers", String.join(";", customIdentifiers));
    return settings.mapping().rules();
  }

  /** Settings under which some fields do not leave as they are. */
  public static MapperSettings settings(Set<String> drop, Set<String> hash) {
    return settings(
        "USD",
        "confirmation_page_view",
        true,
        new Fields(drop, hash, true),
        MapperSettings.Readings.NONE);
  }

  /** Fields that leave in another way. */
  private record Fields(Set<String> drop, Set<String> hash, boolean shippingCostAsNumber) {}

  private static MapperSettings settings(
      @Nullable String currency,
      String orderEvent,
      boolean addressesAreIdentifiers,
      Fields fields,
      MapperSettings.Readings readings) {
    return new MapperSettings(
        null,
        currency,
        orderEvent,
        addressesAreIdentifiers,
        addressesAreIdentifiers,
        List.of(),
        BLOCKED_WORDS,
        fields.drop(),
        fields.hash(),
        QUERY_PARAMETERS,
        new MapperSettings.NewNames(0, Set.of()),
        fields.shippingCostAsNumber(),
        MappingOptions.Nulls.IGNORE,
        List.of(),
        new MapperSettings.RegulationEvents("User Deleted", "User Suppressed", "User Unsuppressed"),
        Set.of("segment-events"),
        MapperSettings.History.NONE,
        readings,
        CLOCK_LEAD,
        BOUNDS);
  }

  private final MappingResult result;

  private Mapped(MappingResult result) {
    this.result = result;
  }

  /** The default preset under settings. */
  public static Mapper defaultPreset(MapperSettings settings) {
    return Mapper.of(MappingText.preset("default"), settings);
  }

  /** Maps an event that is given as JSON. */
  public static Mapped by(Mapper mapper, String event) {
    return new Mapped(mapper.map(event(event)));
  }

  /** An event as the segment stage would make it. */
  public static SegmentEvent event(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try {
      JsonDocument document = new JsonReader().document(bytes);
      return event((JsonObject) document.value(), (JsonObject) document.javaScript(), 0);
    } catch (JsonException e) {
      throw new AssertionError("the test's event is no JSON", e);
    }
  }

  /** An event as the segment stage would make it. */
  public static SegmentEvent event(JsonObject event, long offset) {
    return event(event, event, offset);
  }

  private static SegmentEvent event(JsonObject event, JsonObject javaScript, long offset) {
    Object timestamp = event.get("timestamp");
    return new SegmentEvent(
        new SourcePosition("segment-events", 0, offset),
        RawRecord.NO_TIMESTAMP,
        timestamp == null ? NOW : EventTime.read(timestamp).orElse(0),
        String.valueOf(event.get("type")),
        event.get("messageId") instanceof String id ? id : "m",
        identifying(IdentifierText.normaliseDevice(text(event.get("anonymousId")))),
        identifying(IdentifierText.normalise(text(event.get("userId")))),
        event,
        javaScript,
        new byte[0],
        null,
        Repairs.NONE);
  }

  @Nullable
  private static String identifying(String id) {
    return BLOCKED.contains(id) ? null : id;
  }

  private static String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    return value instanceof Number number ? JsonNumbers.text(number) : "";
  }

  public MappingResult result() {
    return result;
  }

  /** The only update. */
  public Update update() {
    if (result.updates().size() != 1) {
      throw new AssertionError(
          "not one update but " + result.updates() + " and " + result.deadLetters());
    }
    return result.updates().get(0);
  }

  /** The only update's user object as JSON text. */
  public String user() {
    Update update = update();
    return new String(
        UserObjectWriter.write(update, update.data().decode()), StandardCharsets.UTF_8);
  }

  /** The user objects of an event's updates as JSON texts. */
  public static List<String> users(Mapper mapper, String event) {
    List<String> users = new ArrayList<>();
    for (Update update : mapper.map(event(event)).updates()) {
      users.add(
          new String(
              UserObjectWriter.write(update, update.data().decode()), StandardCharsets.UTF_8));
    }
    return users;
  }

  /** A value in the only update's user object, by a path of names and places. */
  @Nullable
  public Object at(Object... path) {
    Object value = parsed(user());
    for (Object step : path) {
      if (value == null) {
        return null;
      }
      value =
          step instanceof Integer place
              ? ((JsonArray) value).get(place)
              : ((JsonObject) value).get((String) step);
    }
    return value;
  }

  /** Reason, scope and detail of the dead letters. */
  public List<String> deadLetters() {
    List<String> texts = new ArrayList<>();
    for (DeadLetter letter : result.deadLetters()) {
      texts.add(letter.reason().code() + " " + letter.scope().code() + ": " + letter.detail());
    }
    return texts;
  }

  /** Kind and field of the repairs. */
  public List<String> repairs() {
    return result.repairs().stream().map(r -> r.kind().code() + " " + r.field()).toList();
  }

  /** Reads JSON text. */
  public static Object parsed(String json) {
    try {
      return new JsonReader().read(json);
    } catch (JsonException e) {
      throw new AssertionError("no JSON: " + json, e);
    }
  }
}

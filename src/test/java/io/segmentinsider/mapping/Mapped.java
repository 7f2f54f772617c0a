package io.segmentinsider.mapping;

import io.segmentinsider.config.JobSettings;
import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.EventTime;
import io.segmentinsider.segment.SegmentEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/** What a mapping made of an event, in a form that tests can read. */
public final class Mapped {

  /** As the job has them by default, but for the blocked values. */
  public static final MapperSettings SETTINGS = settings("USD", "confirmation_page_view", true);

  /** Settings with what some tests change. */
  public static MapperSettings settings(
      @Nullable String currency, String orderEvent, boolean addressesAreIdentifiers) {
    return new MapperSettings(
        null,
        currency,
        orderEvent,
        addressesAreIdentifiers,
        addressesAreIdentifiers,
        Set.of("undefined", "anonymous"),
        Set.of(),
        Set.of(),
        false,
        List.of(),
        "User Deleted",
        JobSettings.History.NONE);
  }

  /** Settings under which some fields do not leave as they are. */
  public static MapperSettings settings(Set<String> drop, Set<String> hash) {
    return new MapperSettings(
        null,
        "USD",
        "confirmation_page_view",
        true,
        true,
        Set.of(),
        drop,
        hash,
        true,
        List.of(),
        "User Deleted",
        JobSettings.History.NONE);
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
      return event((JsonObject) new JsonReader().read(bytes), 0);
    } catch (JsonException e) {
      throw new AssertionError("the test's event is no JSON", e);
    }
  }

  /** An event as the segment stage would make it. */
  public static SegmentEvent event(JsonObject event, long offset) {
    Object timestamp = event.get("timestamp");
    return new SegmentEvent(
        new SourcePosition("segment-events", 0, offset),
        0,
        timestamp == null ? 0 : EventTime.read(timestamp).orElse(0),
        String.valueOf(event.get("type")),
        event.get("messageId") instanceof String id ? id : "m",
        text(event.get("anonymousId")),
        text(event.get("userId")),
        event,
        new byte[0]);
  }

  @Nullable
  private static String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text.isBlank() ? null : text.strip();
    }
    return value instanceof Number number ? JsonNumbers.text(number) : null;
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

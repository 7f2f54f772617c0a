package io.segmentinsider.mapping.cases;

import io.segmentinsider.compatibility.language.CompiledMapping;
import io.segmentinsider.compatibility.language.InvalidMappingException;
import io.segmentinsider.compatibility.language.MappingFailedException;
import io.segmentinsider.compatibility.trigger.InvalidTriggerException;
import io.segmentinsider.compatibility.trigger.Trigger;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.Nullable;

/**
 * Runs cases of all kinds, which are told apart by their members: {@code event} alone for the whole
 * file, {@code action} and {@code event} for one action, {@code events} for several events through
 * it, {@code fql} for triggers, and {@code mapping} alone for the language. Where a case expects an
 * error, any error will do.
 */
public final class CaseRunner {

  private static final String ERROR = "error";
  private static final String REQUEST = "request";

  /** An accident of the runtime that the case was recorded in: either outcome is right. */
  private static final String ACCIDENT = "engine";

  private final CaseActions actions;

  /** A runner of cases about these actions. */
  public CaseRunner(CaseActions actions) {
    this.actions = actions;
  }

  /** Runs a case; never throws for what it holds. */
  public CaseResult run(Object parsed) {
    if (!(parsed instanceof JsonObject subject)) {
      return new CaseResult("", List.of("a case is an object"));
    }
    String id = subject.get("id") instanceof String text ? text : "";
    try {
      return new CaseResult(id, differences(subject));
    } catch (InvalidCaseException e) {
      return new CaseResult(id, List.of(e.getMessage()));
    }
  }

  private List<String> differences(JsonObject subject) {
    if (subject.get("fql") instanceof String fql
        && subject.get("event") instanceof JsonObject event) {
      return trigger(subject, fql, event);
    }
    if (!(subject.get("expect") instanceof JsonObject expected)) {
      return List.of("a case has an object \"expect\", or \"fql\" with \"event\"");
    }
    if (subject.get("action") instanceof String action) {
      if (subject.get("events") instanceof JsonArray events) {
        return batch(action, subject.get("mapping"), events, expected);
      }
      if (subject.has("event")) {
        return subject.get("event") instanceof JsonObject event
            ? single(action, subject.get("mapping"), event, expected)
            : errorUnless(expected.has(ERROR), "an event is an object");
      }
    }
    if (subject.get("event") instanceof JsonObject event
        && !subject.has("action")
        && !subject.has("mapping")) {
      return whole(event, expected);
    }
    if (subject.has("mapping") && !subject.has("action")) {
      Object input = subject.has("input") ? subject.get("input") : new JsonObject();
      return language(subject.get("mapping"), input, expected);
    }
    return List.of(
        "a case has \"event\", or \"action\" with \"event\" or \"events\", or \"fql\" with"
            + " \"event\", or \"mapping\"");
  }

  private static List<String> trigger(JsonObject subject, String fql, JsonObject event) {
    try {
      Trigger trigger = Trigger.compile(fql);
      if (subject.has(ERROR) && trigger.breaksOn(event)) {
        return List.of();
      }
      boolean matches = trigger.matches(event);
      if (subject.has(ERROR)) {
        return List.of("expected an invalid trigger, but it is read and gives " + matches);
      }
      return subject.get("expect") instanceof Boolean expected && expected == matches
          ? List.of()
          : List.of("expected " + JsonWriter.text(subject.get("expect")) + ", but is " + matches);
    } catch (InvalidTriggerException e) {
      return errorUnless(subject.has(ERROR), e.getMessage());
    }
  }

  private static List<String> language(Object mapping, Object input, JsonObject expected) {
    try {
      Object output = CompiledMapping.compile(mapping).resolve(input);
      if (expected.has(ERROR)) {
        return List.of("expected an error, but is " + JsonWriter.text(output));
      }
      if (expected.has("undefined") || output == null) {
        return expected.has("undefined") && output == null
            ? List.of()
            : List.of("expected " + expected + ", but is " + JsonWriter.text(output));
      }
      return compare(expected, "output", output);
    } catch (InvalidMappingException | MappingFailedException e) {
      return errorUnless(expected.has(ERROR), e.getMessage());
    }
  }

  private List<String> single(
      String action, @Nullable Object mapping, JsonObject event, JsonObject expected) {
    try {
      JsonObject request = actions.request(action, mapping, event);
      if (isAccident(expected)) {
        return List.of();
      }
      return expected.has(ERROR)
          ? List.of("expected an error, but is " + request)
          : compare(expected, REQUEST, request);
    } catch (CaseFailedException e) {
      return errorUnless(expected.has(ERROR), e.getMessage());
    }
  }

  private List<String> batch(
      String action, @Nullable Object mapping, JsonArray list, JsonObject expected) {
    List<JsonObject> events = new ArrayList<>(list.size());
    for (Object item : list) {
      if (!(item instanceof JsonObject event)) {
        return List.of("\"events\" holds something else than objects");
      }
      events.add(event);
    }
    try {
      CaseActions.Batch batch = actions.batch(action, mapping, events);
      Object request = batch.request() == null ? JsonNull.NULL : batch.request();
      if (isAccident(expected)) {
        return List.of();
      }
      if (expected.has(ERROR)) {
        return List.of("expected an error, but is " + request);
      }
      List<String> differences = new ArrayList<>(compare(expected, REQUEST, request));
      Set<Integer> rejected = rejected(expected);
      if (!rejected.equals(batch.rejected().keySet())) {
        differences.add(
            "expected events " + rejected + " to be rejected, but is " + batch.rejected());
      }
      return differences;
    } catch (CaseFailedException e) {
      return errorUnless(expected.has(ERROR), e.getMessage());
    }
  }

  /** Only what is expected is compared, so that a case can be about one thing. */
  private List<String> whole(JsonObject event, JsonObject expected) {
    CaseActions.Whole found = actions.whole(event);
    JsonObject all =
        new JsonObject()
            .put("mappings", list(found.mappings()))
            .put("users", list(found.users()))
            .put("suppressed", list(found.suppressed()))
            .put("deadLetters", list(found.deadLetters()));
    JsonObject actual = new JsonObject();
    for (int i = 0; i < expected.size(); i++) {
      actual.putIfPresent(expected.nameAt(i), all.get(expected.nameAt(i)));
    }
    if (actual.isEmpty() || actual.size() < expected.size()) {
      return List.of(
          "\"expect\" of an event through the whole file has \"mappings\", \"users\","
              + " \"suppressed\" or \"deadLetters\"");
    }
    return JsonDifference.between(expected, actual);
  }

  private static JsonArray list(List<?> items) {
    JsonArray list = new JsonArray(items.size());
    items.forEach(list::add);
    return list;
  }

  private static boolean isAccident(JsonObject expected) {
    return ACCIDENT.equals(expected.get("errorKind"));
  }

  private static Set<Integer> rejected(JsonObject expected) {
    Set<Integer> places = new TreeSet<>();
    if (expected.get("rejected") instanceof JsonArray list) {
      for (Object item : list) {
        Object place = item instanceof JsonObject object ? object.get("index") : item;
        if (place instanceof Number number) {
          places.add(number.intValue());
        }
      }
    }
    return places;
  }

  private static List<String> compare(JsonObject expected, String member, Object actual) {
    Object wanted = expected.get(member);
    return wanted == null
        ? List.of("\"expect\" lacks \"" + member + "\", which is " + JsonWriter.text(actual))
        : JsonDifference.between(wanted, actual);
  }

  private static List<String> errorUnless(boolean expected, String message) {
    return expected ? List.of() : List.of("fails: " + message);
  }
}

package io.segmentinsider.mapping;

import io.segmentinsider.compatibility.action.UserObject;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import javax.annotation.Nullable;

/**
 * Says what became of each field of one of Segment's actions, for {@code job/preview}: what the
 * mapping found beside what stands in the user object.
 */
final class StrictExplanation {

  private static final String CUSTOM = "custom";

  private final FieldRules attributeRules;
  private final FieldRules parameterRules;
  private final Notes notes;

  /**
   * An explanation.
   *
   * @param attributeRules which attributes leave
   * @param parameterRules which parameters leave
   * @param notes where the steps go
   */
  StrictExplanation(FieldRules attributeRules, FieldRules parameterRules, Notes notes) {
    this.attributeRules = attributeRules;
    this.parameterRules = parameterRules;
    this.notes = notes;
  }

  /**
   * Notes a step for each field.
   *
   * @param source the mapping as it stands in the file
   * @param found what it gave for the event
   * @param user what was built of that; null if it was refused
   */
  void of(JsonObject source, JsonObject found, @Nullable UserObject user) {
    JsonObject built = user == null ? new JsonObject() : user.toJson();
    JsonObject event = first(built.get("events"));
    for (int i = 0; i < source.size(); i++) {
      String name = source.nameAt(i);
      Object from = source.valueAt(i);
      switch (name) {
        case "attributes" -> group(name, from, found, built.get(name), attributeRules, user);
        case "parameters" ->
            group(name, from, found, event.get("event_params"), parameterRules, user);
        default -> {
          Object sent = sent(name, built.get("identifiers"), event);
          step(name, from, found.get(name), sent, "mapped");
        }
      }
    }
  }

  private void group(
      String group,
      Object source,
      JsonObject found,
      @Nullable Object built,
      FieldRules rules,
      @Nullable UserObject user) {
    if (!(source instanceof JsonObject fields) || isDirective(fields)) {
      step(group, source, found.get(group), null, "mapped");
      return;
    }
    JsonObject values = found.get(group) instanceof JsonObject object ? object : new JsonObject();
    for (int i = 0; i < fields.size(); i++) {
      String name = fields.nameAt(i);
      String unlessSent = user == null ? "mapped" : "left out";
      if (rules.drops(name)) {
        unlessSent = "left out: denied";
      }
      Object sent = rules.drops(name) ? null : sent(name, built);
      if (sent != null && rules.hashes(name)) {
        notes.step(group + "." + name, words(fields.valueAt(i)), "hashed");
      } else {
        step(group + "." + name, fields.valueAt(i), values.get(name), sent, unlessSent);
      }
    }
  }

  private void step(
      String field,
      @Nullable Object source,
      @Nullable Object found,
      @Nullable Object sent,
      String unlessSent) {
    String outcome = unlessSent;
    if (found == null || found == JsonNull.NULL) {
      outcome = "nothing found";
    } else if (sent != null) {
      outcome = sent.equals(found) ? "as it is" : "converted";
    }
    notes.step(field, words(source), outcome);
  }

  /** A path as it is, all else as JSON. */
  private static String words(@Nullable Object source) {
    return source instanceof JsonObject directive
            && directive.size() == 1
            && directive.get("@path") instanceof String path
        ? path
        : JsonWriter.text(source);
  }

  @Nullable
  private static Object sent(String name, @Nullable Object... places) {
    for (Object place : places) {
      if (place instanceof JsonObject object) {
        Object sent = object.get(name);
        if (sent == null && object.get(CUSTOM) instanceof JsonObject custom) {
          sent = custom.get(name);
        }
        if (sent != null) {
          return sent;
        }
      }
    }
    return null;
  }

  private static JsonObject first(@Nullable Object events) {
    return events instanceof JsonArray list
            && !list.isEmpty()
            && list.get(0) instanceof JsonObject event
        ? event
        : new JsonObject();
  }

  private static boolean isDirective(JsonObject object) {
    return object.size() > 0 && object.nameAt(0).startsWith("@");
  }
}

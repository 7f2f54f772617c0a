package io.segmentinsider.compatibility.action;

import io.segmentinsider.json.JsonObject;
import javax.annotation.Nullable;

/**
 * One user object of Insider's upsert. Parts are shared with the event and only read; members
 * without a value are no members.
 *
 * @param identifiers with {@code custom} always in it
 * @param attributes of an event with {@code custom} always in it
 * @param notAppend whether array attributes are replaced
 * @param events null for a profile; may be empty
 */
public record UserObject(
    JsonObject identifiers, JsonObject attributes, boolean notAppend, @Nullable Events events) {

  /** The user object as it stands in {@code users}. */
  public JsonObject toJson() {
    return new JsonObject(4)
        .put("identifiers", identifiers)
        .put("attributes", attributes)
        .putIfPresent("events", events == null ? null : events.toJson())
        .put("not_append", notAppend);
  }

  /** Leaves out the content, which is personal data. */
  @Override
  public String toString() {
    return "UserObject[" + (events == null ? "profile" : events.size() + " events") + "]";
  }
}

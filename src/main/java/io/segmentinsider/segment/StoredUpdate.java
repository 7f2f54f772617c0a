package io.segmentinsider.segment;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import javax.annotation.Nullable;

/**
 * The value of a {@link Replay} of an update: the user object of a dead letter, with what the event
 * said that the object does not.
 *
 * @param messageId the event's
 * @param mappingName of the mapping that made it
 * @param eventTime when it happened, epoch milliseconds
 * @param anonymousId the event's own; null if it has none
 * @param userId the event's own; null if it has none
 * @param user the user object
 */
public record StoredUpdate(
    String messageId,
    String mappingName,
    long eventTime,
    @Nullable String anonymousId,
    @Nullable String userId,
    JsonObject user) {

  private static final String MESSAGE_ID = "messageId";
  private static final String ACTION = "action";
  private static final String EVENT_TIME = "eventTime";
  private static final String ANONYMOUS_ID = "anonymousId";
  private static final String USER_ID = "userId";
  private static final String USER = "user";

  /** Reads what {@link #toJson} wrote; null if it is something else. */
  @Nullable
  public static StoredUpdate of(JsonObject json) {
    return json.get(MESSAGE_ID) instanceof String messageId
            && json.get(ACTION) instanceof String mappingName
            && json.get(EVENT_TIME) instanceof Number eventTime
            && json.get(USER) instanceof JsonObject user
        ? new StoredUpdate(
            messageId,
            mappingName,
            eventTime.longValue(),
            text(json.get(ANONYMOUS_ID)),
            text(json.get(USER_ID)),
            user)
        : null;
  }

  @Nullable
  private static String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }

  /** As the value of a Kafka record. */
  public byte[] toJson() {
    JsonObject json = new JsonObject(6);
    json.put(MESSAGE_ID, messageId);
    json.put(ACTION, mappingName);
    json.put(EVENT_TIME, eventTime);
    if (anonymousId != null) {
      json.put(ANONYMOUS_ID, anonymousId);
    }
    if (userId != null) {
      json.put(USER_ID, userId);
    }
    json.put(USER, user);
    return JsonWriter.write(json);
  }

  /** Leaves out the person. */
  @Override
  public String toString() {
    return "StoredUpdate[" + mappingName + "]";
  }
}

package io.segmentinsider.mapping;

import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import io.segmentinsider.segment.SegmentEvent;
import io.segmentinsider.segment.StoredUpdate;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * Makes an update of one that was stored in a dead letter. It goes on from here as if the mapping
 * had just made it: identity, consent and newest-wins judge it by what is known now.
 */
final class StoredUpdateReader {

  private static final String CUSTOM = "custom";

  private StoredUpdateReader() {}

  /**
   * The update.
   *
   * @param event a replay of a stored update, as {@link StoredUpdate} describes it
   */
  static Update read(SegmentEvent event) {
    StoredUpdate stored = StoredUpdate.of(event.json());
    if (stored == null) {
      throw new IllegalArgumentException(event + " was let through without a stored update");
    }
    JsonObject user = stored.user();
    List<Identifier> identifiers = new ArrayList<>();
    String filledIn = null;
    if (user.get("identifiers") instanceof JsonObject named) {
      filledIn = identifiers(named, stored, identifiers);
    }
    List<Attribute> attributes = new ArrayList<>();
    if (user.get("attributes") instanceof JsonObject root) {
      attributes(root, false, attributes);
      if (root.get(CUSTOM) instanceof JsonObject custom) {
        attributes(custom, true, attributes);
      }
    }
    List<EventEntry> events = new ArrayList<>();
    if (user.get("events") instanceof JsonArray entries) {
      for (int i = 0; i < entries.size(); i++) {
        if (entries.get(i) instanceof JsonObject entry
            && entry.get("event_name") instanceof String name) {
          events.add(new EventEntry(name, JsonWriter.write(entry)));
        }
      }
    }
    Boolean gdprOptin = gdprOptin(user);
    Boolean notAppend = user.get("not_append") instanceof Boolean given ? given : null;
    return new Update(
        event.source(),
        event.recordTime(),
        stored.messageId(),
        stored.action(),
        Operation.UPSERT,
        stored.eventTime(),
        stored.anonymousId(),
        stored.userId(),
        identifiers,
        filledIn,
        null,
        null,
        gdprOptin,
        gdprOptin == null ? 0 : stored.eventTime(),
        false,
        true,
        0,
        0,
        UserData.of(new UserData.Shape(notAppend, false, false, false, false), attributes, events));
  }

  /**
   * Reads the identifiers.
   *
   * @return the user id, if the event did not name it: a link filled it in, and it must teach none
   */
  @Nullable
  private static String identifiers(
      JsonObject named, StoredUpdate stored, List<Identifier> identifiers) {
    String filledIn = null;
    if (named.get("uuid") instanceof String uuid) {
      if (stored.anonymousId() == null || uuid.equals(stored.userId())) {
        identifiers.add(Identifier.uuid(uuid));
      } else {
        filledIn = uuid;
      }
    }
    if (named.get("email") instanceof String email) {
      identifiers.add(Identifier.email(email));
    }
    if (named.get("phone_number") instanceof String phone) {
      identifiers.add(Identifier.phoneNumber(phone));
    }
    if (named.get(CUSTOM) instanceof JsonObject custom) {
      for (int i = 0; i < custom.size(); i++) {
        if (custom.valueAt(i) instanceof String value) {
          identifiers.add(Identifier.custom(custom.nameAt(i), value));
        }
      }
    }
    return filledIn;
  }

  private static void attributes(JsonObject from, boolean custom, List<Attribute> attributes) {
    for (int i = 0; i < from.size(); i++) {
      boolean isCustomPart = !custom && from.nameAt(i).equals(CUSTOM);
      if (!isCustomPart) {
        attributes.add(new Attribute(from.nameAt(i), custom, JsonWriter.write(from.valueAt(i))));
      }
    }
  }

  @Nullable
  private static Boolean gdprOptin(JsonObject user) {
    if (user.get("attributes") instanceof JsonObject attributes
        && attributes.get(DefaultAttribute.GDPR_OPTIN.key()) instanceof Boolean optin) {
      return optin;
    }
    return null;
  }
}

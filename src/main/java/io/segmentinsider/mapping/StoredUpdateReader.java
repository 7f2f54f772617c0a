package io.segmentinsider.mapping;

import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.insider.IdentifierText;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Person;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UpdateHeader;
import io.segmentinsider.record.UserData;
import io.segmentinsider.segment.SegmentEvent;
import io.segmentinsider.segment.StoredUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Makes an update of one that was stored in a dead letter. It goes on from here as if the mapping
 * had just made it: identity, consent and newest-wins judge it by what is known now.
 */
final class StoredUpdateReader {

  private static final String CUSTOM = "custom";

  private static final String NONE_LEFT =
      "none of the stored identifiers is one now: the mapping and identity.custom-identifiers name"
          + " those that are";

  private final boolean emailIsIdentifier;
  private final boolean phoneIsIdentifier;
  private final Set<String> customIdentifiers;

  /**
   * A reader.
   *
   * @param settings which identifiers are switched on
   * @param customIdentifiers names of the custom ones that have a rung
   */
  StoredUpdateReader(MapperSettings settings, Set<String> customIdentifiers) {
    this.emailIsIdentifier = settings.emailIsIdentifier();
    this.phoneIsIdentifier = settings.phoneIsIdentifier();
    this.customIdentifiers = customIdentifiers;
  }

  /**
   * The update. What was an identifier when it was stored and has no rung now is none: nobody would
   * know whose it is.
   *
   * @param event a replay of a stored update, as {@link StoredUpdate} describes it
   * @return null if no identifier is left, which is noted
   */
  @Nullable
  Update read(SegmentEvent event, Notes notes) {
    StoredUpdate stored = StoredUpdate.of(event.json());
    if (stored == null) {
      throw new IllegalArgumentException(event + " was let through without a stored update");
    }
    notes.startOf(stored.mappingName());
    JsonObject user = stored.user();
    List<Identifier> identifiers = new ArrayList<>();
    String filledIn = null;
    if (user.get("identifiers") instanceof JsonObject named) {
      filledIn = userId(named, stored, identifiers);
      identifiers(named, identifiers, notes);
    }
    if (identifiers.isEmpty() && filledIn == null) {
      notes.refuse(Reason.NO_IDENTIFIER, NONE_LEFT, JsonWriter.write(user));
      return null;
    }
    List<Attribute> attributes = new ArrayList<>();
    if (user.get("attributes") instanceof JsonObject root) {
      attributes(root, false, attributes);
      if (root.get(CUSTOM) instanceof JsonObject custom) {
        attributes(custom, true, attributes);
      }
    }
    removed(user, false, attributes);
    if (user.get(CUSTOM) instanceof JsonObject custom) {
      removed(custom, true, attributes);
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
        UpdateHeader.of(
            event.recordTime(),
            event.eventTime(),
            true,
            new UpdateHeader.Texts(
                event.origin(),
                stored.messageId(),
                stored.mappingName(),
                stored.anonymousId(),
                stored.userId())),
        Operation.UPSERT,
        new Person(identifiers, filledIn, null, gdprOptin, null),
        null,
        UserData.of(new UserData.Shape(notAppend, false, false, false, false), attributes, events));
  }

  /**
   * Reads the user id.
   *
   * @return the user id, if the event did not name it: a link filled it in, and it must teach none
   */
  @Nullable
  private static String userId(
      JsonObject named, StoredUpdate stored, List<Identifier> identifiers) {
    if (!(named.get("uuid") instanceof String uuid)) {
      return null;
    }
    boolean isTheEvents = IdentifierText.normalise(uuid).equals(stored.userId());
    if (stored.anonymousId() != null && !isTheEvents) {
      return uuid;
    }
    identifiers.add(Identifier.uuid(uuid));
    return null;
  }

  private void identifiers(JsonObject named, List<Identifier> identifiers, Notes notes) {
    if (named.get("email") instanceof String email) {
      add(Identifier.email(email), emailIsIdentifier, identifiers, notes);
    }
    if (named.get("phone_number") instanceof String phone) {
      add(Identifier.phoneNumber(phone), phoneIsIdentifier, identifiers, notes);
    }
    if (named.get(CUSTOM) instanceof JsonObject custom) {
      for (int i = 0; i < custom.size(); i++) {
        if (custom.valueAt(i) instanceof String value) {
          Identifier identifier = Identifier.custom(custom.nameAt(i), value);
          boolean hasRung = identifier.isDevice() || customIdentifiers.contains(identifier.name());
          add(identifier, hasRung, identifiers, notes);
        }
      }
    }
  }

  private static void add(
      Identifier identifier, boolean hasRung, List<Identifier> identifiers, Notes notes) {
    if (hasRung) {
      identifiers.add(identifier);
    } else {
      notes.repair(Repair.Kind.IDENTIFIER_SWITCHED_OFF, "identifiers." + identifier.name());
    }
  }

  private static void attributes(JsonObject from, boolean custom, List<Attribute> attributes) {
    for (int i = 0; i < from.size(); i++) {
      boolean isCustomPart = !custom && from.nameAt(i).equals(CUSTOM);
      if (!isCustomPart) {
        attributes.add(new Attribute(from.nameAt(i), custom, JsonWriter.write(from.valueAt(i))));
      }
    }
  }

  private static void removed(JsonObject from, boolean custom, List<Attribute> attributes) {
    if (from.get("whole") instanceof JsonArray names) {
      for (int i = 0; i < names.size(); i++) {
        if (names.get(i) instanceof String name) {
          attributes.add(Attribute.removed(name, custom));
        }
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

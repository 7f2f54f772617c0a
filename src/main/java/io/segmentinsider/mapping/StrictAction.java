package io.segmentinsider.mapping;

import io.segmentinsider.insider.BlockedValues;
import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.mapping.action.ActionMapping;
import io.segmentinsider.mapping.action.PayloadRejectedException;
import io.segmentinsider.mapping.action.UserObject;
import io.segmentinsider.mapping.language.MappingFailedException;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import io.segmentinsider.segment.SegmentEvent;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * One of Segment's own actions: what it builds is sent as it is, empty containers included. The
 * switches of identity hold here, too: a value that identifies nobody is no identifier.
 */
final class StrictAction implements Action {

  private static final String CUSTOM = "custom";

  private static final String NO_IDENTIFIER =
      "none of the mapped identifiers is present and not blocked;"
          + " identity.blocked-values lists what is blocked";

  private final ActionMapping mapping;
  private final JsonObject source;
  private final MapperSettings settings;
  private final BlockedValues blocked;
  private final FieldRules attributeRules;
  private final FieldRules parameterRules;

  /**
   * An action.
   *
   * @param mapping compiled
   * @param source the same as it stands in the file
   */
  StrictAction(ActionMapping mapping, JsonObject source, MapperSettings settings) {
    this.mapping = mapping;
    this.source = source;
    this.settings = settings;
    this.blocked = new BlockedValues(settings.blockedValues());
    this.attributeRules = FieldRules.configured("attributes", settings);
    this.parameterRules = FieldRules.configured("event_params", settings);
  }

  @Override
  @Nullable
  public Update map(String name, SegmentEvent event, @Nullable String suppression, Notes notes) {
    UserObject user = userObject(event.json(), notes);
    if (notes.isDetailed()) {
      explain(event.json(), user, notes);
    }
    if (user == null) {
      return null;
    }
    List<Identifier> identifiers = identifiers(user.identifiers(), notes);
    List<Attribute> attributes = attributes(user.attributes());
    List<EventEntry> events = events(user.events());
    if (identifiers.isEmpty()) {
      notes.refuse(Reason.NO_IDENTIFIER, NO_IDENTIFIER, JsonWriter.write(user.toJson()));
      return null;
    }
    boolean saysNothing = attributes.isEmpty() && events.isEmpty();
    if (saysNothing && identifiers.size() == 1) {
      notes.refuse(Reason.EMPTY_UPDATE, Action.NOTHING_TO_SAY, JsonWriter.write(user.toJson()));
      return null;
    }
    Boolean gdprOptin =
        user.attributes().get(DefaultAttribute.GDPR_OPTIN.key()) instanceof Boolean optin
            ? optin
            : null;
    return new Update(
        event.source(),
        event.recordTime(),
        event.messageId(),
        name,
        saysNothing ? Operation.LINK : Operation.UPSERT,
        event.eventTime(),
        event.anonymousId(),
        event.userId(),
        identifiers,
        null,
        null,
        suppression,
        gdprOptin,
        gdprOptin == null ? 0 : event.eventTime(),
        false,
        event.replay() != null,
        0,
        0,
        UserData.of(shape(user), attributes, events));
  }

  /** Null if the event does not fit, which is noted. */
  @Nullable
  private UserObject userObject(JsonObject event, Notes notes) {
    try {
      return mapping.map(event);
    } catch (MappingFailedException e) {
      notes.refuse(Reason.MAPPING_FAILED, e.getMessage(), null);
    } catch (PayloadRejectedException e) {
      notes.refuse(Reason.SCHEMA_MISMATCH, e.getMessage(), null);
    }
    return null;
  }

  private void explain(JsonObject event, @Nullable UserObject user, Notes notes) {
    try {
      if (mapping.mapping().resolve(event) instanceof JsonObject found) {
        new StrictExplanation(attributeRules, parameterRules, notes).of(source, found, user);
      }
    } catch (MappingFailedException e) {
      // The dead letter says which directive failed; no field got a value.
    }
  }

  private static UserData.Shape shape(UserObject user) {
    return new UserData.Shape(
        user.notAppend(),
        true,
        user.attributes().has(CUSTOM),
        user.identifiers().has(CUSTOM),
        user.events() != null);
  }

  private List<Identifier> identifiers(JsonObject named, Notes notes) {
    List<Identifier> identifiers = new ArrayList<>(named.size() + 1);
    add(Identifier.Kind.UUID, named, "uuid", identifiers, notes);
    if (settings.emailIsIdentifier()) {
      add(Identifier.Kind.EMAIL, named, "email", identifiers, notes);
    }
    if (settings.phoneIsIdentifier()) {
      add(Identifier.Kind.PHONE_NUMBER, named, "phone_number", identifiers, notes);
    }
    if (named.get(CUSTOM) instanceof JsonObject custom) {
      for (int i = 0; i < custom.size(); i++) {
        add(Identifier.Kind.CUSTOM, custom, custom.nameAt(i), identifiers, notes);
      }
    }
    return identifiers;
  }

  private void add(
      Identifier.Kind kind,
      JsonObject from,
      String name,
      List<Identifier> identifiers,
      Notes notes) {
    Object value = from.get(name);
    String text = value instanceof Number number ? JsonNumbers.text(number) : null;
    if (value instanceof String string) {
      text = string;
    }
    if (text == null || text.isEmpty()) {
      return;
    }
    if (blocked.contains(text)) {
      notes.repair(Repair.Kind.IDENTIFIER_BLOCKED, "identifiers." + name);
    } else {
      identifiers.add(new Identifier(kind, name, text, null));
    }
  }

  private List<Attribute> attributes(JsonObject mapped) {
    List<Attribute> attributes = new ArrayList<>(mapped.size());
    addAttributes(mapped, false, attributes);
    if (mapped.get(CUSTOM) instanceof JsonObject custom) {
      addAttributes(custom, true, attributes);
    }
    return attributes;
  }

  private void addAttributes(JsonObject from, boolean custom, List<Attribute> attributes) {
    for (int i = 0; i < from.size(); i++) {
      String name = from.nameAt(i);
      Object value = from.valueAt(i);
      boolean isContainer = !custom && name.equals(CUSTOM);
      if (value != null && !isContainer && !attributeRules.drops(name)) {
        attributes.add(
            new Attribute(name, custom, JsonWriter.write(attributeRules.apply(name, value))));
      }
    }
  }

  private List<EventEntry> events(@Nullable JsonArray mapped) {
    if (mapped == null) {
      return List.of();
    }
    List<EventEntry> events = new ArrayList<>(mapped.size());
    for (Object item : mapped) {
      JsonObject event = (JsonObject) item;
      if (!parameterRules.areEmpty()
          && event.get("event_params") instanceof JsonObject parameters) {
        event = event.copy().put("event_params", allowed(parameters));
      }
      events.add(new EventEntry(String.valueOf(event.get("event_name")), JsonWriter.write(event)));
    }
    return events;
  }

  private JsonObject allowed(JsonObject parameters) {
    JsonObject allowed = new JsonObject(parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.nameAt(i);
      Object value = parameters.valueAt(i);
      if (name.equals(CUSTOM) && value instanceof JsonObject custom) {
        allowed.put(CUSTOM, allowed(custom));
      } else if (value != null && !parameterRules.drops(name)) {
        allowed.put(name, parameterRules.apply(name, value));
      }
    }
    return allowed;
  }
}

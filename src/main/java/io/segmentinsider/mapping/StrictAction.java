package io.segmentinsider.mapping;

import io.segmentinsider.compatibility.action.ActionMapping;
import io.segmentinsider.compatibility.action.Events;
import io.segmentinsider.compatibility.action.PayloadRejectedException;
import io.segmentinsider.compatibility.action.UserObject;
import io.segmentinsider.compatibility.language.MappingFailedException;
import io.segmentinsider.insider.BlockedValues;
import io.segmentinsider.insider.CustomIdentifierName;
import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.insider.IdentifierForm;
import io.segmentinsider.insider.IdentifierText;
import io.segmentinsider.json.JsonBuffer;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.json.WellFormed;
import io.segmentinsider.mapping.value.PhoneNumber;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Person;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import io.segmentinsider.segment.SegmentEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

  private static final String CUSTOM_IDENTIFIERS = "custom_identifiers";

  private final ActionMapping mapping;
  private final Set<String> customIdentifiers;
  private final JsonObject source;
  private final MapperSettings settings;
  private final BlockedValues blocked;
  private final FieldRules attributeRules;
  private final FieldRules parameterRules;
  private final UpdateBudget budget;
  private final AttributeBuffer attributes = new AttributeBuffer();
  private final JsonBuffer buffer = new JsonBuffer(512);
  private final UserData.Encoder encoder = new UserData.Encoder();

  /**
   * An action.
   *
   * @param mapping compiled
   * @param source the same as it stands in the file
   * @throws IllegalArgumentException if it takes names of identifiers from the event, or one of
   *     them can't be one
   */
  StrictAction(ActionMapping mapping, JsonObject source, MapperSettings settings) {
    this.customIdentifiers = Collections.unmodifiableSet(namesIn(source));
    this.mapping = mapping;
    this.source = source;
    this.settings = settings;
    this.blocked = new BlockedValues(settings.blockedValues());
    UrlParameters urls =
        settings.queryParameters().configured()
            ? UrlParameters.of(settings.queryParameters())
            : UrlParameters.NONE;
    this.attributeRules = FieldRules.configured("attributes", settings, urls);
    this.parameterRules = FieldRules.configured("event_params", settings, urls);
    this.budget = new UpdateBudget(settings.bounds());
  }

  @Override
  public Set<String> customIdentifiers() {
    return customIdentifiers;
  }

  @Override
  @Nullable
  public Update map(String name, SegmentEvent event, @Nullable String suppression, Notes notes) {
    budget.start();
    UserObject user = userObject(event.javaScript(), notes);
    if (notes.isDetailed()) {
      explain(event.javaScript(), user, notes);
    }
    if (user == null) {
      return null;
    }
    String fault = user.events() == null ? null : budget.faultOfEventName(user.events().name());
    if (fault != null) {
      notes.refuse(Reason.INVALID_EVENT_NAME, fault, null);
      return null;
    }
    JsonObject named = user.identifiers();
    if (!event.isAlikeInJavaScript()) {
      named = CertainIdentifiers.of(named, exactIdentifiers(event), notes);
    }
    List<Identifier> identifiers = identifiers(named, notes);
    attributes.clear();
    addAttributes(user.attributes(), false, notes);
    if (user.attributes().get(CUSTOM) instanceof JsonObject custom) {
      addAttributes(custom, true, notes);
    }
    List<EventEntry> events = events(user.events(), notes);
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
        event.header(name),
        saysNothing ? Operation.LINK : Operation.UPSERT,
        new Person(identifiers, null, null, gdprOptin, null),
        suppression,
        encoder.of(shape(user), attributes, events));
  }

  private static Set<String> namesIn(JsonObject source) {
    Set<String> names = new LinkedHashSet<>();
    names.add(Identifier.SEGMENT_ANONYMOUS_ID);
    try {
      for (Object value : MemberNames.valuesOf(CUSTOM_IDENTIFIERS, source)) {
        names.addAll(MemberNames.of(value));
      }
    } catch (MemberNames.UnknownException e) {
      throw new IllegalArgumentException(CUSTOM_IDENTIFIERS + " " + e.getMessage());
    }
    for (String name : names) {
      String fault = CustomIdentifierName.faultOf(name);
      if (fault != null) {
        throw new IllegalArgumentException(CUSTOM_IDENTIFIERS + "/" + name + " " + fault);
      }
    }
    return names;
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

  /** None if the event, as it is written, does not fit. */
  private JsonObject exactIdentifiers(SegmentEvent event) {
    try {
      return mapping.map(event.json()).identifiers();
    } catch (MappingFailedException | PayloadRejectedException e) {
      return new JsonObject();
    }
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
      text = WellFormed.text(string);
    }
    if (text == null || text.isEmpty()) {
      return;
    }
    if (text.length() > IdentifierText.MAX_LENGTH) {
      notes.repair(Repair.Kind.IDENTIFIER_MALFORMED, "identifiers." + name);
    } else if (isBlocked(kind, text)) {
      notes.repair(Repair.Kind.IDENTIFIER_BLOCKED, "identifiers." + name);
    } else {
      identifiers.add(new Identifier(kind, name, text, null));
    }
  }

  private boolean isBlocked(Identifier.Kind kind, String text) {
    return switch (kind) {
      case EMAIL -> blocked.containsEmail(text);
      case PHONE_NUMBER ->
          blocked.contains(text)
              || (IdentifierForm.isPhoneNumber(text) && PhoneNumber.isNobodys(text));
      case UUID, CUSTOM -> blocked.contains(text);
    };
  }

  private void addAttributes(JsonObject from, boolean custom, Notes notes) {
    for (int i = 0; i < from.size(); i++) {
      String name = from.nameAt(i);
      Object value = from.valueAt(i);
      boolean isContainer = !custom && name.equals(CUSTOM);
      if (value != null
          && !isContainer
          && !attributeRules.drops(name)
          && (!custom || notes.admits(CustomNames.Place.ATTRIBUTE, name))) {
        int bytes = attributes.add(name, custom, attributeRules.apply(name, value), false, null);
        budget.take("attributes.", name, bytes - name.length());
        budget.requireNames("attributes.", name, attributes.size());
      }
    }
  }

  private List<EventEntry> events(@Nullable Events mapped, Notes notes) {
    if (mapped == null) {
      return List.of();
    }
    budget.requireLines("products", mapped.size());
    SharedEnding ending = new SharedEnding(mapped.size() > 1);
    List<EventEntry> events = new ArrayList<>(mapped.size());
    for (int i = 0; i < mapped.size(); i++) {
      JsonObject event = mapped.get(i);
      if (event.get("event_params") instanceof JsonObject parameters) {
        requireFewNames(parameters);
        if (!parameterRules.areEmpty() || hasCustom(parameters)) {
          event = event.copy().put("event_params", allowed(parameters, false, notes));
        }
      }
      buffer.clear();
      byte[] json = buffer.value(event).toBytes();
      budget.take("events", json.length);
      events.add(ending.entry(mapped.name(), json));
    }
    return events;
  }

  private static boolean hasCustom(JsonObject parameters) {
    return parameters.get(CUSTOM) instanceof JsonObject custom && !custom.isEmpty();
  }

  private void requireFewNames(JsonObject parameters) {
    budget.requireNames("parameters", parameters.size());
    if (parameters.get(CUSTOM) instanceof JsonObject custom) {
      budget.requireNames("parameters", custom.size());
    }
  }

  private JsonObject allowed(JsonObject parameters, boolean inCustom, Notes notes) {
    JsonObject allowed = new JsonObject(parameters.size());
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.nameAt(i);
      Object value = parameters.valueAt(i);
      if (name.equals(CUSTOM) && value instanceof JsonObject custom) {
        allowed.put(CUSTOM, allowed(custom, true, notes));
      } else if (value != null
          && !parameterRules.drops(name)
          && (!inCustom || notes.admits(CustomNames.Place.PARAMETER, name))) {
        allowed.put(name, parameterRules.apply(name, value));
      }
    }
    return allowed;
  }
}

package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.mapping.MappingOptions;
import io.segmentinsider.mapping.Notes;
import io.segmentinsider.mapping.UpdateBudget;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Person;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Repairs;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import io.segmentinsider.segment.SegmentEvent;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/** What all actions of the guide have in common: identifiers, attributes, and the update itself. */
final class UserPart {

  private final Identifiers identifiers;
  @Nullable private final FieldGroup attributes;
  @Nullable private final Source phoneRegion;
  private final UserData.Shape shape;
  private final MappingOptions.Nulls nulls;
  private final UpdateBudget budget;
  private final AttributeList list;
  private final UserData.Encoder encoder = new UserData.Encoder();

  /**
   * A compiled user part.
   *
   * @param attributes null if the mapping has none
   * @param phoneRegion the person's country, for phone numbers; null if the mapping names none
   * @param nulls what a trait that is null means
   * @param budget what one event may become
   */
  UserPart(
      Identifiers identifiers,
      @Nullable FieldGroup attributes,
      @Nullable Source phoneRegion,
      UserData.Shape shape,
      MappingOptions.Nulls nulls,
      UpdateBudget budget) {
    this.identifiers = identifiers;
    this.attributes = attributes;
    this.phoneRegion = phoneRegion;
    this.shape = shape;
    this.nulls = nulls;
    this.budget = budget;
    this.list = new AttributeList(budget);
  }

  /**
   * The user of one event, up to the next one.
   *
   * @param identifiers the usable ones
   * @param attributes in the order of the mapping
   */
  record User(List<Identifier> identifiers, AttributeList attributes) {}

  User of(SegmentEvent event, Notes notes) {
    budget.start();
    list.clear();
    Circumstances about = circumstances(event);
    List<Identifier> usable = identifiers.of(event, list, about, notes);
    if (attributes != null) {
      attributes.fill(event.json(), list, about, notes);
    }
    for (AttributeList.NullTrait trait : list.nullTraits()) {
      if (trait.removable() && nulls == MappingOptions.Nulls.CLEAR) {
        list.remove(trait.name(), trait.custom());
      } else if (!list.has(trait.name(), trait.custom())) {
        notes.repair(
            Repair.Kind.NULL_IGNORED,
            trait.custom() ? "attributes.custom." + trait.name() : "attributes." + trait.name());
      }
    }
    return new User(usable, list);
  }

  /** What the event may still become. */
  UpdateBudget budget() {
    return budget;
  }

  /** The names of all custom identifiers that a user can have. */
  Set<String> customIdentifiers() {
    return identifiers.customNames();
  }

  /** Notes that an event has no usable identifier. */
  void refuse(SegmentEvent event, Notes notes) {
    String detail = identifiers.noneUsable(event.json(), circumstances(event));
    notes.refuse(Reason.NO_IDENTIFIER, detail, null);
  }

  private Circumstances circumstances(SegmentEvent event) {
    return new Circumstances(event.json(), event.eventTime(), phoneRegion);
  }

  /**
   * The update that is sent on.
   *
   * @param refusedEvents how many dead letters of scope event it left
   */
  Update update(
      String mappingName,
      SegmentEvent event,
      Operation operation,
      User user,
      List<EventEntry> events,
      @Nullable String previousUserId,
      @Nullable String suppression,
      int refusedEvents) {
    Boolean gdprOptin = user.attributes().attributes().answer(DefaultAttribute.GDPR_OPTIN.key());
    return new Update(
        event.header(mappingName),
        operation,
        new Person(user.identifiers(), null, previousUserId, gdprOptin, null),
        suppression,
        false,
        new Update.Progress(refusedEvents, 0, Repairs.NONE),
        encoder.of(shape, user.attributes().attributes(), events));
  }
}

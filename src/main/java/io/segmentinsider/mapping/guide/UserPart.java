package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.DefaultAttribute;
import io.segmentinsider.json.JsonBuffer;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.Notes;
import io.segmentinsider.mapping.value.Country;
import io.segmentinsider.record.Attribute;
import io.segmentinsider.record.EventEntry;
import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import io.segmentinsider.segment.SegmentEvent;
import java.util.List;
import javax.annotation.Nullable;

/** What all actions of the guide have in common: identifiers, attributes, and the update itself. */
final class UserPart {

  private final Identifiers identifiers;
  @Nullable private final Block attributes;
  @Nullable private final Source phoneRegion;
  private final UserData.Shape shape;
  private final JsonBuffer buffer = new JsonBuffer(128);

  /**
   * A compiled user part.
   *
   * @param attributes null if the mapping has none
   * @param phoneRegion the person's country, for phone numbers; null if the mapping names none
   */
  UserPart(
      Identifiers identifiers,
      @Nullable Block attributes,
      @Nullable Source phoneRegion,
      UserData.Shape shape) {
    this.identifiers = identifiers;
    this.attributes = attributes;
    this.phoneRegion = phoneRegion;
    this.shape = shape;
  }

  /**
   * The user of one event.
   *
   * @param identifiers the usable ones
   * @param attributes in the order of the mapping
   */
  record User(List<Identifier> identifiers, AttributeList attributes) {}

  User of(JsonObject event, Notes notes) {
    AttributeList list = new AttributeList(buffer);
    String region = regionOf(event);
    List<Identifier> usable = identifiers.of(event, list, region, notes);
    if (attributes != null) {
      attributes.fill(event, list, region, notes);
    }
    return new User(usable, list);
  }

  /** Notes that an event has no usable identifier. */
  void refuse(JsonObject event, Notes notes) {
    notes.refuse(Reason.NO_IDENTIFIER, identifiers.noneUsable(event, regionOf(event)), null);
  }

  @Nullable
  private String regionOf(JsonObject event) {
    Object country = phoneRegion == null ? null : phoneRegion.of(event);
    return country instanceof String text ? Country.normalise(text) : null;
  }

  /** The update that is sent on. */
  Update update(
      String action,
      SegmentEvent event,
      Operation operation,
      User user,
      List<EventEntry> events,
      @Nullable String previousUserId,
      @Nullable String suppression,
      int refusedEvents) {
    Boolean gdprOptin = gdprOptin(user.attributes().attributes());
    return new Update(
        event.source(),
        event.recordTime(),
        event.messageId(),
        action,
        operation,
        event.eventTime(),
        event.anonymousId(),
        event.userId(),
        user.identifiers(),
        null,
        previousUserId,
        suppression,
        gdprOptin,
        gdprOptin == null ? 0 : event.eventTime(),
        false,
        event.replay() != null,
        refusedEvents,
        0,
        UserData.of(shape, user.attributes().attributes(), events));
  }

  @Nullable
  private static Boolean gdprOptin(List<Attribute> attributes) {
    for (Attribute attribute : attributes) {
      if (!attribute.custom() && attribute.name().equals(DefaultAttribute.GDPR_OPTIN.key())) {
        return attribute.json()[0] == 't';
      }
    }
    return null;
  }
}

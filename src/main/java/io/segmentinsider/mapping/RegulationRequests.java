package io.segmentinsider.mapping;

import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Person;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import io.segmentinsider.segment.Regulation;
import io.segmentinsider.segment.SegmentEvent;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/**
 * The requests to delete or suppress a user: the configured track events, or Segment's own names as
 * the type of the event (docs/segment-spec.md#regulations). No mapping is asked about them, so that
 * a change of the mapping can't lose a right of the person.
 */
final class RegulationRequests {

  private final MapperSettings.RegulationEvents events;
  private final TrustedTopics trusted;

  /**
   * Requests.
   *
   * @param events the track events that make one
   * @param trusted where requests are obeyed
   */
  RegulationRequests(MapperSettings.RegulationEvents events, TrustedTopics trusted) {
    this.events = events;
    this.trusted = trusted;
  }

  /** What an event asks for; null if it is an event like any other. */
  @Nullable
  Regulation of(SegmentEvent event) {
    return event.type().equals("track")
        ? ofName(event.json().get("event"))
        : Regulation.ofType(event.type());
  }

  @Nullable
  private Regulation ofName(@Nullable Object name) {
    if (events.delete().equals(name)) {
      return Regulation.DELETE_ONLY;
    }
    if (events.suppress().equals(name)) {
      return Regulation.SUPPRESS_ONLY;
    }
    return events.unsuppress().equals(name) ? Regulation.UNSUPPRESS : null;
  }

  /**
   * What it asks for, one update each. A device says nothing of who uses it, so a request that
   * names no user is refused; so is one whose user id identifies nobody, which parsing has taken
   * for none.
   *
   * @param suppression the rule that keeps it back; null if none does
   * @return empty if it names no user, which is noted
   */
  List<Update> updates(
      Regulation regulation, SegmentEvent event, @Nullable String suppression, Notes notes) {
    List<Update> updates = new ArrayList<>(regulation.operations().size());
    for (Operation operation : regulation.operations()) {
      String mappingName = mappingNameOf(operation);
      notes.startOf(mappingName);
      if (event.userId() == null) {
        notes.refuse(
            Reason.NO_IDENTIFIER,
            "a request to delete or suppress a user must name it in userId;"
                + " identity.blocked-values lists what is nobody's",
            null);
      } else {
        updates.add(update(event, mappingName, operation, suppression));
      }
    }
    return updates;
  }

  /** What stands in receipts in place of a mapping's name. */
  private static String mappingNameOf(Operation operation) {
    return switch (operation) {
      case DELETE -> "forget";
      case SUPPRESS -> "suppress";
      case UNSUPPRESS -> "unsuppress";
      case UPSERT, LINK, CHANGE_USER_ID, ERASE, MOVE, FORGET ->
          throw new IllegalArgumentException(operation + " is nothing that a company asks for");
    };
  }

  private Update update(
      SegmentEvent event, String mappingName, Operation operation, @Nullable String suppression) {
    return new Update(
        event.header(mappingName),
        operation,
        Person.named(List.of(Identifier.uuid(event.userId()))),
        trusted.suppressionOf(event, suppression),
        UserData.NONE);
  }
}

package io.segmentinsider.mapping;

import io.segmentinsider.record.Identifier;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.Update;
import io.segmentinsider.record.UserData;
import io.segmentinsider.segment.SegmentEvent;
import java.util.List;
import javax.annotation.Nullable;

/**
 * The request to forget a person: the configured track event, or Segment's deletion payload. No
 * mapping is asked about it, so that a change of the mapping can't lose a right of the person.
 */
final class ForgetRequest {

  /** In place of a mapping's name. */
  static final String ACTION = "forget";

  private final String eventName;

  /** Requests by that track event. */
  ForgetRequest(String eventName) {
    this.eventName = eventName;
  }

  boolean isMadeBy(SegmentEvent event) {
    return event.type().equals("delete")
        || (event.type().equals("track") && eventName.equals(event.json().get("event")));
  }

  /**
   * What it asks of Insider: to delete the user, or the device of a visitor without a user id.
   *
   * @return null if it names nobody, which is noted
   */
  @Nullable
  Update update(SegmentEvent event, @Nullable String suppression, Notes notes) {
    notes.startOf(ACTION);
    if (event.userId() == null && event.anonymousId() == null) {
      notes.refuse(Reason.NO_IDENTIFIER, "a deletion without userId and anonymousId", null);
      return null;
    }
    Identifier person =
        event.userId() != null
            ? Identifier.uuid(event.userId())
            : Identifier.device(event.anonymousId());
    return new Update(
        event.source(),
        event.recordTime(),
        event.messageId(),
        ACTION,
        Operation.DELETE,
        event.eventTime(),
        event.anonymousId(),
        event.userId(),
        List.of(person),
        null,
        null,
        suppression,
        null,
        0,
        false,
        event.replay() != null,
        0,
        0,
        UserData.of(UserData.Shape.COMPACT, List.of(), List.of()));
  }
}

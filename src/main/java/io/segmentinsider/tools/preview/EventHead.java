package io.segmentinsider.tools.preview;

import io.segmentinsider.json.JsonBuffer;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.segment.SegmentEvent;
import javax.annotation.Nullable;

/**
 * Which event a result of {@code job/preview} is of.
 *
 * @param place where it stands
 * @param type Segment's; null if it could not be read as an event
 * @param event the name of a track event, page or screen; null if it has none
 * @param messageId null if it has none that could be read
 */
record EventHead(
    EventPlace place, @Nullable String type, @Nullable String event, @Nullable String messageId) {

  static EventHead of(EventPlace place, SegmentEvent event) {
    Object name = event.json().get(event.type().equals("track") ? "event" : "name");
    return new EventHead(
        place, event.type(), name instanceof String text ? text : null, event.messageId());
  }

  static EventHead of(EventPlace place, DeadLetter refused) {
    return new EventHead(place, null, null, refused.messageId());
  }

  /** The first members of a line of JSON, each with a comma behind it. */
  void writeTo(JsonBuffer out) {
    member(out, "file", place.file());
    out.ascii("\"line\":").integer(place.line()).ascii(",");
    member(out, "type", type);
    member(out, "event", event);
    member(out, "messageId", messageId);
  }

  private static void member(JsonBuffer out, String name, @Nullable String value) {
    if (value != null) {
      out.ascii("\"" + name + "\":").text(value).ascii(",");
    }
  }
}

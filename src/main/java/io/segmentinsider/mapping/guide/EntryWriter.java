package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonBuffer;
import io.segmentinsider.record.EventEntry;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;

/**
 * Writes entries of {@code events}. An entry is its head (name and time), its quantity, and the
 * rest, in this order, so that entries that differ in quantity alone have equal rests.
 */
final class EntryWriter {

  private static final byte[] PARAMS = ",\"event_params\":{".getBytes(StandardCharsets.US_ASCII);

  private final JsonBuffer head = new JsonBuffer(128);
  private final JsonBuffer buffer = new JsonBuffer(512);
  private String eventName = "";

  /** The entries that follow are of this event. */
  void start(String name, String timestamp) {
    eventName = name;
    head.clear();
    head.ascii("{\"event_name\":").text(name).ascii(",\"timestamp\":").text(timestamp);
  }

  /**
   * The members of {@code event_params} without the quantity.
   *
   * @param own what stays
   * @param common what fills in names that are not taken
   */
  byte[] rest(Parameters own, Parameters common) {
    buffer.clear();
    boolean none = own.defaults().appendTo(buffer, null, true);
    none = common.defaults().appendTo(buffer, own.defaults(), none);
    if (!own.custom().isEmpty() || common.custom().anyBesides(own.custom())) {
      buffer.ascii(none ? "\"custom\":{" : ",\"custom\":{");
      boolean noCustom = own.custom().appendTo(buffer, null, true);
      common.custom().appendTo(buffer, own.custom(), noCustom);
      buffer.ascii("}");
    }
    return buffer.toBytes();
  }

  /** The whole entry. */
  EventEntry complete(@Nullable Long quantity, byte[] rest) {
    buffer.clear();
    buffer.json(head, 0, head.size());
    if (quantity != null || rest.length > 0) {
      buffer.json(PARAMS);
      if (quantity != null) {
        buffer.ascii("\"quantity\":").integer(quantity);
        if (rest.length > 0) {
          buffer.ascii(",");
        }
      }
      buffer.json(rest).ascii("}");
    }
    buffer.ascii("}");
    return new EventEntry(eventName, buffer.toBytes());
  }
}

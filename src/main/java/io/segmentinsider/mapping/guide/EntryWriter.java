package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonBuffer;
import io.segmentinsider.record.EventEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Writes entries of {@code events}. An entry is its head (name and time), its quantity, and the
 * rest, in this order, so that entries that differ in quantity alone have equal rests.
 */
final class EntryWriter {

  private static final byte[] PARAMS = ",\"event_params\":{".getBytes(StandardCharsets.US_ASCII);

  /** A cut costs so many bytes; a shorter piece is copied. */
  private static final int WORTH_SHARING = 24;

  private final JsonBuffer head = new JsonBuffer(128);
  private final JsonBuffer buffer = new JsonBuffer(512);
  private String eventName = "";
  private int[] runs = new int[12];
  private int runsEnd;

  /** The entries that follow are of this event. */
  void start(String name, String timestamp) {
    eventName = name;
    head.clear();
    head.ascii("{\"event_name\":").text(name).ascii(",\"timestamp\":").text(timestamp);
  }

  /** The entry of an event without lines. */
  EventEntry single(Parameters parameters) {
    parameters.close();
    buffer.clear();
    buffer.json(head, 0, head.size());
    Long quantity = parameters.quantity();
    if (quantity != null || !parameters.isEmpty()) {
      openParameters(quantity, !parameters.isEmpty());
      boolean none = parameters.defaults().appendTo(buffer, true);
      if (!parameters.custom().isEmpty()) {
        buffer.ascii(none ? "\"custom\":{" : ",\"custom\":{");
        parameters.custom().appendTo(buffer, true);
        buffer.ascii("}");
      }
      buffer.ascii("}");
    }
    buffer.ascii("}");
    return new EventEntry(eventName, buffer.toBytes());
  }

  /**
   * The members of {@code event_params} of a line, without the quantity.
   *
   * @param own what stays
   * @param common what fills in names that are not taken, and of which nothing was left out
   * @param order the text of these
   */
  LineText line(Parameters own, Parameters common, OrderText order) {
    own.close();
    buffer.clear();
    runsEnd = 0;
    boolean none = own.defaults().appendTo(buffer, true);
    none = common.defaults().appendTo(buffer, own.defaults(), own.leftOut(), none, this::shared);
    if (!own.custom().isEmpty() || common.custom().anyBesides(own.custom())) {
      buffer.ascii(none ? "\"custom\":{" : ",\"custom\":{");
      boolean noCustom = own.custom().appendTo(buffer, true);
      common
          .custom()
          .appendTo(
              buffer,
              own.custom(),
              Set.of(),
              noCustom,
              (place, from, to) -> shared(place, from | OrderText.CUSTOM, to | OrderText.CUSTOM));
      buffer.ascii("}");
    }
    return new LineText(order, buffer, Arrays.copyOf(runs, runsEnd));
  }

  private void shared(int place, int from, int to) {
    if (to - from < WORTH_SHARING) {
      return;
    }
    if (runsEnd == runs.length) {
      runs = Arrays.copyOf(runs, runs.length * 2);
    }
    runs[runsEnd++] = place;
    runs[runsEnd++] = from;
    runs[runsEnd++] = to;
  }

  /** The whole entry of a line. */
  EventEntry complete(@Nullable Long quantity, LineText line) {
    open(quantity, line);
    line.appendTo(buffer);
    return new EventEntry(eventName, close(quantity, line));
  }

  /**
   * The entry of a line that shares what the order says.
   *
   * @param order the order's text, the same array for all lines
   */
  EventEntry sharing(@Nullable Long quantity, LineText line, byte[] order) {
    open(quantity, line);
    int place = buffer.size();
    buffer.json(line.own());
    return new EventEntry(eventName, close(quantity, line), order, line.cutsAt(place));
  }

  /** Bytes of the whole entry of a line; a quantity has twenty digits at most. */
  int sizeOf(LineText line) {
    return head.size() + PARAMS.length + line.size() + 40;
  }

  private void open(@Nullable Long quantity, LineText line) {
    buffer.clear();
    buffer.json(head, 0, head.size());
    if (quantity != null || !line.isEmpty()) {
      openParameters(quantity, !line.isEmpty());
    }
  }

  private void openParameters(@Nullable Long quantity, boolean more) {
    buffer.json(PARAMS);
    if (quantity != null) {
      buffer.ascii("\"quantity\":").integer(quantity);
      if (more) {
        buffer.ascii(",");
      }
    }
  }

  private byte[] close(@Nullable Long quantity, LineText line) {
    return buffer.ascii(quantity != null || !line.isEmpty() ? "}}" : "}").toBytes();
  }
}

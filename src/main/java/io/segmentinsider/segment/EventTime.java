package io.segmentinsider.segment;

import io.segmentinsider.json.JsonNull;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.record.Repair;
import io.segmentinsider.record.Repairs;
import java.util.List;
import java.util.OptionalLong;
import javax.annotation.Nullable;

/**
 * When an event happened. Segment's {@code timestamp} is the one that is corrected for the client's
 * clock; the others stand in for it in this order, and Kafka's timestamp for all of them
 * (docs/segment-spec.md#times).
 *
 * @param millis epoch milliseconds, never more than the allowed lead after Kafka's timestamp
 * @param repairs what was put right to come to it
 */
public record EventTime(long millis, Repairs repairs) {

  private static final String TIMESTAMP = "timestamp";
  private static final String ORIGINAL = "originalTimestamp";
  private static final String RECEIVED = "receivedAt";
  private static final String SENT = "sentAt";

  private static final List<String> FIELDS = List.of(TIMESTAMP, ORIGINAL, RECEIVED, SENT);

  /**
   * Reads the first of the fields that can be read. Without a {@code timestamp} the client's own
   * time is corrected as Segment does it, by how far its clock was off when it sent the event.
   *
   * @param recordTime Kafka's timestamp, which is taken if none of the fields is present
   * @return null if one of them is present, and none can be read
   */
  @Nullable
  static EventTime of(JsonObject event, long recordTime, ClockLead lead) {
    Repairs repairs = Repairs.NONE;
    boolean anyPresent = false;
    for (String field : FIELDS) {
      Object value = event.get(field);
      if (!isAbsent(value)) {
        OptionalLong time = read(value);
        if (time.isPresent()) {
          return bounded(time.getAsLong(), recordTime, lead, repairs);
        }
        anyPresent = true;
        repairs = repairs.with(Repair.Kind.TIMESTAMP_REPLACED);
      } else if (field.equals(TIMESTAMP)) {
        OptionalLong corrected = corrected(event);
        if (corrected.isPresent()) {
          Repairs correction = repairs.with(Repair.Kind.CLOCK_CORRECTED);
          return bounded(corrected.getAsLong(), recordTime, lead, correction);
        }
      }
    }
    return anyPresent ? null : new EventTime(Math.max(0, recordTime), repairs);
  }

  private static EventTime bounded(long time, long recordTime, ClockLead lead, Repairs repairs) {
    long bounded = lead.bound(time, recordTime);
    return new EventTime(
        bounded, bounded == time ? repairs : repairs.with(Repair.Kind.CLOCK_AHEAD));
  }

  /** {@code receivedAt} less the time between the client's own two; empty if one is not there. */
  private static OptionalLong corrected(JsonObject event) {
    OptionalLong original = read(event.get(ORIGINAL));
    OptionalLong sent = original.isPresent() ? read(event.get(SENT)) : original;
    OptionalLong received = sent.isPresent() ? read(event.get(RECEIVED)) : sent;
    if (received.isEmpty()) {
      return OptionalLong.empty();
    }
    return TimeRange.within(received.getAsLong() - (sent.getAsLong() - original.getAsLong()));
  }

  private static boolean isAbsent(@Nullable Object value) {
    return value == null
        || value == JsonNull.NULL
        || (value instanceof String text && text.isBlank());
  }

  /**
   * Reads one value: text as {@link TimeText} reads it, a number of seconds, milliseconds,
   * microseconds or nanoseconds since 1970, and what MongoDB and its tools make of a date.
   *
   * @return epoch milliseconds of the years 1970 to 2200; empty if the value can't be read
   */
  public static OptionalLong read(@Nullable Object value) {
    if (value instanceof String text) {
      return TimeText.read(text.strip());
    }
    if (value instanceof Number number) {
      return EpochNumber.read(number.doubleValue());
    }
    return value instanceof JsonObject object && object.size() == 1
        ? read(object)
        : OptionalLong.empty();
  }

  private static OptionalLong read(JsonObject wrapped) {
    Object inner = wrapped.valueAt(0);
    return switch (wrapped.nameAt(0)) {
      case "$date" -> read(inner);
      case "$numberLong" -> inner instanceof String ? read(inner) : OptionalLong.empty();
      default -> OptionalLong.empty();
    };
  }
}

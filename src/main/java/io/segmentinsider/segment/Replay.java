package io.segmentinsider.segment;

import io.segmentinsider.record.SourcePosition;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * What marks a record as sent again by {@code job/replay}: a header of the Kafka record, so that a
 * replay takes the same topic, and the same place in the accounts, as every event.
 *
 * @param kind what the record holds
 * @param recordTime Kafka timestamp of the original, epoch milliseconds: whatever is derived from
 *     it must come out as before
 * @param original where the original stands
 */
public record Replay(Kind kind, long recordTime, SourcePosition original) {

  /** The header's name. */
  public static final String HEADER = "segment-insider-replay";

  private static final int FIELDS = 5;

  /** What a replay holds. The order is part of the serialized form: append only. */
  public enum Kind {
    /** The event as Segment sent it, to be mapped anew. */
    EVENT("event"),
    /** The update of a dead letter, which passes the mapping by. */
    UPDATE("update");

    private final String code;

    Kind(String code) {
      this.code = code;
    }
  }

  /**
   * Reads the mark of a record.
   *
   * @return null if it has none, or one that can't be read: then it is an event like any other
   */
  @Nullable
  static Replay of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return header == null || header.value() == null
        ? null
        : parse(new String(header.value(), StandardCharsets.UTF_8));
  }

  /** Reads what {@link #toHeader} wrote; null if it is something else. */
  @Nullable
  public static Replay parse(String header) {
    String[] fields = header.split(" ", -1);
    if (fields.length != FIELDS) {
      return null;
    }
    try {
      for (Kind kind : Kind.values()) {
        if (kind.code.equals(fields[0])) {
          return new Replay(
              kind,
              Long.parseLong(fields[1]),
              new SourcePosition(
                  fields[2], Integer.parseInt(fields[3]), Long.parseLong(fields[4])));
        }
      }
      return null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The header's value. */
  public byte[] toHeader() {
    return (kind.code
            + ' '
            + recordTime
            + ' '
            + original.topic()
            + ' '
            + original.partition()
            + ' '
            + original.offset())
        .getBytes(StandardCharsets.UTF_8);
  }
}

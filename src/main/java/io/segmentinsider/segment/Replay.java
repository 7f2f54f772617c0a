package io.segmentinsider.segment;

import io.segmentinsider.record.SourcePosition;
import java.nio.charset.StandardCharsets;
import javax.annotation.Nullable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

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

  /** With the place of the event among those of its record. */
  private static final int FIELDS_WITH_PLACE = 7;

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
   * Reads the mark of a record. Whoever writes to a topic can write headers too, so a mark that
   * {@code job/replay} would not make counts for nothing: it sends an event to the topic that it
   * came from, and after the event. What a mark claims thus never makes a topic's word count for
   * more, nor a time be later.
   *
   * @return null if it has none that counts: then it is an event like any other
   */
  @Nullable
  public static Replay of(ConsumerRecord<?, ?> record) {
    Header header = record.headers().lastHeader(HEADER);
    Replay replay =
        header == null || header.value() == null
            ? null
            : parse(new String(header.value(), StandardCharsets.UTF_8));
    return replay != null
            && replay.original().topic().equals(record.topic())
            && replay.recordTime() <= record.timestamp()
        ? replay
        : null;
  }

  /** Reads what {@link #toHeader} wrote; null if it is something else. */
  @Nullable
  public static Replay parse(String header) {
    String[] fields = header.split(" ", -1);
    if (fields.length != FIELDS && fields.length != FIELDS_WITH_PLACE) {
      return null;
    }
    try {
      for (Kind kind : Kind.values()) {
        if (kind.code.equals(fields[0])) {
          return new Replay(kind, Long.parseLong(fields[1]), position(fields));
        }
      }
      return null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static SourcePosition position(String[] fields) {
    SourcePosition record =
        new SourcePosition(fields[2], Integer.parseInt(fields[3]), Long.parseLong(fields[4]));
    return fields.length == FIELDS
        ? record
        : record.at(Integer.parseInt(fields[5]), Integer.parseInt(fields[6]));
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
            + original.offset()
            + (original.of() == 1 ? "" : " " + original.index() + ' ' + original.of()))
        .getBytes(StandardCharsets.UTF_8);
  }
}

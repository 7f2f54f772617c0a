package io.segmentinsider.segment;

import io.segmentinsider.insider.BlockedValues;
import io.segmentinsider.json.JsonDocument;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.json.KnownNames;
import io.segmentinsider.record.DeadLetter;
import io.segmentinsider.record.JobFaults;
import io.segmentinsider.record.Reason;
import io.segmentinsider.record.SourcePosition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Reads one Kafka record as a Segment event, or as several if they come in an envelope, or says why
 * it is none. It never throws.
 */
public final class EventParser {

  /** Segment's calls, and its requests about the data of a user. */
  static final Set<String> TYPES = types();

  /**
   * A batch says for all its events what device they come from, in a few kilobytes: copied into
   * each it may make the record so many times as large as one may be.
   */
  private static final int MAX_COPIES = 8;

  private final SourceSettings limits;
  private final JsonReader reader;
  private final KnownNames names = new KnownNames();
  private final JobFaults faults = new JobFaults();
  private final EventReader events;
  @Nullable private final Envelope envelope;

  private static Set<String> types() {
    Set<String> types =
        new HashSet<>(Set.of("identify", "track", "page", "screen", "group", "alias"));
    types.addAll(Regulation.types());
    return Set.copyOf(types);
  }

  /**
   * A parser.
   *
   * @param limits size and depth of a record, what is around its events, and how far their times
   *     may lie ahead
   */
  public EventParser(SourceSettings limits) {
    this.limits = limits;
    this.reader = new JsonReader(limits.maxDepth());
    this.events =
        new EventReader(
            ClockLead.of(limits.maxClockLead()), new BlockedValues(limits.blockedValues()));
    this.envelope =
        limits.envelope() == null
            ? null
            : new Envelope(
                limits.envelope(),
                limits.maxEvents(),
                (long) MAX_COPIES * limits.maxEventBytes(),
                reader);
  }

  /** Either an event, or a refusal. */
  public sealed interface Result {

    /**
     * A Segment event.
     *
     * @param event the event
     */
    record Parsed(SegmentEvent event) implements Result {}

    /**
     * No Segment event.
     *
     * @param reason why
     * @param detail for a person to read, without personal values
     * @param messageId null if it could not be read that far
     * @param origin where it stands
     * @param original its bytes; null for a tombstone
     */
    record Refused(
        Reason reason,
        String detail,
        @Nullable String messageId,
        SourcePosition origin,
        @Nullable byte[] original)
        implements Result {

      /** The dead letter that it ends as. */
      public DeadLetter deadLetter() {
        return new DeadLetter(
            reason, DeadLetter.Scope.RECORD, detail, origin, messageId, null, original, null);
      }
    }
  }

  /** The events of a record, or why it holds none; never empty. */
  public List<Result> parse(RawRecord record) {
    try {
      return read(record);
    } catch (RuntimeException | StackOverflowError e) {
      return refused(record, Reason.PARSER_FAULT, faults.tell(e, record.origin()));
    }
  }

  private List<Result> read(RawRecord record) {
    if (record.gap() != null) {
      return refused(record, Reason.OFFSET_GAP, record.gap().inWords());
    }
    byte[] bytes = record.value();
    if (bytes == null || bytes.length == 0) {
      return refused(record, Reason.EMPTY_MESSAGE, bytes == null ? "a tombstone" : "no bytes");
    }
    if (bytes.length > limits.maxEventBytes()) {
      return refused(
          record,
          Reason.TOO_LARGE,
          bytes.length + " bytes; source.max-event-size is " + limits.maxEventBytes());
    }
    JsonDocument document;
    try {
      document = reader.document(bytes, names);
    } catch (JsonException e) {
      return refused(record, reasonOf(e), e.getMessage());
    }
    if (record.replay() != null && record.replay().kind() == Replay.Kind.UPDATE) {
      return List.of(events.storedUpdate(record, document));
    }
    return envelope == null
        ? List.of(events.event(record, record.origin(), document, bytes))
        : opened(record, document, envelope);
  }

  private List<Result> opened(RawRecord record, JsonDocument document, Envelope around) {
    Envelope.Contents contents = around.open(document);
    if (contents == null) {
      boolean isObject = document.value() instanceof JsonObject;
      return refused(
          record,
          isObject ? Reason.MISSING_TYPE : Reason.NOT_AN_OBJECT,
          "no event stands at the path of source.envelope, "
              + limits.envelope()
              + EventReader.hint(document));
    }
    if (contents.tooMany()) {
      return refused(
          record,
          Reason.TOO_LARGE,
          "more events than source.max-events, which is " + limits.maxEvents());
    }
    if (contents.tooMuch()) {
      return refused(
          record,
          Reason.TOO_LARGE,
          "what stands once for all events, copied into each, is larger than "
              + MAX_COPIES
              + " times source.max-event-size, which is "
              + limits.maxEventBytes());
    }
    int count = contents.events().size();
    if (count == 0) {
      return refused(record, Reason.EMPTY_MESSAGE, "an empty list of events");
    }
    List<Result> results = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      JsonDocument event = contents.events().get(i);
      results.add(
          events.event(
              record, record.origin().at(i, count), event, JsonWriter.write(event.value())));
    }
    return results;
  }

  private static Reason reasonOf(JsonException e) {
    return switch (e.problem()) {
      case EMPTY -> Reason.EMPTY_MESSAGE;
      case INVALID_UTF8 -> Reason.INVALID_UTF8;
      case TOO_DEEP -> Reason.TOO_DEEP;
      case INVALID_JSON -> Reason.INVALID_JSON;
    };
  }

  private static List<Result> refused(RawRecord record, Reason reason, String detail) {
    return List.of(new Result.Refused(reason, detail, null, record.origin(), record.value()));
  }
}

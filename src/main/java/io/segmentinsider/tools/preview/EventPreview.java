package io.segmentinsider.tools.preview;

import io.segmentinsider.JobSettings;
import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.lab.publish.JsonDocuments;
import io.segmentinsider.lab.publish.LineSplitter;
import io.segmentinsider.mapping.Explanation;
import io.segmentinsider.mapping.InvalidMappingFileException;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.mapping.MappingText;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.SegmentEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;

/** What a mapping would make of events, by the code of the job. Not safe for several threads. */
public final class EventPreview {

  private static final String PASTED = "the text";

  private final String topic;
  private final EventParser parser;
  private final Mapper mapper;
  private final PreviewLine lines = new PreviewLine();

  private final TextForNumbers textForNumbers = new TextForNumbers();

  /**
   * A preview under the settings of a job.
   *
   * @param topic that events are taken to come from, as some are trusted more than others
   * @throws InvalidMappingFileException if the mapping is wrong
   */
  public EventPreview(JobSettings settings, MappingText mapping, String topic) {
    this(settings, Mapper.of(mapping, settings.mapping().rules()), topic);
  }

  /**
   * A preview of the mapping that a job would have, with all that is checked at its start.
   *
   * @param topic that events are taken to come from, as some are trusted more than others
   * @throws InvalidMappingFileException if the mapping is wrong
   * @throws ConfigurationException if an option is
   */
  public EventPreview(JobSettings settings, String topic) {
    this(settings, MapperFactory.of(settings.mapping()).mapper(), topic);
  }

  private EventPreview(JobSettings settings, Mapper mapper, String topic) {
    this.topic = topic;
    this.parser = new EventParser(settings.source());
    this.mapper = mapper;
  }

  /**
   * One event and what becomes of it.
   *
   * @param event null if it could not be read as one
   * @param original its bytes
   * @param json a line as {@code job/preview --explain} writes it
   */
  public record Previewed(@Nullable SegmentEvent event, byte[] original, byte[] json) {}

  /** What the mapping says and hardly anybody means. */
  public List<String> warnings() {
    return mapper.warnings();
  }

  /**
   * All events of a text: one a line, pretty-printed, or in a list.
   *
   * @param now Kafka's timestamp of them, epoch milliseconds
   * @param most how many are read at most
   * @throws IOException if it holds no JSON at all
   */
  public List<Previewed> ofText(byte[] text, long now, int most) throws IOException {
    List<Previewed> results = new ArrayList<>();
    try (JsonDocuments documents =
        new JsonDocuments(
            LineSplitter.plainOrGzip(new ByteArrayInputStream(text), PASTED), PASTED)) {
      long offset = 0;
      for (var next = documents.next(); next != null; next = documents.next()) {
        if (results.size() >= most) {
          break;
        }
        results.addAll(
            explained(new RawRecord(new SourcePosition(topic, 0, offset++), now, next.bytes())));
      }
    }
    return results;
  }

  /** All events of a record, with every mapping that was considered. */
  public List<Previewed> explained(RawRecord record) {
    List<Previewed> results = new ArrayList<>();
    for (EventParser.Result parsed : parser.parse(record)) {
      if (parsed instanceof EventParser.Result.Parsed event) {
        Explanation explanation = mapper.explain(event.event());
        results.add(
            new Previewed(
                event.event(),
                event.event().original(),
                lines.of(explanation.result(), explanation.mappings())));
      } else if (parsed instanceof EventParser.Result.Refused refused) {
        byte[] original = refused.original() == null ? new byte[0] : refused.original();
        results.add(new Previewed(null, original, lines.of(refused.deadLetter(), true)));
      }
    }
    return results;
  }

  /**
   * What becomes of all events of a record, each as a line of JSON that says where the event
   * stands.
   *
   * @param explain whether it says how
   */
  public List<byte[]> lines(RawRecord record, EventPlace place, boolean explain) {
    List<byte[]> results = new ArrayList<>(1);
    for (EventParser.Result parsed : parser.parse(record)) {
      if (parsed instanceof EventParser.Result.Parsed event) {
        textForNumbers.add(mapper, event.event());
        EventHead head = EventHead.of(place, event.event());
        Explanation explanation = explain ? mapper.explain(event.event()) : null;
        results.add(
            explanation == null
                ? lines.of(head, mapper.map(event.event()), null)
                : lines.of(head, explanation.result(), explanation.mappings()));
      } else if (parsed instanceof EventParser.Result.Refused refused) {
        EventHead head = EventHead.of(place, refused.deadLetter());
        results.add(lines.of(head, refused.deadLetter(), explain));
      }
    }
    return results;
  }

  /**
   * What the mapping says and hardly anybody means, as the events of {@link #lines} show: a trigger
   * that compares with a number what they have as text.
   */
  public List<String> warningsOfEvents() {
    return textForNumbers.sentences();
  }

  /** What becomes of all events of a record, and no more: fast. */
  public List<byte[]> results(RawRecord record) {
    List<byte[]> results = new ArrayList<>(1);
    for (EventParser.Result parsed : parser.parse(record)) {
      if (parsed instanceof EventParser.Result.Parsed event) {
        results.add(lines.of(mapper.map(event.event()), null));
      } else if (parsed instanceof EventParser.Result.Refused refused) {
        results.add(lines.of(refused.deadLetter(), false));
      }
    }
    return results;
  }
}

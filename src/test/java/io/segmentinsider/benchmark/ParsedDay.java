package io.segmentinsider.benchmark;

import io.segmentinsider.BundledDay;
import io.segmentinsider.JobSettings;
import io.segmentinsider.TestSettings;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.record.Update;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import io.segmentinsider.segment.SegmentEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The bundled day under one preset, for the benchmarks.
 *
 * @param parser the job's parser
 * @param mapper the job's mapper
 * @param records the lines as they come from Kafka
 */
record ParsedDay(EventParser parser, Mapper mapper, RawRecord[] records) {

  static ParsedDay under(String preset) {
    JobSettings settings = TestSettings.with("mapping.preset", preset);
    return new ParsedDay(
        new EventParser(settings.source()), MapperFactory.of(settings.mapping()).mapper(), read());
  }

  private static RawRecord[] read() {
    List<RawRecord> records = new ArrayList<>();
    try {
      for (String line : BundledDay.lines()) {
        records.add(
            new RawRecord(
                new SourcePosition("segment", 0, records.size()),
                0,
                line.getBytes(StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records.toArray(RawRecord[]::new);
  }

  /** The events of which a mapping of that name makes an update. */
  SegmentEvent[] eventsOf(String mapping) {
    List<SegmentEvent> events = new ArrayList<>();
    for (RawRecord rawRecord : records) {
      if (parser.parse(rawRecord).get(0) instanceof EventParser.Result.Parsed parsed
          && isMadeBy(mapping, parsed.event())) {
        events.add(parsed.event());
      }
    }
    if (events.isEmpty()) {
      throw new IllegalArgumentException("no event of the day is mapped by " + mapping);
    }
    return events.toArray(SegmentEvent[]::new);
  }

  private boolean isMadeBy(String mapping, SegmentEvent event) {
    for (Update update : mapper.map(event).updates()) {
      if (update.mappingName().equals(mapping)) {
        return true;
      }
    }
    return false;
  }
}

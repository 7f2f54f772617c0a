package io.segmentinsider.cli;

import io.segmentinsider.config.JobSettings;
import io.segmentinsider.local.publish.Lines;
import io.segmentinsider.mapping.Explanation;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.MapperFactory;
import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.segment.RawRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what the job would send for events, and sends nothing. */
@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reads Segment events from standard input, one JSON object a line, plain or gzip, and"
          + " writes one line for each to standard output: the updates that the job would make of"
          + " it, dead letters and repairs. Sends nothing.",
      "Order, links between identifiers and what was sent before play no part in it."
    })
public final class PreviewCommand implements Callable<Integer> {

  private static final String SOURCE = "stdin";

  @Mixin private MappingOptions mapping;

  @Option(
      names = "--explain",
      description =
          "Say which triggers matched, which field came from where, and what was left out or"
              + " converted.")
  private boolean explain;

  private final InputStream in;
  private final OutputStream out;

  /** The command on the streams of the process. */
  public PreviewCommand() {
    this(System.in, System.out);
  }

  PreviewCommand(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Maps all events of the input. */
  @Override
  public Integer call() throws IOException {
    JobSettings settings = mapping.settings();
    Mapper mapper = MapperFactory.of(settings.mapping(), settings.identity()).mapper();
    EventParser parser = new EventParser(settings.source());
    PreviewLine lineOf = new PreviewLine();
    long offset = 0;
    try (Lines lines = Lines.plainOrGzip(in, SOURCE);
        OutputStream results = new BufferedOutputStream(out)) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        RawRecord record = new RawRecord(new SourcePosition(SOURCE, 0, offset), now(), line);
        results.write(result(record, parser, mapper, lineOf));
        offset++;
      }
    }
    return 0;
  }

  private byte[] result(RawRecord record, EventParser parser, Mapper mapper, PreviewLine lineOf) {
    EventParser.Result parsed = parser.parse(record);
    if (parsed instanceof EventParser.Result.Refused refused) {
      return lineOf.of(refused.deadLetter(record), explain);
    }
    EventParser.Result.Parsed event = (EventParser.Result.Parsed) parsed;
    if (explain) {
      Explanation explanation = mapper.explain(event.event());
      return lineOf.of(explanation.result(), explanation.mappings());
    }
    return lineOf.of(mapper.map(event.event()), null);
  }

  /** Kafka would stamp the record with the time of its arrival. */
  private static long now() {
    return System.currentTimeMillis();
  }
}

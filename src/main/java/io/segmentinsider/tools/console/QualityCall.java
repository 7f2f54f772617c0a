package io.segmentinsider.tools.console;

import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.Quality;
import io.segmentinsider.segment.EventParser;
import io.segmentinsider.tools.console.http.Endpoint;
import io.segmentinsider.tools.console.http.EventStream;
import io.segmentinsider.tools.console.http.RefusedException;
import io.segmentinsider.tools.console.http.Request;
import java.io.IOException;
import java.util.Map;

/** How well the last events can be read: the table of {@code job/dictionary --quality}. */
final class QualityCall implements Endpoint.Stream {

  private static final int USUAL = 10_000;
  private static final int MOST = 200_000;

  private final Mappings mappings;
  private final Scans scans;

  QualityCall(Mappings mappings, Scans scans) {
    this.mappings = mappings;
    this.scans = scans;
  }

  @Override
  public void answer(Request request, EventStream out)
      throws RefusedException, IOException, InterruptedException {
    long events = request.number("events", USUAL, 1, MOST);
    EventParser parser = new EventParser(mappings.settings().source());
    Mapper mapper = Mapper.of(mappings.deployed(), mappings.settings().mapping().rules());
    Quality quality = new Quality();
    scans.run(
        out,
        (scan, topics) -> {
          for (String topic : topics) {
            scan.scan(
                topic,
                ScanRange.last(Math.max(1, events / topics.size())),
                taken ->
                    parser
                        .parse(DifferenceCall.raw(taken))
                        .forEach(result -> add(result, mapper, quality)));
          }
        });
    out.send("quality", Map.of("fields", quality.rows(), "events", quality.events()));
  }

  private static void add(EventParser.Result result, Mapper mapper, Quality quality) {
    if (result instanceof EventParser.Result.Parsed parsed) {
      quality.add(parsed.event(), mapper.explain(parsed.event()));
    } else if (result instanceof EventParser.Result.Refused refused) {
      quality.addRefused(refused.deadLetter());
    }
  }
}

package io.segmentinsider.tools.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.segmentinsider.JobSettings;
import io.segmentinsider.tools.console.http.Endpoint;
import io.segmentinsider.tools.console.http.EventStream;
import io.segmentinsider.tools.console.http.RefusedException;
import io.segmentinsider.tools.console.http.Request;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Dead letters, grouped by reason and mapping, with what was sent again. */
final class DeadLettersCall implements Endpoint.Stream {

  private static final int MOST = 100_000;

  /** Replays stand among all events: so many of the last ones are looked at. */
  private static final int MOST_EVENTS = 200_000;

  private final JobSettings settings;
  private final Scans scans;

  DeadLettersCall(JobSettings settings, Scans scans) {
    this.settings = settings;
    this.scans = scans;
  }

  @Override
  public void answer(Request request, EventStream out)
      throws RefusedException, IOException, InterruptedException {
    ScanRange range = new ScanRange(null, request.time("from"), request.time("to"), MOST);
    DeadLetterGroups groups = new DeadLetterGroups();
    scans.run(
        out,
        (scan, topics) -> {
          TopicScan.Result letters =
              scan.scan(
                  settings.outcome().deadLettersTopic(),
                  range,
                  taken -> {
                    JsonNode letter = Lines.ofJob(taken.value());
                    groups.add(letter, taken.timestamp(), taken.offset());
                  });
          boolean allReplays = letters.records() == 0 || replays(scan, topics, groups);
          out.send(
              "dead-letters",
              Map.of(
                  "read",
                  letters.records(),
                  "complete",
                  letters.complete() && letters.records() < MOST,
                  "allReplaysKnown",
                  allReplays,
                  "groups",
                  groups.groups()));
        });
  }

  /** Marks what was sent again; false if older replays were not looked at. */
  private boolean replays(TopicScan scan, List<String> topics, DeadLetterGroups groups)
      throws IOException {
    boolean all = true;
    Instant first = Instant.ofEpochMilli(groups.firstTime());
    for (String topic : topics) {
      TopicScan.Result events =
          scan.scan(topic, ScanRange.from(first, MOST_EVENTS), groups::addEvent);
      all &= events.complete() && events.records() < MOST_EVENTS;
    }
    return all;
  }
}

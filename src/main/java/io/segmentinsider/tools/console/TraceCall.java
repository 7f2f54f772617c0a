package io.segmentinsider.tools.console;

import io.segmentinsider.record.SourcePosition;
import io.segmentinsider.segment.SourceSettings;
import io.segmentinsider.tools.console.http.Endpoint;
import io.segmentinsider.tools.console.http.EventStream;
import io.segmentinsider.tools.console.http.RefusedException;
import io.segmentinsider.tools.console.http.Request;
import io.segmentinsider.tools.trace.EventTrace;
import io.segmentinsider.tools.trace.Search;
import io.segmentinsider.tools.trace.Search.Wanted;
import io.segmentinsider.tools.trace.Tracer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** What became of a message, a position or a person: what {@code job/trace} finds. */
final class TraceCall implements Endpoint.Stream {

  private static final int SHORTEST = 3;
  private static final int MOST = 200;
  private static final Duration USUAL_WINDOW = Duration.ofDays(1);

  private final ConsoleSettings settings;
  private final Scans scans;
  private final InstantSource clock;

  TraceCall(ConsoleSettings settings, Scans scans, InstantSource clock) {
    this.settings = settings;
    this.scans = scans;
    this.clock = clock;
  }

  @Override
  public void answer(Request request, EventStream out)
      throws RefusedException, IOException, InterruptedException {
    Instant from = request.time("from");
    Search search =
        new Search(
            wanted(request),
            from == null ? clock.instant().minus(USUAL_WINDOW) : from,
            request.time("to"),
            MOST,
            request.number("partition") == null
                ? null
                : (int) request.number("partition", 0, 0, Integer.MAX_VALUE),
            request.flag("sent") ? settings.sandbox() : null);
    scans.run(
        () -> {
          List<EventTrace> traces =
              new Tracer(settings.job(), TopicScan.progress(out)).find(search);
          for (EventTrace trace : traces) {
            out.send("event", trace);
          }
          out.send("trace", Map.of("events", traces.size(), "complete", traces.size() < MOST));
        });
  }

  private Wanted wanted(Request request) throws RefusedException {
    String messageId = request.text("messageId");
    String person = request.text("person");
    Long offset = request.number("offset");
    if ((messageId == null ? 0 : 1) + (person == null ? 0 : 1) + (offset == null ? 0 : 1) != 1) {
      throw new RefusedException(
          400, "one of messageId, person, and partition with offset is looked for");
    }
    if (messageId != null) {
      return new Wanted.Message(messageId);
    }
    if (person == null) {
      return new Wanted.Position(position(request, offset));
    }
    if (person.strip().length() < SHORTEST) {
      throw new RefusedException(
          400, "an identifier of fewer than " + SHORTEST + " characters would be everybody's");
    }
    return new Wanted.User(person);
  }

  /** The console shows the topics of its job, and not what else there is in the cluster. */
  private SourcePosition position(Request request, long offset) throws RefusedException {
    SourceSettings source = settings.job().source();
    String named = request.text("topic");
    String topic = named == null && !source.topics().isEmpty() ? source.topics().get(0) : named;
    if (topic == null || !isRead(source, topic)) {
      throw new RefusedException(400, "the job reads no events from that topic");
    }
    return new SourcePosition(
        topic, (int) request.number("partition", 0, 0, Integer.MAX_VALUE), offset);
  }

  private static boolean isRead(SourceSettings source, @Nullable String topic) {
    return source.topicPattern() == null
        ? source.topics().contains(topic)
        : topic != null && topic.matches(source.topicPattern());
  }
}

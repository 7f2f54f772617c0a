package io.segmentinsider.tools.console;

import io.segmentinsider.sandbox.SandboxClient;
import io.segmentinsider.sandbox.SandboxStatistics;
import io.segmentinsider.tools.console.http.Endpoint;
import io.segmentinsider.tools.console.http.EventStream;
import io.segmentinsider.tools.console.http.Request;
import io.segmentinsider.tools.console.watch.Sample;
import io.segmentinsider.tools.console.watch.Watch;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/** How the job is, every two seconds. */
final class WatchCall implements Endpoint.Stream {

  private static final Duration POLL = Duration.ofMillis(400);

  /** A stream ends before the server would cut it off; the page asks for the next one. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Watch watch;
  @Nullable private final SandboxClient sandbox;

  WatchCall(Watch watch, @Nullable URI sandbox) {
    this.watch = watch;
    this.sandbox = sandbox == null ? null : new SandboxClient(sandbox);
  }

  @Override
  public void answer(Request request, EventStream out) throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    long seen = 0;
    out.send("watching", Map.of());
    while (System.nanoTime() < end) {
      List<Sample> samples = watch.after(seen);
      if (!samples.isEmpty()) {
        Sample last = samples.get(samples.size() - 1);
        seen = last.time();
        out.send("sample", shown(samples, last));
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  private Map<String, Object> shown(List<Sample> samples, Sample last)
      throws IOException, InterruptedException {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("curve", curve(samples));
    shown.put("now", last);
    shown.put("lag", last.lag());
    if (sandbox != null) {
      SandboxStatistics statistics = sandbox.statistics();
      shown.put("requests", statistics.requests());
      shown.put("users", statistics.users());
      shown.put("requestsByStatus", statistics.requestsByStatus());
    }
    return shown;
  }

  private static List<double[]> curve(List<Sample> samples) {
    List<double[]> points = new ArrayList<>();
    for (Sample sample : samples) {
      points.add(new double[] {sample.time() / 1e3, sample.outcomesPerSecond(), sample.lag()});
    }
    return points;
  }
}

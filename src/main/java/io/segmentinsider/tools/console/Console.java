package io.segmentinsider.tools.console;

import io.segmentinsider.tools.console.http.Listening;
import io.segmentinsider.tools.console.http.Route;
import io.segmentinsider.tools.console.http.WebServer;
import io.segmentinsider.tools.console.watch.Watch;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;

/** A web page that shows what the job does and why; docs/console.md describes it. */
public final class Console implements AutoCloseable {

  private final Watch watch;
  private final WebServer server;

  private Console(Watch watch, WebServer server) {
    this.watch = watch;
    this.server = server;
  }

  /**
   * Starts a console.
   *
   * @throws IOException if it cannot listen at the address, usually because another process does
   */
  public static Console start(ConsoleSettings settings, Listening listening) throws IOException {
    Watch watch = new Watch(settings.job(), settings.flink());
    try {
      return new Console(watch, WebServer.start(listening, routes(settings, watch)));
    } catch (IOException | RuntimeException e) {
      watch.close();
      throw e;
    }
  }

  /** All calls of the interface; docs/console-api.yaml describes them. */
  static List<Route> routes(ConsoleSettings settings, Watch watch) {
    Mappings mappings = new Mappings(settings.job());
    Scans scans = new Scans(settings.job());
    ReplayCalls replay = new ReplayCalls(settings, InstantSource.system());
    return List.of(
        Route.get("/api/about", new AboutCall(settings)),
        Route.get("/api/guidance", new GuidanceCall()),
        Route.get("/api/gallery", new GalleryCall()),
        Route.get("/api/mapping", new MappingCall(mappings)),
        Route.post("/api/try", new TryCall(mappings, new ThrowawaySandbox())),
        Route.post("/api/case", new CaseCall(mappings)),
        Route.stream("/api/difference", new DifferenceCall(mappings, scans)),
        Route.stream("/api/watch", new WatchCall(watch, settings.sandbox())),
        Route.stream("/api/trace", new TraceCall(settings, scans, InstantSource.system())),
        Route.stream("/api/dead-letters", new DeadLettersCall(settings.job(), scans)),
        Route.post("/api/replay/plan", replay::plan),
        Route.post("/api/replay", replay::replay),
        Route.post("/api/people", new PeopleCall(settings.sandbox())),
        Route.stream("/api/quality", new QualityCall(mappings, scans)));
  }

  /** Where it listens. */
  public URI address() {
    return server.address();
  }

  @Override
  public void close() {
    server.close();
    watch.close();
  }
}

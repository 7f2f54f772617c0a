package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What Insider does with calls, and what it holds. Safe for use by several threads: one call at a
 * time.
 */
final class Insider implements AutoCloseable {

  private final boolean keepEvents;
  private final boolean countOnly;
  private final SeenNames names = new SeenNames();
  private final Warnings warnings = new Warnings();
  private final Admission admission;
  private final Faults faults;
  private final UpsertEndpoint upsert;
  private final SiblingEndpoints siblings;
  private final ProfileWriter profileWriter;
  private final Optional<SentRecorder> recorder;
  private Holdings holdings;

  Insider(SandboxSettings settings, LongSupplier nanoClock) {
    JsonFactory json =
        new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();
    this.keepEvents = settings.depth() == SandboxSettings.Depth.EVENTS;
    this.countOnly = settings.depth() == SandboxSettings.Depth.COUNT;
    this.admission = new Admission(settings, nanoClock);
    this.faults = new Faults(settings.seed(), nanoClock, admission::replaceToken);
    this.upsert = new UpsertEndpoint(json, new UpsertReader(json, names, warnings), faults);
    this.siblings = new SiblingEndpoints(names);
    this.profileWriter = new ProfileWriter(json, keepEvents);
    this.recorder =
        settings.record() ? Optional.of(new SentRecorder(json, names)) : Optional.empty();
    this.holdings = Holdings.empty(keepEvents, names);
  }

  /** What goes wrong on purpose. */
  Faults faults() {
    return faults;
  }

  /** Forgets everything but the faults that are under way. */
  synchronized void reset() {
    holdings = Holdings.empty(keepEvents, names);
    warnings.reset();
    faults.resetStrikes();
    recorder.ifPresent(SentRecorder::reset);
  }

  synchronized SandboxStatistics statistics() {
    return holdings
        .counters()
        .statistics(holdings.store(), holdings.ledger(), faults.strikes(), warnings.counts());
  }

  synchronized void writeProfiles(OutputStream out) throws IOException {
    profileWriter.write(holdings.store().profiles(), out);
  }

  boolean isRecording() {
    return recorder.isPresent();
  }

  /**
   * Writes what was recorded.
   *
   * @throws IllegalStateException if nothing is, by the settings
   */
  synchronized void writeSent(OutputStream out) throws IOException {
    recorder
        .orElseThrow(
            () ->
                new IllegalStateException("nothing is recorded: start the sandbox with recording"))
        .writeTo(out);
  }

  /**
   * Counts a call that came in.
   *
   * @return its number, from 1
   */
  synchronized long started(HttpCall call) {
    return holdings.counters().requestStarted(call.sent());
  }

  /**
   * Counts and records what became of a call.
   *
   * @param status 0 if no answer is sent
   */
  synchronized void ended(HttpCall call, long number, int status) {
    holdings.counters().requestEnded(status);
    if (recorder.isPresent() && InsiderEndpoint.UPSERT.isCalledBy(call)) {
      recorder.get().record(call, number, status);
    }
  }

  /** Processes a call of one of Insider's endpoints. */
  synchronized HttpAnswer process(HttpCall call, CallPlan plan) {
    try {
      InsiderEndpoint endpoint = InsiderEndpoint.of(call);
      admission.admit(call, endpoint, plan.bodyLimit());
      if (endpoint == InsiderEndpoint.UPSERT) {
        return countOnly
            ? UpsertEndpoint.count(call, holdings.counters())
            : upsert.upsert(call, plan.userFaults(), holdings);
      }
      return siblings.process(endpoint, call, holdings);
    } catch (InvalidRequestException e) {
      return e.answer();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (recorder.isPresent()) {
      recorder.get().close();
    }
  }
}

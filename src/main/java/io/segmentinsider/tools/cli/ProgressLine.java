package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.kafka.ReadProgress;
import io.segmentinsider.lab.publish.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Says on the error stream how far something is, every few seconds, a line each. */
final class ProgressLine implements ReadProgress, Progress {

  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final PrintWriter err;
  private long saidAt = System.nanoTime();

  ProgressLine(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void at(String what, long records, double share) {
    if (System.nanoTime() - saidAt >= INTERVAL_NANOS) {
      saidAt = System.nanoTime();
      err.printf(Locale.ROOT, "%s: %,d records, %.0f %%%n", what, records, 100 * share);
      err.flush();
    }
  }

  @Override
  public void at(long events, double share) {
    at("publishing", events, share);
  }
}

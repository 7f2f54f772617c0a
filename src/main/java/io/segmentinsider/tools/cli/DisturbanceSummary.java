package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.demo.Demo;
import io.segmentinsider.lab.demo.Disturbance;
import io.segmentinsider.lab.report.Report;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** What went wrong on purpose, and what it cost. */
final class DisturbanceSummary {

  private final Demo demo;
  private final Disturbance disturbance;
  private final Report report;

  DisturbanceSummary(Demo demo, Disturbance disturbance, Report report) {
    this.demo = demo;
    this.disturbance = disturbance;
    this.report = report;
  }

  void print(PrintWriter out) {
    if (disturbance.equals(Disturbance.NONE)) {
      return;
    }
    out.println("Under " + disturbance.faults().code() + ":");
    demo.strikes()
        .forEach(
            (fault, strikes) -> out.printf(Locale.ROOT, "%,12d  strikes of %s%n", strikes, fault));
    if (disturbance.crashes() > 0) {
      out.printf(
          Locale.ROOT,
          "%,12d  crashes, with %,d restores from a checkpoint%n",
          demo.crashes(),
          demo.restores());
      for (Duration recovery : demo.recoveries()) {
        out.printf(
            Locale.ROOT,
            "%12.1f  seconds from a crash to the next delivery%n",
            recovery.toMillis() / 1000.0);
      }
    }
    if (demo.rescales() > 0) {
      out.printf(Locale.ROOT, "%,12d  changes of the parallelism%n", demo.rescales());
    }
    out.printf(Locale.ROOT, "%,12d  updates sent twice%n", report.sentTwice());
    out.printf(Locale.ROOT, "%,12d  out of order%n", report.outOfOrder());
    out.printf(Locale.ROOT, "%,12d  stored twice%n", report.storedTwice());
    out.printf(Locale.ROOT, "%,12d  merges of user ids%n", report.uuidMerges());
    out.println();
    out.flush();
  }
}

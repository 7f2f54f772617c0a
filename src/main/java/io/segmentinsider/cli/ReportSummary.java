package io.segmentinsider.cli;

import io.segmentinsider.local.report.Report;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;

/** What a person wants to know of a report. */
final class ReportSummary {

  private final Report report;
  private final Path directory;
  private final boolean recorded;

  ReportSummary(Report report, Path directory, boolean recorded) {
    this.report = report;
    this.directory = directory;
    this.recorded = recorded;
  }

  void print(PrintWriter out) {
    out.println();
    count(out, report.read(), "events read");
    count(out, report.accepted(), "  accepted");
    count(out, report.repeats(), "  repeats of messages seen before");
    count(out, report.unmatched(), "  that no mapping wants");
    count(out, report.refused(), "  refused");
    count(out, report.updates(), "updates made of them");
    count(out, report.delivered(), "  delivered");
    count(out, report.unchanged(), "  with nothing new");
    count(out, report.suppressed(), "  kept back by a rule");
    count(out, report.linked(), "  that only taught a link");
    count(
        out,
        report.deadLetters().values().stream().mapToLong(Long::longValue).sum(),
        "dead letters");
    report.deadLetters().forEach((reason, letters) -> count(out, letters, "  " + reason));
    count(out, report.requests(), "requests, which took");
    count(out, report.usersSent(), "  user objects and");
    count(out, report.eventsSent(), "  events, and left");
    count(out, report.profiles(), "  profiles");
    effort(out);
    latency(out);
    out.println();
    if (report.accounted()) {
      out.println("accounted: every event ended once");
    } else {
      out.println("NOT accounted:");
      report.problems().forEach(problem -> out.println("  " + problem));
    }
    out.println();
    out.println("Where to look:");
    file(out, "report.json", "all of these figures");
    file(out, "receipts.ndjson", "the good end of every update");
    file(out, "dead-letters.ndjson", "what was refused, and why");
    file(out, "profiles.ndjson", "what the local Insider knows now");
    if (recorded) {
      file(out, "sent.ndjson", "every user object that it received");
    }
    out.println();
    out.flush();
  }

  private void effort(PrintWriter out) {
    if (report.elapsedMs() == null || report.cpuMicrosPerEvent() == null) {
      return;
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "%,d events/s in %.1f s, %.0f us of processor time an event (broker, sandbox and Flink"
            + " share this process)%n",
        report.eventsPerSecond(),
        report.elapsedMs() / 1000.0,
        report.cpuMicrosPerEvent());
    if (report.secondHalf() != null) {
      out.printf(
          Locale.ROOT,
          "%,d events/s in the second half, %.0f us an event, of which%n",
          report.secondHalf().eventsPerSecond(),
          report.secondHalf().cpuMicrosPerEvent());
      report
          .secondHalf()
          .cpuMicrosPerEventByPart()
          .forEach((part, micros) -> out.printf(Locale.ROOT, "%12.1f  %s%n", micros, part));
    }
    if (report.load() != null) {
      out.printf(
          Locale.ROOT,
          "at most %,d updates (%,d bytes) unsettled at a time%n",
          report.load().largestQueueUpdates(),
          report.load().largestQueueBytes());
    }
  }

  /** Where the job took events as they came; of a backlog it would only tell the age. */
  private void latency(PrintWriter out) {
    if (report.elapsedMs() != null || report.latencyMsP50() == null) {
      return;
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "from Kafka to Insider's answer within %,d ms for half of the updates, %,d ms for 99 of"
            + " 100%n",
        report.latencyMsP50(),
        report.latencyMsP99());
  }

  private static void count(PrintWriter out, long count, String what) {
    out.printf(Locale.ROOT, "%,12d  %s%n", count, what);
  }

  private void file(PrintWriter out, String name, String content) {
    out.printf("  %-40s %s%n", directory.resolve(name), content);
  }
}

package io.segmentinsider.tools.cli;

import io.segmentinsider.lab.report.Load;
import io.segmentinsider.lab.report.Report;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.annotation.Nullable;

/** What a person wants to know of a report. */
final class ReportSummary {

  private static final int SHOWN_REPAIRS = 10;

  private final Report report;
  @Nullable private final Path directory;
  private final boolean recorded;

  /**
   * A summary.
   *
   * @param directory where files were written; null if none were
   */
  ReportSummary(Report report, @Nullable Path directory, boolean recorded) {
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
    if (report.underWay() > 0) {
      count(out, report.underWay(), "events under way: read, and not ended yet");
    }
    if (report.notRead() > 0) {
      count(out, report.notRead(), "events not read yet");
    }
    count(out, report.updates(), "updates made of them");
    count(out, report.delivered(), "  delivered");
    count(out, report.unchanged(), "  with nothing new");
    count(out, report.suppressed(), "  kept back by a rule");
    count(out, report.linked(), "  that only said whose an identifier is");
    count(
        out,
        report.updates()
            - report.delivered()
            - report.unchanged()
            - report.suppressed()
            - report.linked(),
        "  that became a dead letter");
    count(
        out,
        report.deadLetters().values().stream().mapToLong(Long::longValue).sum(),
        "dead letters: of records, of updates, and of single events");
    report.deadLetters().forEach((reason, letters) -> count(out, letters, "  " + reason));
    if (report.requests() != null) {
      count(out, report.requests(), "requests, which took");
      count(out, report.usersSent(), "  user objects and");
      count(out, report.eventsSent(), "  events, and left");
      count(out, report.profiles(), "  profiles");
    }
    reasons(out);
    repairs(out);
    effort(out);
    latency(out);
    out.println();
    List<String> broken = report.brokenPromises();
    if (broken.isEmpty()) {
      out.println("accounted: every event ended once");
    } else {
      out.println("NOT accounted:");
      broken.forEach(problem -> out.println(Paragraph.of("  ", problem)));
      report
          .unaccounted()
          .forEach(position -> out.println(Paragraph.of("    ", "no outcome: " + position)));
    }
    if (report.requests() == null) {
      out.println("Merges and order were not looked at: only a sandbox knows (--sandbox).");
    }
    out.println();
    if (directory != null) {
      files(out);
    }
    out.flush();
  }

  private void files(PrintWriter out) {
    out.println(Paragraph.of("", "Where to look, in " + directory + ":"));
    file(out, "report.json", "all of these figures");
    file(out, "receipts.ndjson", "the good end of every update");
    file(out, "dead-letters.ndjson", "what was refused, and why");
    if (report.requests() != null) {
      file(out, "profiles.ndjson", "what the local Insider knows now");
    }
    if (recorded) {
      file(out, "sent.ndjson", "every user object that it received");
    }
    out.println();
  }

  private void reasons(PrintWriter out) {
    report
        .reasons()
        .forEach(
            (reason, found) ->
                found
                    .examples()
                    .forEach(
                        example ->
                            out.println(
                                Paragraph.of(
                                    "    ",
                                    reason
                                        + " at "
                                        + example.at()
                                        + (example.detail().isEmpty()
                                            ? ""
                                            : ": " + example.detail())))));
  }

  /** Where to look first; {@code report.json} has more of them. */
  private void repairs(PrintWriter out) {
    if (report.elapsedMs() == null && !report.repairedFields().isEmpty()) {
      out.println("repaired most often, in updates:");
      report.repairedFields().stream()
          .limit(SHOWN_REPAIRS)
          .forEach(
              repaired ->
                  count(out, repaired.updates(), "  " + repaired.kind() + ": " + repaired.field()));
    }
  }

  private void effort(PrintWriter out) {
    if (report.elapsedMs() == null || report.cpuMicrosPerEvent() == null) {
      return;
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "%,12d  events/s in %.1f s; the virtual machine warms up in that time%n",
        report.eventsPerSecond(),
        report.elapsedMs() / 1000.0);
    out.printf(
        Locale.ROOT,
        "%12.0f  us of processor time an event; broker, sandbox and Flink share it%n",
        report.cpuMicrosPerEvent());
    if (report.secondHalf() != null) {
      out.printf(
          Locale.ROOT,
          "%,12d  events/s in the second half, %.0f us an event, of which%n",
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
          "%,12d  updates (%,d bytes) unsettled at a time, at most%n",
          report.load().largestQueueUpdates(),
          report.load().largestQueueBytes());
      snapshot(out, report.load().lastCheckpoint(), "checkpoint");
      snapshot(out, report.load().lastSavepoint(), "savepoint");
    }
  }

  private static void snapshot(PrintWriter out, @Nullable Load.Snapshot snapshot, String what) {
    if (snapshot != null) {
      out.printf(
          Locale.ROOT,
          "%,12d  bytes in the last %s, which took %.1f s%n",
          snapshot.bytes(),
          what,
          snapshot.ms() / 1000.0);
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
        "from Kafka to Insider's answer: %,d ms for half of the updates, %,d ms for 99 %%%n",
        report.latencyMsP50(),
        report.latencyMsP99());
  }

  private static void count(PrintWriter out, long count, String what) {
    out.printf(Locale.ROOT, "%,12d  %s%n", count, what);
  }

  private static void file(PrintWriter out, String name, String content) {
    out.printf("  %-22s%s%n", name, content);
  }
}

package io.segmentinsider.local.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.segmentinsider.local.sandbox.SandboxStatistics;
import io.segmentinsider.record.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * {@code report.json}: what became of everything that was published. Its members are a stable
 * interface, described in {@code docs/report.md}.
 *
 * @param read published records
 * @param accepted records of which an update went on after mapping
 * @param repeats other records of which an update was seen before
 * @param unmatched records that no mapping wanted
 * @param refused records that could not be read, or of which nothing could be mapped
 * @param updates different updates, repeats not among them
 * @param delivered updates that Insider took
 * @param suppressed updates that a rule kept back
 * @param unchanged updates that held nothing new
 * @param linked updates that only taught a link
 * @param deadLetters dead letters of records, updates and events, by reason
 * @param rejected dead letters of what Insider refused
 * @param requests calls that the sandbox received
 * @param usersSent user objects in them
 * @param eventsSent events in accepted user objects
 * @param sentTwice updates that the sandbox took more than once
 * @param storedTwice lines of updates that stand in two profiles or with two contents
 * @param uuidMerges merges of profiles with different user ids
 * @param outOfOrder updates that came after a later one of their owner
 * @param profiles profiles at the end
 * @param latencyMsP50 milliseconds from the event's Kafka timestamp to Insider's answer which half
 *     of the updates did not exceed; null if no request was made
 * @param latencyMsP99 the same for 99 of 100
 * @param elapsedMs how long the job ran; null if it still runs
 * @param eventsPerSecond records read in that time; null if it still runs
 * @param cpuMicrosPerEvent processor time per record of the process that ran the job, and all that
 *     ran in it; null if that is not known
 * @param secondHalf what the second half of the events took; null if no checkpoint parted the run,
 *     or if it still runs
 * @param load what the run put on the job; null if that was not watched
 * @param accounted whether every published record is accounted for, once
 * @param problems why not; empty if it is
 */
public record Report(
    long read,
    long accepted,
    long repeats,
    long unmatched,
    long refused,
    long updates,
    long delivered,
    long suppressed,
    long unchanged,
    long linked,
    Map<String, Long> deadLetters,
    long rejected,
    long requests,
    long usersSent,
    long eventsSent,
    long sentTwice,
    long storedTwice,
    long uuidMerges,
    long outOfOrder,
    long profiles,
    @Nullable Long latencyMsP50,
    @Nullable Long latencyMsP99,
    @Nullable Long elapsedMs,
    @Nullable Long eventsPerSecond,
    @Nullable Double cpuMicrosPerEvent,
    @Nullable SecondHalf secondHalf,
    @Nullable Load load,
    boolean accounted,
    List<String> problems) {

  /** Puts together what the topics, the sandbox and the clock say. */
  static Report of(Totals totals, Latencies latencies, SandboxStatistics sandbox, Effort effort) {
    return new Report(
        totals.read(),
        totals.accepted(),
        totals.repeats(),
        totals.unmatched(),
        totals.refused(),
        totals.updates(),
        totals.delivered(),
        totals.suppressed(),
        totals.unchanged(),
        totals.linked(),
        totals.deadLetters(),
        totals.deadLetters().getOrDefault(Reason.REJECTED.code(), 0L),
        sandbox.requests(),
        sandbox.users(),
        sandbox.eventsAccepted(),
        sandbox.sentTwice(),
        sandbox.storedTwice(),
        sandbox.uuidMerges(),
        sandbox.outOfOrder(),
        sandbox.profiles(),
        latencies.percentile(50),
        latencies.percentile(99),
        effort.elapsedMs(),
        effort.eventsPerSecond(totals.read()),
        effort.cpuMicrosPerEvent(totals.read()),
        effort.secondHalf(),
        effort.load(),
        totals.accounted(),
        totals.problems());
  }

  /**
   * What was promised and not kept, whatever went wrong around the job: a sentence each.
   *
   * @return empty if everything was kept
   */
  public List<String> brokenPromises() {
    List<String> broken = new ArrayList<>(problems);
    if (outOfOrder > 0) {
      broken.add(outOfOrder + " updates came after a later one of their owner");
    }
    if (storedTwice > 0) {
      broken.add(storedTwice + " lines of updates are stored twice or with two contents");
    }
    if (uuidMerges > 0) {
      broken.add(uuidMerges + " profiles with different user ids became one");
    }
    return broken;
  }

  /** As JSON, one member a line. */
  public String toJson() {
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(this)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts can always be written", e);
    }
  }
}

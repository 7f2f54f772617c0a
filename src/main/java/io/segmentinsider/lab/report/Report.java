package io.segmentinsider.lab.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.segmentinsider.lab.LabJson;
import io.segmentinsider.record.Reason;
import io.segmentinsider.sandbox.SandboxStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * {@code report.json}: what became of everything that was published. Its members are a stable
 * interface, described in {@code docs/report.md}.
 *
 * @param read published records; one that holds several events counts as that many
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
 * @param notRead records that the job has not read yet; they are not in {@code read}
 * @param underWay records that the job has read, that have no outcome yet and are too young to be
 *     lost; they are not in {@code read} either
 * @param unaccounted the first records without an outcome, with their time
 * @param reasons why updates were refused or kept back, with the first examples
 * @param repairedFields which fields were repaired most often, and how
 * @param requests calls that the sandbox received; null, as all below it, if there is no sandbox
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
    long notRead,
    long underWay,
    List<String> unaccounted,
    Map<String, Reasons.Found> reasons,
    List<RepairedField> repairedFields,
    @Nullable Long requests,
    @Nullable Long usersSent,
    @Nullable Long eventsSent,
    @Nullable Long sentTwice,
    @Nullable Long storedTwice,
    @Nullable Long uuidMerges,
    @Nullable Long outOfOrder,
    @Nullable Long profiles,
    @Nullable Long latencyMsP50,
    @Nullable Long latencyMsP99,
    @Nullable Long elapsedMs,
    @Nullable Long eventsPerSecond,
    @Nullable Double cpuMicrosPerEvent,
    @Nullable SecondHalf secondHalf,
    @Nullable Load load,
    boolean accounted,
    List<String> problems) {

  /**
   * A field of the user object that was repaired.
   *
   * @param kind what was done, as {@code docs/reasons.md} lists it
   * @param field where
   * @param updates in how many updates
   */
  public record RepairedField(String kind, String field, long updates) {}

  /** What is known of records without an outcome, of those with a reason, and of repairs. */
  record Details(long notRead, List<String> unaccounted, Reasons reasons, RepairCounts repairs) {}

  /**
   * Puts together what the topics, the sandbox and the clock say.
   *
   * @param sandbox null if there is none
   */
  static Report of(
      Totals totals,
      Details details,
      Latencies latencies,
      @Nullable SandboxStatistics sandbox,
      Effort effort) {
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
        details.notRead(),
        totals.underWay(),
        details.unaccounted(),
        details.reasons().found(),
        details.repairs().mostFrequent(),
        sandbox == null ? null : (Long) sandbox.requests(),
        sandbox == null ? null : (Long) sandbox.users(),
        sandbox == null ? null : (Long) sandbox.eventsAccepted(),
        sandbox == null ? null : (Long) sandbox.sentTwice(),
        sandbox == null ? null : (Long) sandbox.storedTwice(),
        sandbox == null ? null : (Long) sandbox.uuidMerges(),
        sandbox == null ? null : (Long) sandbox.outOfOrder(),
        sandbox == null ? null : (Long) sandbox.profiles(),
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
    if (isSome(outOfOrder)) {
      broken.add("OUT OF ORDER: " + outOfOrder + " updates came after a later one of their owner");
    }
    if (isSome(storedTwice)) {
      broken.add(
          "DOUBLED: " + storedTwice + " lines of updates are stored twice or with two contents");
    }
    if (isSome(uuidMerges)) {
      broken.add("MERGED: " + uuidMerges + " profiles with different user ids became one");
    }
    return broken;
  }

  private static boolean isSome(@Nullable Long count) {
    return count != null && count > 0;
  }

  /** As JSON, one member a line. */
  public String toJson() {
    try {
      return LabJson.INDENTED.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers and texts can always be written", e);
    }
  }
}

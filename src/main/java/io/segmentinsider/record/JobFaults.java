package io.segmentinsider.record;

import java.io.UncheckedIOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faults of the job's own that single records bring out. A write key stands in every web page: who
 * finds such a record must not be able to stop the job with it, so it ends as a dead letter, and
 * the fault is told here. One per stage and task.
 */
public final class JobFaults {

  private static final Logger LOG = LoggerFactory.getLogger(JobFaults.class);
  private static final String OWN_CODE = "io.segmentinsider.";

  private long count;

  /**
   * Tells of a fault, less and less often: of the first, second, fourth, eighth and so on.
   *
   * @param origin the record that brought it out
   * @return class and place of the fault; not its message, which may quote the record
   * @throws UncheckedIOException the fault itself, if somebody who was asked did not answer: that
   *     is not the record's, and the restarted task asks again
   */
  public String tell(Throwable fault, SourcePosition origin) {
    if (fault instanceof UncheckedIOException noAnswer) {
      throw noAnswer;
    }
    String words = inWords(fault);
    count++;
    if (Long.bitCount(count) == 1) {
      LOG.error(
          "The job itself failed on the record at {}: {}. The record is a dead letter, and the job"
              + " goes on. Report it; after an upgrade, job/replay --original sends it again. {}"
              + " such records so far.",
          origin,
          words,
          count);
    }
    return words;
  }

  /** The JVM leaves out the places of a fault that it has seen often. */
  private static String inWords(Throwable fault) {
    StackTraceElement[] places = fault.getStackTrace();
    String name = fault.getClass().getName();
    return Arrays.stream(places)
        .filter(place -> place.getClassName().startsWith(OWN_CODE))
        .findFirst()
        .or(() -> Arrays.stream(places).findFirst())
        .map(place -> name + " at " + place)
        .orElse(name);
  }
}

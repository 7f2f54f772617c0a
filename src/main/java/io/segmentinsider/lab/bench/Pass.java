package io.segmentinsider.lab.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.segmentinsider.lab.LabJson;
import java.util.Map;
import javax.annotation.Nullable;

/**
 * One reading of the whole topic.
 *
 * @param events records
 * @param nanos from the first record to the end
 * @param cpuNanos processor time of the process in between, compilation and garbage among it
 * @param allocatedBytes by the threads of the process; null where the row does not tell
 * @param cpuNanosByThread processor time by {@link ThreadTimes#group}; null where the row does not
 *     tell
 * @param checkpoints null if there were none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Pass(
    long events,
    long nanos,
    long cpuNanos,
    @Nullable Long allocatedBytes,
    @Nullable Map<String, Long> cpuNanosByThread,
    @Nullable Checkpoints checkpoints) {

  /** What stands before a pass in what a process prints. */
  static final String PREFIX = "PASS ";

  /**
   * Completed checkpoints of a pass.
   *
   * @param p50 milliseconds from trigger to end for half of them
   * @param max of the longest
   * @param largestBytes all state of the largest
   */
  public record Checkpoints(long p50, long max, long largestBytes) {}

  /** A pass of which little is known. */
  Pass(long events, long nanos, long cpuNanos) {
    this(events, nanos, cpuNanos, null, null, null);
  }

  double eventsPerSecond() {
    return events * 1e9 / nanos;
  }

  double cpuMicrosPerEvent() {
    return cpuNanos / 1e3 / events;
  }

  /** One line that {@link #read} reads. */
  public String toLine() {
    try {
      return PREFIX + LabJson.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers can always be written", e);
    }
  }

  /**
   * Reads a line of {@link #toLine}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Pass read(String line) {
    try {
      return LabJson.MAPPER.readValue(line.substring(PREFIX.length()), Pass.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no pass of a row: " + line, e);
    }
  }
}

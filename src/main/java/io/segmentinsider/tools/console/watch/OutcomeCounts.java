package io.segmentinsider.tools.console.watch;

import java.util.Map;

/**
 * What receipts and dead letters say, counted.
 *
 * @param receipts by status
 * @param suppressed by the rule that kept them back
 * @param deadLetters by reason
 * @param repairs by kind
 * @param latencyMsP50 of the last updates; -1 if none had a request
 * @param latencyMsP99 of the last updates; -1 if none had a request
 * @param current false until all of the past is counted
 * @param whole false if older outcomes were not counted, as they are too many
 */
public record OutcomeCounts(
    Map<String, Long> receipts,
    Map<String, Long> suppressed,
    Map<String, Long> deadLetters,
    Map<String, Long> repairs,
    long latencyMsP50,
    long latencyMsP99,
    boolean current,
    boolean whole) {

  /** All updates and events that came to an end. */
  public long all() {
    return sum(receipts) + sum(deadLetters);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}

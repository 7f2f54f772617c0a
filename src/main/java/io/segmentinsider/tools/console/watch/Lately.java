package io.segmentinsider.tools.console.watch;

import java.util.Map;
import javax.annotation.Nullable;

/**
 * What happened between the first sample that is kept and now.
 *
 * @param restarts of the job
 * @param unknownAnswers of Insider
 * @param offsetGaps of the sources
 * @param lostTransactions that the broker ended; those that a restart counts are among them
 * @param outcomes receipts and dead letters
 * @param reason of which most dead letters are; null if there are none
 * @param ofReason dead letters of that reason
 */
record Lately(
    long restarts,
    double unknownAnswers,
    double offsetGaps,
    double lostTransactions,
    long outcomes,
    @Nullable String reason,
    long ofReason) {

  /** Nothing happened. */
  static final Lately NOTHING = new Lately(0, 0, 0, 0, 0, null, 0);

  static Lately between(JobView then, OutcomeCounts before, JobView now, OutcomeCounts counts) {
    String reason = null;
    long most = 0;
    for (Map.Entry<String, Long> letters : counts.deadLetters().entrySet()) {
      long more = letters.getValue() - before.deadLetters().getOrDefault(letters.getKey(), 0L);
      if (more > most) {
        reason = letters.getKey();
        most = more;
      }
    }
    return new Lately(
        Math.max(0, now.restarts() - then.restarts()),
        rise(then.delivery(), now.delivery(), "unknownAnswers"),
        rise(then.losses(), now.losses(), JobReader.OFFSET_GAPS),
        rise(then.losses(), now.losses(), JobReader.FAILED_COMMITTABLES),
        counts.all() - before.all(),
        reason,
        most);
  }

  /** Counters begin anew with each attempt. */
  private static double rise(Map<String, Double> then, Map<String, Double> now, String name) {
    double is = now.getOrDefault(name, 0.0);
    double was = then.getOrDefault(name, 0.0);
    return is < was ? is : is - was;
  }
}

package io.segmentinsider.delivery;

import javax.annotation.Nullable;

/**
 * Whether delivery is held because Insider does not let this account in. One lane, the probe, asks
 * again and again; all others wait for its answer.
 */
final class Hold {

  /**
   * Answers to the probe that do not tell whether the account is let in, after which the others
   * ask, too: it may be this request that fails, whatever the credentials are.
   */
  private static final int MOST_UNCLEAR_ANSWERS = 3;

  @Nullable private Lane probe;
  private int failures;
  private int unclearAnswers;

  boolean isOn() {
    return probe != null;
  }

  boolean isProbe(Lane lane) {
    return lane.equals(probe);
  }

  /** Whether a lane may send: nothing is held, or it is the probe. */
  boolean lets(Lane lane) {
    return probe == null || isProbe(lane);
  }

  /** The lane was not let in; it is the probe from now on. */
  void begin(Lane lane) {
    probe = lane;
    unclearAnswers = 0;
  }

  /** Counts an answer to the probe that does not tell, and says whether it was one too many. */
  boolean isUnclearOnceMore() {
    unclearAnswers++;
    return unclearAnswers >= MOST_UNCLEAR_ANSWERS;
  }

  /** Counts a failure of the probe, whatever it is: how many there were since delivery is held. */
  int failed() {
    failures++;
    return failures;
  }

  void end() {
    probe = null;
    failures = 0;
  }
}

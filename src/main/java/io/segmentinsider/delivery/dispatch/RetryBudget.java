package io.segmentinsider.delivery.dispatch;

/**
 * How long one user has been failing alone while others succeeded. The count starts anew with each
 * success of this user; an outage, in which nobody succeeds, adds nothing to it.
 */
final class RetryBudget {

  /** Updates in a row after which it is the person who is refused, and not one update. */
  private static final int ENDED_UPDATES_OF_A_PERSON = 3;

  private long spentMs;
  private int endedInARow;

  /** Milliseconds of failing alone since this user last succeeded. */
  long spentMs() {
    return spentMs;
  }

  /** Adds time between two failures in which others succeeded. */
  void spend(long ms) {
    spentMs += ms;
  }

  /** Whether an update ended for it since this user last succeeded: there is nothing left then. */
  boolean wasSpent() {
    return endedInARow > 0;
  }

  /** An update ended for it. */
  void updateEnded() {
    endedInARow++;
  }

  /** Whether so many updates ended in a row that it is not worth while to tell them apart. */
  boolean isAboutThePerson() {
    return endedInARow >= ENDED_UPDATES_OF_A_PERSON;
  }

  /** This user succeeded. */
  void reset() {
    spentMs = 0;
    endedInARow = 0;
  }
}

package io.segmentinsider.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/** What an answer of the upsert endpoint means for the users of the request. */
sealed interface Answer {

  /**
   * Every user has a verdict.
   *
   * @param refused the users that were refused, by their index in the request; all others were
   *     taken
   */
  record Settled(Map<Integer, Refusal> refused) implements Answer {}

  /**
   * Which user was refused is unknown: ask again with smaller requests, down to the one.
   *
   * @param detail why, without personal values
   */
  record Split(String detail) implements Answer {}

  /**
   * The body is larger than Insider takes.
   *
   * @param detail why
   */
  record TooLarge(String detail) implements Answer {}

  /**
   * Nothing is wrong with the request: make it again later.
   *
   * @param detail why
   * @param atLeast how long Insider asks to wait; null if it does not say
   * @param cause what kind of failure it is
   */
  record Later(String detail, @Nullable Duration atLeast, Cause cause) implements Answer {

    /** What kind of failure is temporary. */
    enum Cause {
      /** Insider or the way to it is out of order. */
      FAILURE,
      /** More requests than Insider takes. */
      RATE,
      /** Nothing that the contract knows: it is taken as temporary, and counted. */
      UNKNOWN
    }

    Later(String detail) {
      this(detail, null, Cause.FAILURE);
    }
  }

  /**
   * Credentials or access are wrong for everybody: hold delivery until that is corrected.
   *
   * @param detail why
   */
  record Hold(String detail) implements Answer {}

  /**
   * Why one user was refused.
   *
   * @param rules the documented error keys without the user's index; never personal values
   * @param events indexes of the events that were named; empty if the refusal names none
   */
  record Refusal(List<String> rules, Set<Integer> events) {

    String detail() {
      return String.join("; ", rules);
    }
  }
}

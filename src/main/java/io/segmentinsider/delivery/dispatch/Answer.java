package io.segmentinsider.delivery.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/** What an answer of Insider means for the users of the request. */
sealed interface Answer {

  /** The word in the metric of answers; one of few. */
  String code();

  /** Which rows of the transition table are for it. */
  TransitionTable.Said said();

  /** Why, without personal values. */
  String detail();

  /**
   * It is known of every user whether it was taken.
   *
   * @param refused the users that were refused, by their index in the request; all others were
   *     taken
   */
  record Settled(Map<Integer, Refusal> refused) implements Answer {

    @Override
    public String code() {
      return refused.isEmpty() ? "taken" : "taken-in-part";
    }

    @Override
    public TransitionTable.Said said() {
      return TransitionTable.Said.SETTLED;
    }

    @Override
    public String detail() {
      return "status 200";
    }
  }

  /**
   * Insider refuses what the request holds, and does not say whose it is.
   *
   * @param detail why, without personal values
   */
  record RefusedUnnamed(String detail) implements Answer {

    @Override
    public String code() {
      return "refused-unnamed";
    }

    @Override
    public TransitionTable.Said said() {
      return TransitionTable.Said.REFUSED_UNNAMED;
    }
  }

  /**
   * The body is larger than Insider takes.
   *
   * @param detail why
   */
  record TooLarge(String detail) implements Answer {

    @Override
    public String code() {
      return "too-large";
    }

    @Override
    public TransitionTable.Said said() {
      return TransitionTable.Said.TOO_LARGE;
    }
  }

  /**
   * More requests than Insider takes.
   *
   * @param detail why
   * @param retryAfter how long Insider asks to wait; null if it does not say
   */
  record TooManyRequests(String detail, @Nullable Duration retryAfter) implements Answer {

    @Override
    public String code() {
      return FailureCause.TOO_MANY_REQUESTS.code();
    }

    @Override
    public TransitionTable.Said said() {
      return TransitionTable.Said.TOO_MANY_REQUESTS;
    }
  }

  /**
   * There is no answer, or none that says anything of the request, which may have had its effect.
   *
   * @param cause what happened
   * @param detail the same with the status, without personal values
   * @param retryAfter how long Insider asks to wait; null if it does not say
   */
  record Failed(FailureCause cause, String detail, @Nullable Duration retryAfter)
      implements Answer {

    @Override
    public String code() {
      return cause.code();
    }

    @Override
    public TransitionTable.Said said() {
      return TransitionTable.Said.FAILED;
    }
  }

  /**
   * Calls of this kind are refused whatever they hold.
   *
   * @param cause credentials, or a malformed request
   * @param detail why
   */
  record NoAccess(FailureCause cause, String detail) implements Answer {

    @Override
    public String code() {
      return cause.code();
    }

    @Override
    public TransitionTable.Said said() {
      return TransitionTable.Said.NO_ACCESS;
    }
  }

  /**
   * A refusal that does not say whether it is for who asks or for what the request holds: a page of
   * a firewall, say.
   *
   * @param detail the status
   */
  record Forbidden(String detail) implements Answer {

    @Override
    public String code() {
      return "forbidden";
    }

    @Override
    public TransitionTable.Said said() {
      return TransitionTable.Said.FORBIDDEN;
    }
  }

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

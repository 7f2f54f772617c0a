package io.segmentinsider.compatibility.action;

import java.util.List;
import java.util.stream.Collectors;

/** The resolved mapping of one event does not fit its action, so nothing of it is sent. */
public final class PayloadRejectedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Names all that does not fit; at least one. */
  PayloadRejectedException(List<Problem> problems) {
    super(
        problems.stream().map(Problem::toString).collect(Collectors.joining("; ")),
        null,
        false,
        false);
  }

  /**
   * One value that does not fit.
   *
   * @param field where, as names and list places joined by dots
   * @param wanted what the field takes, as in "a number"
   * @param found the class of the value, as in "a string"; never the value
   */
  record Problem(String field, String wanted, String found) {

    @Override
    public String toString() {
      return field + " should be " + wanted + " and is " + found;
    }
  }
}

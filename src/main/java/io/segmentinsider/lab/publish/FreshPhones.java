package io.segmentinsider.lab.publish;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Gives every phone number of the input another one in every further round, so that no two people
 * of any rounds share one. Only the last six digits change: country and length stay. Two spellings
 * of a number are the same number if their last nine digits are.
 */
final class FreshPhones {

  private static final int CHANGED_DIGITS = 6;
  private static final int COMPARED_DIGITS = 9;
  private static final long CHANGED_RANGE = 1_000_000;

  /** Prime, so that the rounds of one number spread over all its successors. */
  private static final long STEP = 7_919;

  private final Set<Long> taken = new HashSet<>();
  private final Map<Long, String> assigned = new HashMap<>();
  private int assignedRound = 1;

  /** Takes a number out of what may be given to others. */
  void seen(String phone) {
    long number = lastDigits(phone);
    if (number >= 0) {
      taken.add(number);
    }
  }

  /**
   * The last six digits of a number in a round. Rounds come in order, after all numbers of the
   * first one were {@link #seen}.
   *
   * @return empty if it has too few digits to be a phone number, and stays as it is
   */
  String inRound(String phone, int round) {
    if (round != assignedRound) {
      assigned.clear();
      assignedRound = round;
    }
    long number = lastDigits(phone);
    return number < 0 ? "" : assigned.computeIfAbsent(number, this::nextFree);
  }

  private String nextFree(long number) {
    long prefix = number - number % CHANGED_RANGE;
    long candidate = number % CHANGED_RANGE;
    do {
      candidate = (candidate + STEP) % CHANGED_RANGE;
    } while (!taken.add(prefix + candidate));
    return String.format("%06d", candidate);
  }

  /** The digits that are compared, as a number; -1 if there are not more than can be changed. */
  private static long lastDigits(String phone) {
    long number = 0;
    long place = 1;
    int digits = 0;
    for (int i = phone.length() - 1; i >= 0 && digits < COMPARED_DIGITS; i--) {
      char character = phone.charAt(i);
      if (character >= '0' && character <= '9') {
        number += place * (character - '0');
        place *= 10;
        digits++;
      }
    }
    return digits > CHANGED_DIGITS ? number : -1;
  }
}

package io.segmentinsider.delivery.dispatch;

import io.segmentinsider.delivery.dispatch.UpsertRequest.Pool;
import java.util.Map;

/**
 * How a dispatcher stood at one moment. Immutable, so that metrics may be read in any thread.
 *
 * @param unsettledUpdates updates without an outcome
 * @param unsettledBytes what they take in memory, roughly
 * @param oldestUnsettledMs how long the oldest of them has been here; 0 if there is none
 * @param usersFailingAlone users whose requests fail although nobody else is in them
 * @param longestBudgetSpentMs how much of its retry budget the user has spent who has spent most
 * @param requestsPerMinute requests a minute that it makes at most at present
 * @param heldMs how long calls have been held back for a reason, milliseconds; none is left out
 */
public record DispatcherStatistics(
    long unsettledUpdates,
    long unsettledBytes,
    long oldestUnsettledMs,
    int usersFailingAlone,
    long longestBudgetSpentMs,
    Map<Pool, Double> requestsPerMinute,
    Map<FailureCause, Long> heldMs) {

  /** Copies the maps. */
  public DispatcherStatistics {
    requestsPerMinute = Map.copyOf(requestsPerMinute);
    heldMs = Map.copyOf(heldMs);
  }
}

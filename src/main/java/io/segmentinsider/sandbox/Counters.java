package io.segmentinsider.sandbox;

import java.util.SortedMap;
import java.util.TreeMap;

/** Counts calls and user objects. For one thread. */
final class Counters {

  private final SortedMap<Integer, Long> byStatus = new TreeMap<>();
  private long requests;
  private long bytes;
  private long maxRequestBytes;
  private long maxUsersPerRequest;
  private long concurrent;
  private long maxConcurrent;
  private long users;
  private long usersAccepted;
  private long usersRefused;
  private long eventsAccepted;

  /**
   * A call came in.
   *
   * @return its number, from 1
   */
  long requestStarted(long bodyBytes) {
    requests++;
    bytes += bodyBytes;
    maxRequestBytes = Math.max(maxRequestBytes, bodyBytes);
    concurrent++;
    maxConcurrent = Math.max(maxConcurrent, concurrent);
    return requests;
  }

  /**
   * A call ended.
   *
   * @param status 0 if it was not answered
   */
  void requestEnded(int status) {
    concurrent--;
    byStatus.merge(status, 1L, Long::sum);
  }

  void upsert(int userCount) {
    users += userCount;
    maxUsersPerRequest = Math.max(maxUsersPerRequest, userCount);
  }

  void accepted(int userCount, int events) {
    usersAccepted += userCount;
    eventsAccepted += events;
  }

  void refused() {
    usersRefused++;
  }

  SandboxStatistics statistics(
      ProfileStore store,
      TraceLedger ledger,
      SortedMap<String, Long> faults,
      SortedMap<String, Long> warnings) {
    return new SandboxStatistics(
        requests,
        new TreeMap<>(byStatus),
        bytes,
        maxRequestBytes,
        maxUsersPerRequest,
        maxConcurrent,
        users,
        usersAccepted,
        usersRefused,
        eventsAccepted,
        store.eventsStored(),
        store.eventsIdentical(),
        store.size(),
        store.merges(),
        store.uuidMerges(),
        ledger.traced(),
        ledger.sentTwice(),
        ledger.storedTwice(store::survivor),
        ledger.outOfOrder(),
        ledger.errors(),
        faults,
        warnings);
  }
}

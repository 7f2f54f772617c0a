package io.segmentinsider.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import java.util.SortedMap;

/**
 * What the sandbox has seen since its start or its last reset. Calls of its own endpoints do not
 * count.
 *
 * @param requests calls of Insider's endpoints, whatever became of them
 * @param requestsByStatus the same by HTTP status; 0 stands for no answer at all
 * @param bytes bytes of their bodies
 * @param maxRequestBytes the longest body
 * @param maxUsersPerRequest most user objects in one upsert
 * @param maxConcurrentRequests most calls without an answer at one time
 * @param users user objects in upserts that were looked into
 * @param usersAccepted those that were stored
 * @param usersRefused those that the answer refused
 * @param eventsAccepted events in accepted user objects
 * @param eventsStored events that the profiles hold now
 * @param eventsIdentical accepted events that were identical to one of the same profile, also those
 *     that a merge made so
 * @param profiles profiles that live
 * @param merges how often two profiles became one
 * @param uuidMerges how often a user id came into a profile that had another one
 * @param updates updates that the trace header names in accepted user objects, repeats included
 * @param sentTwice updates that were accepted more than once
 * @param storedTwice lines of updates that are stored in two profiles or with two contents
 * @param outOfOrder updates that came after a later one of their owner
 * @param traceErrors user objects whose trace header could not be read or does not fit the content
 * @param faults how often each fault struck, by its kind
 * @param warnings what Insider takes without an error but stores wrongly, by kind
 */
public record SandboxStatistics(
    long requests,
    SortedMap<Integer, Long> requestsByStatus,
    long bytes,
    long maxRequestBytes,
    long maxUsersPerRequest,
    long maxConcurrentRequests,
    long users,
    long usersAccepted,
    long usersRefused,
    long eventsAccepted,
    long eventsStored,
    long eventsIdentical,
    long profiles,
    long merges,
    long uuidMerges,
    long updates,
    long sentTwice,
    long storedTwice,
    long outOfOrder,
    long traceErrors,
    SortedMap<String, Long> faults,
    SortedMap<String, Long> warnings) {

  /** As one JSON object whose members are named like the components. */
  public String toJson() {
    try {
      return SandboxJson.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers can always be written", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static SandboxStatistics fromJson(String json) {
    try {
      return SandboxJson.MAPPER
          .readerFor(SandboxStatistics.class)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readValue(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("these are no statistics of a sandbox", e);
    }
  }
}

package io.segmentinsider.delivery.dispatch;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import javax.annotation.Nullable;

/**
 * The rules of delivery.
 *
 * @param endpoint scheme and host of Insider's API
 * @param partnerName in lower case
 * @param partnerNameFile path of a file whose content wins over it; null if there is none
 * @param tokenFile path; null if the environment holds the token
 * @param maxInFlight requests in flight per subtask at most
 * @param maxUsers users per request at most
 * @param maxBodyBytes bytes per request body at most
 * @param maxWaitingBytes bytes of unsettled updates per subtask at most
 * @param linger how long a request waits to fill up
 * @param requestTimeout how long one request may take
 * @param lateEffects how long after a time-out Insider may still be at work on the request
 * @param requestsPerMinute pace of the whole job
 * @param singleCallShare percent of it for what the upsert can't do
 * @param backoffInitial wait before the first retry
 * @param backoffMax longest wait between two tries
 * @param retryAfterMax ceiling for Retry-After
 * @param retryBudget how long one user may keep failing alone
 * @param trace whether requests carry the sandbox's trace header
 */
public record DeliverySettings(
    URI endpoint,
    String partnerName,
    @Nullable String partnerNameFile,
    @Nullable String tokenFile,
    int maxInFlight,
    int maxUsers,
    int maxBodyBytes,
    long maxWaitingBytes,
    Duration linger,
    Duration requestTimeout,
    Duration lateEffects,
    int requestsPerMinute,
    int singleCallShare,
    Duration backoffInitial,
    Duration backoffMax,
    Duration retryAfterMax,
    Duration retryBudget,
    boolean trace)
    implements Serializable {

  /**
   * While a request is under way the next one waits for its answer to fill up: so many lingers at
   * most.
   */
  public static final int LINGERS_BEHIND_A_CALL = 5;
}

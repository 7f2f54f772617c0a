package io.segmentinsider.sandbox;

import java.time.Duration;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What the faults make of one call.
 *
 * @param delay before it is processed
 * @param ending how it ends instead of with its own answer; null if it does not
 * @param userFaults what befalls chosen users in it
 * @param bodyLimit in bytes
 */
record CallPlan(
    Duration delay, @Nullable Ending ending, List<ActiveFault> userFaults, int bodyLimit) {

  /** A call that nothing befalls. */
  static final CallPlan UNDISTURBED =
      new CallPlan(Duration.ZERO, null, List.of(), HttpCall.MAX_BODY);

  /** How an answer travels. */
  enum Transport {
    WHOLE,
    HALF,
    RESET,
    NEVER
  }

  /**
   * Another end of a call than its own answer.
   *
   * @param answer in place of the call's own; null if that is sent, or none
   * @param processed whether the call has its effect
   */
  record Ending(@Nullable HttpAnswer answer, Transport transport, boolean processed) {}
}

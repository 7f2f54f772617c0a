package io.segmentinsider.local.demo;

import io.segmentinsider.local.sandbox.FaultScenario;
import java.time.Duration;

/**
 * What goes wrong during a demo.
 *
 * @param faults what the sandbox does
 * @param length how long those faults strike that end by themselves, from the first request on; and
 *     when the expired token is replaced
 * @param victim user id whom {@link FaultScenario#POISON} chooses; unused by the others
 * @param crashes how often the TaskManager is ended in mid-flight
 * @param answerDelay how long answers take until the last of those crashes, so that each of them
 *     meets requests under way; zero where the load is enough for that
 */
public record Disturbance(
    FaultScenario faults, Duration length, String victim, int crashes, Duration answerDelay) {

  /** Nothing goes wrong. */
  public static final Disturbance NONE = of(FaultScenario.NONE, Duration.ZERO);

  /** Refuses negative numbers. */
  public Disturbance {
    if (length.isNegative() || crashes < 0 || answerDelay.isNegative()) {
      throw new IllegalArgumentException(
          "length "
              + length
              + ", crashes "
              + crashes
              + " and answerDelay "
              + answerDelay
              + " must not be negative");
    }
  }

  /** Faults of the sandbox that choose nobody in particular. */
  public static Disturbance of(FaultScenario faults, Duration length) {
    return new Disturbance(faults, length, "", 0, Duration.ZERO);
  }

  /** The same with another victim. */
  public Disturbance withVictim(String userId) {
    return new Disturbance(faults, length, userId, crashes, answerDelay);
  }

  /** The same with crashes. */
  public Disturbance withCrashes(int times, Duration delay) {
    return new Disturbance(faults, length, victim, times, delay);
  }
}

package io.segmentinsider.lab.demo;

import io.segmentinsider.sandbox.FaultScenario;
import java.time.Duration;
import java.util.List;

/**
 * What goes wrong during a demo.
 *
 * @param faults what the sandbox does
 * @param length how long those faults strike that end by themselves, from the first request on; and
 *     when the expired token is replaced
 * @param victim user id whom {@link FaultScenario#POISON} chooses; unused by the others
 * @param crashes how often the TaskManager is ended in mid-flight
 * @param answerDelay how long answers take until the last crash or rescaling, so that each of them
 *     meets requests under way; zero where the load is enough for that
 * @param rescales with which parallelism the job goes on from its last checkpoint, one after the
 *     other, each time in mid-flight
 */
public record Disturbance(
    FaultScenario faults,
    Duration length,
    String victim,
    int crashes,
    Duration answerDelay,
    List<Integer> rescales) {

  /** Nothing goes wrong. */
  public static final Disturbance NONE = of(FaultScenario.NONE, Duration.ZERO);

  /** Refuses negative numbers. */
  public Disturbance {
    rescales = List.copyOf(rescales);
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
    if (rescales.stream().anyMatch(parallelism -> parallelism < 1)) {
      throw new IllegalArgumentException("rescales " + rescales + " must be 1 or more each");
    }
  }

  /** Faults of the sandbox that choose nobody in particular. */
  public static Disturbance of(FaultScenario faults, Duration length) {
    return new Disturbance(faults, length, "", 0, Duration.ZERO, List.of());
  }

  /** The same with another victim. */
  public Disturbance withVictim(String userId) {
    return new Disturbance(faults, length, userId, crashes, answerDelay, rescales);
  }

  /** The same with crashes. */
  public Disturbance withCrashes(int times) {
    return new Disturbance(faults, length, victim, times, answerDelay, rescales);
  }

  /** The same with answers that take so long until the last crash or rescaling. */
  public Disturbance withAnswerDelay(Duration delay) {
    return new Disturbance(faults, length, victim, crashes, delay, rescales);
  }

  /** The same with changes of the parallelism. */
  public Disturbance withRescales(List<Integer> parallelisms) {
    return new Disturbance(faults, length, victim, crashes, answerDelay, parallelisms);
  }
}

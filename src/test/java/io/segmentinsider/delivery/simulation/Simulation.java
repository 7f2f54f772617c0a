package io.segmentinsider.delivery.simulation;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Plays histories, one for each seed. Its main method plays as many as {@code --histories} says.
 */
public final class Simulation {

  private Simulation() {}

  /**
   * A history that ended as it must not.
   *
   * @param seed gives it again
   * @param violations in words
   */
  record Failure(long seed, List<String> violations) {

    @Override
    public String toString() {
      return "seed "
          + seed
          + ": "
          + String.join("; ", violations.subList(0, Math.min(5, violations.size())));
    }
  }

  /** What is wrong with the history of one seed; empty if nothing is. */
  static List<String> play(long seed) {
    return play(History.of(seed));
  }

  /** What is wrong with a history; empty if nothing is. */
  static List<String> play(History history) {
    SimulatedJob job = new SimulatedJob(history);
    try {
      job.run();
    } catch (RuntimeException e) {
      StackTraceElement[] where = e.getStackTrace();
      return List.of(e + " at " + (where.length == 0 ? "?" : where[0]));
    }
    return Specification.violations(history, job);
  }

  /** Plays histories, as many at a time as there are processors; what failed, at most so many. */
  static List<Failure> play(long firstSeed, long histories, int mostFailures) {
    return LongStream.range(firstSeed, firstSeed + histories)
        .parallel()
        .mapToObj(seed -> new Failure(seed, play(seed)))
        .filter(failure -> !failure.violations().isEmpty())
        .limit(mostFailures)
        .toList();
  }

  /** Plays as many as the command line says, and prints what failed. */
  public static void main(String[] args) {
    long histories = 100_000;
    long firstSeed = 1;
    for (int i = 0; i + 1 < args.length; i += 2) {
      long value = Long.parseLong(args[i + 1]);
      switch (args[i]) {
        case "--histories" -> histories = value;
        case "--seed" -> firstSeed = value;
        default -> throw new IllegalArgumentException(args[i] + ": --histories N, --seed N");
      }
    }
    long start = System.nanoTime();
    List<Failure> failures = play(firstSeed, histories, 20);
    failures.forEach(failure -> System.out.println(failure));
    System.out.printf(
        "%d histories from seed %d in %d s, %d failed%n",
        histories, firstSeed, (System.nanoTime() - start) / 1_000_000_000, failures.size());
    if (!failures.isEmpty()) {
      System.exit(1);
    }
  }
}

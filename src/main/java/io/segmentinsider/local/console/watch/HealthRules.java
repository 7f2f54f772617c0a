package io.segmentinsider.local.console.watch;

import io.segmentinsider.delivery.dispatch.FailureCause;
import io.segmentinsider.local.console.watch.Health.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.annotation.Nullable;

/**
 * The rules by which a job is well or not, the worst first; the alerts of docs/guarantees.md are
 * among them. The first rule that says something is the sentence that a person reads.
 */
final class HealthRules {

  private static final long CHECKPOINT_WITHIN_MS = Duration.ofMinutes(10).toMillis();
  private static final long SETTLED_WITHIN_MS = Duration.ofMinutes(5).toMillis();

  /** Of the outcomes between the first and the last of the samples that are kept. */
  private static final double MANY_REFUSED = 0.05;

  private static final long FEW = 100;

  /** A backlog that grows by less is noise. */
  private static final double GROWS = 1.0;

  private static final List<Function<Facts, Health>> RULES =
      List.of(
          HealthRules::jobState,
          HealthRules::held,
          HealthRules::checkpoints,
          HealthRules::oldest,
          HealthRules::lag,
          HealthRules::refused);

  private HealthRules() {}

  /**
   * What is known.
   *
   * @param job what Flink says
   * @param lag events that are still to be read
   * @param lagPerSecond by how much that grows
   * @param outcomes in the samples that are kept
   * @param refused of them dead letters
   * @param perSecond events that are read
   * @param known whether that was watched long enough
   */
  record Facts(
      JobView job,
      long lag,
      double lagPerSecond,
      long outcomes,
      long refused,
      double perSecond,
      boolean known) {}

  static Health judge(Facts facts) {
    for (Function<Facts, Health> rule : RULES) {
      Health health = rule.apply(facts);
      if (health != null) {
        return health;
      }
    }
    return new Health(
        Level.WELL,
        facts.lag() == 0
            ? "It is well: every event so far is read, and nothing is held."
            : facts.known()
                ? "It is well: it reads " + number(facts.perSecond()) + " events a second."
                : "It runs; how fast is known in a moment.");
  }

  @Nullable
  private static Health jobState(Facts facts) {
    return switch (facts.job().state()) {
      case "RUNNING" -> null;
      case "FINISHED" ->
          new Health(
              Level.WELL,
              facts.lag() == 0
                  ? "The job has come to its end and left nothing behind."
                  : "The job has come to its end. " + facts.lag() + " events came later.");
      case "UNKNOWN" ->
          new Health(
              Level.LOOK,
              "Flink does not say how the job is: --flink tells the console where it is.");
      case "NONE" -> new Health(Level.ACT, "Flink has no job of this name. Start it.");
      case "FAILED", "FAILING" ->
          new Health(Level.ACT, "The job has failed. Its log says why; job/check may, too.");
      default ->
          new Health(
              Level.LOOK, "The job is " + facts.job().state().toLowerCase(Locale.ROOT) + ".");
    };
  }

  @Nullable
  private static Health held(Facts facts) {
    for (Map.Entry<String, Double> held : facts.job().held().entrySet()) {
      FailureCause cause =
          Arrays.stream(FailureCause.values())
              .filter(known -> known.code().equals(held.getKey()))
              .findFirst()
              .orElse(null);
      return new Health(
          cause == null || cause.waitingHelps() ? Level.LOOK : Level.ACT,
          "Delivery is held for "
              + duration(held.getValue())
              + (cause == null ? "." : ", as Insider " + cause.what() + ". " + cause.advice())
              + " Nothing is lost meanwhile.");
    }
    return null;
  }

  @Nullable
  private static Health checkpoints(Facts facts) {
    boolean late =
        facts.job().runningMs() > CHECKPOINT_WITHIN_MS
            && (facts.job().lastCheckpointAgeMs() < 0
                || facts.job().lastCheckpointAgeMs() > CHECKPOINT_WITHIN_MS);
    return late
        ? new Health(
            Level.ACT,
            "No checkpoint in "
                + Duration.ofMillis(CHECKPOINT_WITHIN_MS).toMinutes()
                + " minutes: after outcome.transaction-timeout receipts are lost.")
        : null;
  }

  @Nullable
  private static Health oldest(Facts facts) {
    Double oldest = facts.job().delivery().get("oldestUnsettledMs");
    return oldest != null && oldest > SETTLED_WITHIN_MS
        ? new Health(Level.LOOK, "The oldest update is under way for " + duration(oldest) + ".")
        : null;
  }

  @Nullable
  private static Health lag(Facts facts) {
    if (facts.known() && facts.lag() > FEW && facts.perSecond() < GROWS) {
      return new Health(
          Level.LOOK, facts.lag() + " events wait, and none was read in the last half minute.");
    }
    return facts.lag() > FEW && facts.lagPerSecond() > GROWS
        ? new Health(
            Level.LOOK,
            "Events come faster than they are delivered: "
                + facts.lag()
                + " wait, "
                + number(facts.lagPerSecond())
                + " more every second.")
        : null;
  }

  @Nullable
  private static Health refused(Facts facts) {
    return facts.outcomes() > FEW && facts.refused() > facts.outcomes() * MANY_REFUSED
        ? new Health(
            Level.LOOK,
            "Of the last "
                + facts.outcomes()
                + " outcomes "
                + facts.refused()
                + " are dead letters; their page says why.")
        : null;
  }

  private static String number(double value) {
    return String.valueOf(Math.round(value));
  }

  private static String duration(double millis) {
    Duration duration = Duration.ofMillis((long) millis);
    return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
  }
}

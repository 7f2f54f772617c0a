package io.segmentinsider.tools.console.watch;

import io.segmentinsider.delivery.dispatch.FailureCause;
import io.segmentinsider.tools.console.watch.Health.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.annotation.Nullable;

/**
 * The rules by which a job is well or not, the worst first. What an {@link Alert} says has its
 * threshold and its name; two rules speak sooner. The first rule that says something is the
 * sentence that a person reads.
 */
final class HealthRules {

  /** Fewer events that wait are no backlog. */
  private static final long FEW = 100;

  /** Events a second; what is less is noise. */
  private static final double STANDS_STILL = 1.0;

  /** How far the alert looks ahead. */
  private static final long LAG_IN_SECONDS = Duration.ofHours(4).toSeconds();

  /**
   * The alert compares with the day before, which is not known here: a share of all outcomes stands
   * in.
   */
  private static final double MANY_REFUSED = 0.05;

  private static final List<Function<Facts, Health>> RULES =
      List.of(
          HealthRules::jobState,
          HealthRules::heldForGood,
          HealthRules::checkpoints,
          HealthRules::receiptsLost,
          HealthRules::offsetGap,
          HealthRules::restarting,
          HealthRules::held,
          HealthRules::unknownAnswers,
          HealthRules::oldest,
          HealthRules::lag,
          HealthRules::deadLetters,
          HealthRules::standsStill);

  private HealthRules() {}

  /**
   * What is known.
   *
   * @param job what Flink says
   * @param lag events that are still to be read
   * @param lagPerSecond by how much that grows
   * @param perSecond events that are read
   * @param known whether that was watched long enough
   * @param lately what happened while somebody watched, in the last quarter of an hour at most
   */
  record Facts(
      JobView job, long lag, double lagPerSecond, double perSecond, boolean known, Lately lately) {}

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
      case "NONE" -> Alert.NOT_RUNNING.says("Flink has no job of this name. Start it.");
      case "FAILED", "FAILING" ->
          Alert.NOT_RUNNING.says("The job has failed. Its log says why; job/check may, too.");
      default ->
          new Health(
              Level.LOOK, "The job is " + facts.job().state().toLowerCase(Locale.ROOT) + ".");
    };
  }

  @Nullable
  private static Health heldForGood(Facts facts) {
    for (Map.Entry<String, Double> held : facts.job().held().entrySet()) {
      FailureCause cause = cause(held.getKey());
      if (cause != null
          && !cause.waitingHelps()
          && held.getValue() > Alert.HELD_FOR_GOOD.thresholdMs()) {
        return Alert.HELD_FOR_GOOD.says(heldInWords(held.getValue(), cause));
      }
    }
    return null;
  }

  /** It is said at once, and is the alert's if it lasts. */
  @Nullable
  private static Health held(Facts facts) {
    Map.Entry<String, Double> longest =
        facts.job().held().entrySet().stream().max(Map.Entry.comparingByValue()).orElse(null);
    if (longest == null) {
      return null;
    }
    String sentence = heldInWords(longest.getValue(), cause(longest.getKey()));
    return longest.getValue() > Alert.HELD.thresholdMs()
        ? Alert.HELD.says(sentence)
        : new Health(Level.LOOK, sentence);
  }

  @Nullable
  private static FailureCause cause(String code) {
    return Arrays.stream(FailureCause.values())
        .filter(known -> known.code().equals(code))
        .findFirst()
        .orElse(null);
  }

  private static String heldInWords(double millis, @Nullable FailureCause cause) {
    return "Delivery is held for "
        + duration(millis)
        + (cause == null ? "." : ", as Insider " + cause.what() + ". " + cause.advice())
        + " Nothing is lost meanwhile.";
  }

  @Nullable
  private static Health checkpoints(Facts facts) {
    long within = Alert.NO_CHECKPOINT.thresholdMs();
    boolean late =
        facts.job().runningMs() > within
            && (facts.job().lastCheckpointAgeMs() < 0
                || facts.job().lastCheckpointAgeMs() > within);
    return late
        ? Alert.NO_CHECKPOINT.says(
            "No checkpoint in "
                + Duration.ofMillis(within).toMinutes()
                + " minutes: after outcome.transaction-timeout receipts are lost.")
        : null;
  }

  /** Right after a restart transactions are counted that had been committed before. */
  @Nullable
  private static Health receiptsLost(Facts facts) {
    return facts.lately().lostTransactions() > Alert.RECEIPTS_LOST.threshold()
            && facts.lately().restarts() == 0
            && facts.job().runningMs() > Alert.NO_CHECKPOINT.thresholdMs()
        ? Alert.RECEIPTS_LOST.says(
            "The broker ended a transaction of the job: receipts are lost, and no delivery."
                + " job/report says which.")
        : null;
  }

  @Nullable
  private static Health offsetGap(Facts facts) {
    return facts.lately().offsetGaps() > Alert.OFFSET_GAP.threshold()
        ? Alert.OFFSET_GAP.says(
            "Kafka no longer had what was to be read next. The dead letters name the positions, the"
                + " log those of the control topic.")
        : null;
  }

  @Nullable
  private static Health restarting(Facts facts) {
    return facts.lately().restarts() > Alert.RESTARTING.threshold()
        ? Alert.RESTARTING.says(
            "The job started anew "
                + facts.lately().restarts()
                + " times while this page watched. Flink's page of its exceptions says why.")
        : null;
  }

  @Nullable
  private static Health unknownAnswers(Facts facts) {
    return facts.lately().unknownAnswers() > Alert.UNKNOWN_ANSWERS.threshold()
        ? Alert.UNKNOWN_ANSWERS.says(
            "Insider answers with a status that no document knows. The log names it.")
        : null;
  }

  @Nullable
  private static Health oldest(Facts facts) {
    Double oldest = facts.job().delivery().get("oldestUnsettledMs");
    return oldest != null && oldest > Alert.OLDEST_UNSETTLED.thresholdMs()
        ? Alert.OLDEST_UNSETTLED.says(
            "The oldest update is under way for " + duration(oldest) + ".")
        : null;
  }

  @Nullable
  private static Health lag(Facts facts) {
    long most = Alert.LAG_TOO_LONG.threshold();
    double later = facts.lag() + facts.lagPerSecond() * LAG_IN_SECONDS;
    return facts.known() && facts.lag() > most && later > most
        ? Alert.LAG_TOO_LONG.says(
            facts.lag()
                + " events wait, and are not caught up within four hours"
                + (facts.lagPerSecond() > 0
                    ? ": " + number(facts.lagPerSecond()) + " more wait every second."
                    : "."))
        : null;
  }

  @Nullable
  private static Health deadLetters(Facts facts) {
    Lately lately = facts.lately();
    return lately.ofReason() > Alert.DEAD_LETTERS.threshold()
            && lately.ofReason() > lately.outcomes() * MANY_REFUSED
        ? Alert.DEAD_LETTERS.says(
            "Of the last "
                + lately.outcomes()
                + " outcomes "
                + lately.ofReason()
                + " are dead letters "
                + lately.reason()
                + "; their page says why.")
        : null;
  }

  /** No alert says it before the lag is long. */
  @Nullable
  private static Health standsStill(Facts facts) {
    return facts.known() && facts.lag() > FEW && facts.perSecond() < STANDS_STILL
        ? new Health(
            Level.LOOK, facts.lag() + " events wait, and none was read in the last half minute.")
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

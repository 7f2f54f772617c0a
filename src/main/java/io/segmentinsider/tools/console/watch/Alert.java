package io.segmentinsider.tools.console.watch;

import io.segmentinsider.tools.console.watch.Health.Level;
import java.time.Duration;

/**
 * The alerts of conf/prometheus/rules.yaml that a look at Flink and the topics can judge, too, with
 * their names and thresholds. A test holds the two together.
 */
enum Alert {
  NOT_RUNNING("SegmentInsiderNotRunning", Level.ACT, 0),
  RESTARTING("SegmentInsiderRestarting", Level.ACT, 3),
  HELD("SegmentInsiderHeld", Level.LOOK, Duration.ofMinutes(5)),
  HELD_FOR_GOOD("SegmentInsiderHeldForGood", Level.ACT, Duration.ofMinutes(1)),
  OLDEST_UNSETTLED("SegmentInsiderOldestUnsettled", Level.LOOK, Duration.ofMinutes(15)),
  DEAD_LETTERS("SegmentInsiderDeadLettersAboveUsual", Level.LOOK, 20),
  NO_CHECKPOINT("SegmentInsiderNoCheckpoint", Level.ACT, Duration.ofMinutes(10)),
  RECEIPTS_LOST("SegmentInsiderReceiptsLost", Level.ACT, 0),
  OFFSET_GAP("SegmentInsiderOffsetGap", Level.ACT, 0),
  LAG_TOO_LONG("SegmentInsiderLagTooLong", Level.LOOK, 10_000),
  UNKNOWN_ANSWERS("SegmentInsiderUnknownAnswers", Level.LOOK, 0);

  private final String ruleName;
  private final Level level;
  private final long threshold;

  Alert(String ruleName, Level level, long threshold) {
    this.ruleName = ruleName;
    this.level = level;
    this.threshold = threshold;
  }

  Alert(String ruleName, Level level, Duration threshold) {
    this(ruleName, level, threshold.toSeconds());
  }

  /** Its name among the rules. */
  String ruleName() {
    return ruleName;
  }

  /** How much it matters: {@link Level#ACT} is {@code critical}, the others are warnings. */
  Level level() {
    return level;
  }

  /** What has to be exceeded; times are in seconds. */
  long threshold() {
    return threshold;
  }

  /** The same of a time, in milliseconds. */
  long thresholdMs() {
    return threshold * 1_000;
  }

  /** What the page says while it holds. */
  Health says(String sentence) {
    return new Health(level, sentence, ruleName);
  }
}

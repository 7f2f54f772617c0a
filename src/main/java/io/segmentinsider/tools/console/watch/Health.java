package io.segmentinsider.tools.console.watch;

import javax.annotation.Nullable;

/**
 * Whether the job is well.
 *
 * @param level how much it matters
 * @param sentence for a person
 * @param alert the alert of conf/prometheus/rules.yaml that says the same; null if none does
 */
public record Health(Level level, String sentence, @Nullable String alert) {

  /** What no alert says. */
  Health(Level level, String sentence) {
    this(level, sentence, null);
  }

  /** How much it matters. */
  public enum Level {
    /** Nothing to do. */
    WELL,
    /** Somebody should look. */
    LOOK,
    /** Somebody should act. */
    ACT
  }
}

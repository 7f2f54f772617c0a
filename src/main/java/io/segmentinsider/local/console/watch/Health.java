package io.segmentinsider.local.console.watch;

/**
 * Whether the job is well.
 *
 * @param level how much it matters
 * @param sentence for a person
 */
public record Health(Level level, String sentence) {

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

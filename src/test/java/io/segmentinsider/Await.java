package io.segmentinsider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** Waits for what other processes do. */
public final class Await {

  private static final long LOOK_EVERY_MS = 500;

  private Await() {}

  /** Something that becomes true. */
  @FunctionalInterface
  public interface Condition {

    /** Whether it has. */
    boolean isMet() throws Exception;
  }

  /**
   * Returns when the condition holds; fails the test if that takes longer.
   *
   * @param what is waited for, in the message of the failure
   */
  public static void until(Duration patience, String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.isMet()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
      Thread.sleep(LOOK_EVERY_MS);
    }
  }
}

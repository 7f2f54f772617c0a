package io.segmentinsider.sandbox;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assertions;

/** Waits for what another thread or process does. */
final class Wait {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Wait() {}

  /** Returns when the condition holds; fails the test if that takes too long. */
  static void until(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        Assertions.fail("the condition did not come true within " + PATIENCE);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}

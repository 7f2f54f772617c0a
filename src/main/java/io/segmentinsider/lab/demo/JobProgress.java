package io.segmentinsider.lab.demo;

import io.segmentinsider.sandbox.SandboxStatistics;

/** Is told how far the job is. */
@FunctionalInterface
public interface JobProgress {

  /** Tells nobody. */
  JobProgress NONE = (events, sandbox) -> {};

  /**
   * Called now and then, from one thread.
   *
   * @param events records behind a completed checkpoint: their outcomes are committed
   * @param sandbox what the sandbox has seen
   */
  void at(long events, SandboxStatistics sandbox);
}

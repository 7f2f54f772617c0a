package io.segmentinsider.lab.publish;

/** Is told how far the publishing is. */
@FunctionalInterface
public interface Progress {

  /** Tells nobody. */
  Progress NONE = (events, share) -> {};

  /**
   * Called now and then, from one thread.
   *
   * @param events records handed to the producer so far
   * @param share how much of all input of all rounds was read, from 0 to 1
   */
  void at(long events, double share);
}

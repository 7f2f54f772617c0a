package io.segmentinsider.lab.kafka;

/** Is told how far a bounded reading is. */
@FunctionalInterface
public interface ReadProgress {

  /** Tells nobody. */
  ReadProgress NONE = (what, records, share) -> {};

  /**
   * Called now and then, from one thread.
   *
   * @param what is read
   * @param records so far
   * @param share how much of it, from 0 to 1
   */
  void at(String what, long records, double share);
}

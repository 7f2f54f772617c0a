package io.segmentinsider.lab.publish;

/** Says when the next event may be published. */
@FunctionalInterface
public interface Pace {

  /** As fast as the broker takes it. */
  Pace UNLIMITED = () -> true;

  /**
   * Waits until the next event may be published.
   *
   * @return whether there is a next one
   */
  boolean next();
}

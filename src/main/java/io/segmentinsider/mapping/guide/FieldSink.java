package io.segmentinsider.mapping.guide;

/** Takes the members of {@code attributes} or {@code event_params} as they are made. */
interface FieldSink {

  /**
   * Adds a member unless the name is taken.
   *
   * @param custom whether it stands in {@code custom} instead of the root
   * @param value a JSON value
   * @return false if the name is taken
   */
  boolean add(String name, boolean custom, Object value);

  /**
   * Learns that a value for one of Insider's own fields was left out.
   *
   * @param raw what could not be brought into its form
   */
  void leftOut(String name, Object raw);

  /** Whether there is such a member. */
  boolean has(String name, boolean custom);
}

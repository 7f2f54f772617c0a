package io.segmentinsider.delivery.simulation;

/**
 * One of the people of a history.
 *
 * @param id the user id
 * @param devices how many devices updates come from in turn; 0 names none
 * @param fault what is wrong with everything about this person; null if nothing is
 */
record Person(String id, int devices, Fault fault) {

  /** What a model of Insider makes of content. It stands in the names of events. */
  enum Fault {
    /** Every request with it fails with 500. */
    POISON,
    /** Every request with it is left without an answer. */
    HANGS,
    /** Something in front of Insider refuses every request with it, with a page of HTML. */
    EDGE,
    /** The user is refused by name. */
    REFUSED,
    /** The event is refused by name. */
    EVENT_REFUSED,
    /** A request with it is refused, and not whose it is. */
    UNNAMED;

    /** Whether it ends as a dead letter only after a retry budget. */
    boolean takesBudget() {
      return this == POISON || this == HANGS;
    }
  }
}

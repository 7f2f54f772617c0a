package io.segmentinsider.sandbox;

/** One person as Insider keeps them: identifiers, attributes, events. */
final class KeptProfile {

  private final int number;
  private final NamedValues identifiers = new NamedValues();
  private final NamedValues attributes = new NamedValues();
  private final EventSet events;

  KeptProfile(int number, boolean keepEvents) {
    this.number = number;
    this.events = new EventSet(keepEvents);
  }

  /** Its number among all profiles that were ever made, from 0. */
  int number() {
    return number;
  }

  /** A name may have several values. */
  NamedValues identifiers() {
    return identifiers;
  }

  /** A name has one value. */
  NamedValues attributes() {
    return attributes;
  }

  EventSet events() {
    return events;
  }

  /** How much work it is to move its content into another profile. */
  int weight() {
    return identifiers.size() + attributes.size() + events.size();
  }
}

package io.segmentinsider.mapping.guide;

import java.util.Set;
import javax.annotation.Nullable;

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

  /** Learns that a value for one of Insider's own fields was left out. */
  void leftOut(String name, LeftOut value);

  /**
   * Learns what the sign of an amount can stand for.
   *
   * @param named whether it is no sign but the name that came with the amount
   * @return false if the sink has no place for a currency
   */
  boolean sawCurrency(Set<String> currencies, boolean named);

  /**
   * The custom name under which the sink wants a value for one of Insider's own fields.
   *
   * @return null if it wants it in the field itself
   */
  @Nullable
  default String customNameOf(String name) {
    return null;
  }

  /**
   * Whether a value for that field of Insider's is an identifier already, and no attribute
   * (docs/insider-api.md#identifier-or-attribute).
   */
  default boolean isIdentifier(String name) {
    return false;
  }

  /**
   * Learns that a trait is null; a value for the same name, from wherever, counts more.
   *
   * @param removable whether the attribute may be removed; an identifier may not
   */
  void nullTrait(String name, boolean custom, boolean removable);

  /** The same for members that only stand in for what the person did not say. */
  FieldSink weak();

  /** The same for members that end when that custom member gets another value. */
  FieldSink endingWith(String customName);

  /** Whether there is such a member. */
  boolean has(String name, boolean custom);
}

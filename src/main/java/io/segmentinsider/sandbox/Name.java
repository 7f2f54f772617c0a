package io.segmentinsider.sandbox;

import javax.annotation.Nullable;

/**
 * The name of an identifier, an attribute, an event or a parameter. There is one object for each
 * name in {@link SeenNames}, so that names are compared by identity.
 */
final class Name {

  private final String text;
  private final boolean custom;
  private final long high;
  private final long low;
  @Nullable private final AttributeType attributeType;
  private final int requirement;

  Name(
      String text,
      boolean custom,
      long high,
      long low,
      @Nullable AttributeType attributeType,
      int requirement) {
    this.text = text;
    this.custom = custom;
    this.high = high;
    this.low = low;
    this.attributeType = attributeType;
    this.requirement = requirement;
  }

  /** As it stands in the JSON. */
  String text() {
    return text;
  }

  /** Whether it was a member of {@code custom}; such a name is never that of a default member. */
  boolean custom() {
    return custom;
  }

  /** Upper half of its digest. */
  long high() {
    return high;
  }

  /** Lower half of its digest. */
  long low() {
    return low;
  }

  /** What Insider documents for a default attribute of this text; null if there is none. */
  @Nullable
  AttributeType attributeType() {
    return attributeType;
  }

  /** Which required event parameter it is, as one bit; 0 for all others. */
  int requirement() {
    return requirement;
  }

  @Override
  public String toString() {
    return custom ? "custom." + text : text;
  }
}

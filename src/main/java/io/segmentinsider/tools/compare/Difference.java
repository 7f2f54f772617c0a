package io.segmentinsider.tools.compare;

/**
 * Kinds of differences between what the job would leave at Insider and what Segment's destination
 * does. The constants are a stable interface.
 */
public enum Difference {
  /** A user object was refused by the sandbox, so that the sides hold less than they sent. */
  REFUSED_IN_SHADOW(false),
  /** The same at Segment. */
  REFUSED_AT_SEGMENT(false),
  /** Segment's destination makes one person of several users of the job. */
  USERS_MERGED_AT_SEGMENT(true),
  /** The job makes one person of several users of Segment's destination. */
  USERS_MERGED_IN_SHADOW(true),
  /** A person with a user id that only the job knows. */
  USER_ONLY_IN_SHADOW(true),
  /** A person with a user id that only Segment's destination knows. */
  USER_ONLY_AT_SEGMENT(true),
  /** An order that only the job sends to this person. */
  ORDER_ONLY_IN_SHADOW(true),
  /** An order that only Segment's destination sends to this person. */
  ORDER_ONLY_AT_SEGMENT(true),
  /** The lines of an order differ in number. */
  ORDER_LINES_DIFFER(true),
  /** Prices times quantities of an order's lines add up to something else. */
  ORDER_TOTAL_DIFFERS(true),
  /** An order is in another currency. */
  ORDER_CURRENCY_DIFFERS(true),
  /** Devices and addresses without a user id that the job joins with a person. */
  DEVICE_JOINED_IN_SHADOW(false),
  /** The same by Segment's destination. */
  DEVICE_JOINED_AT_SEGMENT(false),
  /** A person without a user id that only the job knows. */
  DEVICE_ONLY_IN_SHADOW(false),
  /** A person without a user id that only Segment's destination knows. */
  DEVICE_ONLY_AT_SEGMENT(false),
  /** An identifier of a person that only the job sends, by its name. */
  IDENTIFIER_ONLY_IN_SHADOW(false),
  /** An identifier of a person that only Segment's destination sends, by its name. */
  IDENTIFIER_ONLY_AT_SEGMENT(false),
  /** An attribute of a person that only the job sends, by its name. */
  ATTRIBUTE_ONLY_IN_SHADOW(false),
  /** An attribute of a person that only Segment's destination sends, by its name. */
  ATTRIBUTE_ONLY_AT_SEGMENT(false),
  /** An attribute of a person with another value, by its name. */
  ATTRIBUTE_DIFFERS(false),
  /** Events that only the job sends to a person, by their name. */
  EVENT_ONLY_IN_SHADOW(false),
  /** Events that only Segment's destination sends to a person, by their name. */
  EVENT_ONLY_AT_SEGMENT(false),
  /** A parameter of an event that only the job sends, by event and name. */
  PARAMETER_ONLY_IN_SHADOW(false),
  /** A parameter of an event that only Segment's destination sends, by event and name. */
  PARAMETER_ONLY_AT_SEGMENT(false),
  /** A parameter of an event with another value, by event and name. */
  PARAMETER_DIFFERS(false);

  private final boolean grave;

  Difference(boolean grave) {
    this.grave = grave;
  }

  /** Whether people, orders or merges differ, which no other mapping explains. */
  public boolean isGrave() {
    return grave;
  }
}

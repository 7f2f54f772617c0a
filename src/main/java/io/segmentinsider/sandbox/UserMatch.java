package io.segmentinsider.sandbox;

/**
 * Chooses user objects by their content alone, so that a user object that is sent again is chosen
 * again.
 */
public sealed interface UserMatch {

  /**
   * Users by a digest of their user id, or of their first identifier if they have none.
   *
   * @param share the part of all users, from 0 to 1
   */
  record Share(double share) implements UserMatch {}

  /** User objects with this text as an identifier of this name, default or custom. */
  record WithIdentifier(String name, String value) implements UserMatch {}

  /** User objects with this text as an attribute of this name, default or custom. */
  record WithAttribute(String name, String value) implements UserMatch {}

  /** User objects with an event of this name; of their events, those. */
  record WithEvent(String name) implements UserMatch {}

  /**
   * User objects with an event that a digest of its content chooses; of their events, those.
   *
   * @param share the part of all events, from 0 to 1
   */
  record EventShare(double share) implements UserMatch {}
}

package io.segmentinsider.mapping;

import javax.annotation.Nullable;

/**
 * What one event may still become while it is mapped: anybody can write an event, and a few
 * kilobytes of it can ask for gigabytes. Not for several threads.
 */
public final class UpdateBudget {

  private static final int MAX_QUOTED_FIELD = 100;

  private final MapperSettings.Bounds bounds;
  private long bytes;

  /** A budget; {@link #start} comes before each use. */
  public UpdateBudget(MapperSettings.Bounds bounds) {
    this.bounds = bounds;
  }

  /** An update begins. */
  public void start() {
    bytes = 0;
  }

  /**
   * Takes bytes of the update.
   *
   * @param field where they stand
   * @throws UpdateTooLargeException if there are too many
   */
  public void take(String field, long more) {
    take(field, "", more);
  }

  /**
   * The same for a member of a field group.
   *
   * @param group with the sign that stands before its members
   */
  void take(String group, String name, long more) {
    bytes += more;
    if (bytes > bounds.maxBytes()) {
      throw tooLarge(
          group + name, "makes the update larger than mapping.max-update-size", bounds.maxBytes());
    }
  }

  /**
   * Bounds the product lines of an event.
   *
   * @throws UpdateTooLargeException if there are too many
   */
  public void requireLines(String field, int lines) {
    if (lines > bounds.maxLines()) {
      throw tooLarge(
          field, "has " + lines + " lines, more than mapping.max-lines", bounds.maxLines());
    }
  }

  /**
   * Bounds the names of a field group.
   *
   * @throws UpdateTooLargeException if there are too many
   */
  public void requireNames(String field, int names) {
    requireNames(field, "", names);
  }

  /**
   * The same for a member of a field group.
   *
   * @param group with the sign that stands before its members
   */
  void requireNames(String group, String name, int names) {
    if (names > bounds.maxNames()) {
      throw tooLarge(group + name, "is one name more than mapping.max-names", bounds.maxNames());
    }
  }

  /** Whether a name is longer than one may be. */
  public boolean isTooLong(String name) {
    return name.length() > bounds.maxNameLength();
  }

  /** What is wrong with the length of an event's name; null if nothing is. */
  @Nullable
  public String faultOfEventName(String name) {
    return isTooLong(name)
        ? "the event's name has " + name.length() + " characters, more than mapping.max-name-length"
        : null;
  }

  private static UpdateTooLargeException tooLarge(String field, String what, int bound) {
    String shortened =
        field.length() <= MAX_QUOTED_FIELD ? field : field.substring(0, MAX_QUOTED_FIELD) + "…";
    return new UpdateTooLargeException(shortened + " " + what + ", which is " + bound);
  }
}

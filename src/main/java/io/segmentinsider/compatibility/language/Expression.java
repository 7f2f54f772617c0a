package io.segmentinsider.compatibility.language;

import javax.annotation.Nullable;

/** A compiled piece of a mapping, shared by all events. For one thread. */
interface Expression {

  /**
   * The value of this piece.
   *
   * @param input what paths start at: the event, or an item of a list; null for no value
   * @return null for no value
   * @throws MappingFailedException if a directive can't work on what it got
   */
  @Nullable
  Object resolve(@Nullable Object input) throws MappingFailedException;
}

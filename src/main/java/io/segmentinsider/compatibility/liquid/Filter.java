package io.segmentinsider.compatibility.liquid;

import javax.annotation.Nullable;

/** One filter. */
@FunctionalInterface
interface Filter {

  /**
   * The value that the filter makes of another one.
   *
   * @return null for no value
   */
  @Nullable
  Object apply(@Nullable Object value, Arguments arguments, Scope scope) throws LiquidException;
}

package io.segmentinsider.compatibility.language;

import javax.annotation.Nullable;

/**
 * A value that stands in the mapping itself.
 *
 * @param value null for no value
 */
record Constant(@Nullable Object value) implements Expression {

  @Override
  @Nullable
  public Object resolve(@Nullable Object input) {
    return value;
  }
}

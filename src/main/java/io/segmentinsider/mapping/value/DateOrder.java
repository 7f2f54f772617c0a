package io.segmentinsider.mapping.value;

import io.segmentinsider.config.OptionReader;

/** Which of day and month comes first. */
public enum DateOrder {
  /** {@code 14/03/1990}. */
  DAY_FIRST,
  /** {@code 03/14/1990}. */
  MONTH_FIRST;

  @Override
  public String toString() {
    return OptionReader.textOf(this);
  }
}

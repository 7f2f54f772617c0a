package io.segmentinsider.mapping.value;

import io.segmentinsider.config.OptionReader;

/** What stands before the decimals of a number. */
public enum DecimalSeparator {
  /** {@code 12.5}. */
  POINT('.'),
  /** {@code 12,5}. */
  COMMA(',');

  private final char sign;

  DecimalSeparator(char sign) {
    this.sign = sign;
  }

  /** The character. */
  public char sign() {
    return sign;
  }

  @Override
  public String toString() {
    return OptionReader.textOf(this);
  }
}

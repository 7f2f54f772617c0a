package io.segmentinsider.json;

import javax.annotation.Nullable;

/**
 * A number that a double can't hold: an integer beyond 2^53, or a decimal of more digits. It counts
 * as the nearest double wherever it is compared or reckoned with, and keeps its digits wherever it
 * is written, as it may be an id.
 */
public final class ExactNumber extends Number {

  private static final long serialVersionUID = 1L;

  /** Every decimal of so many digits survives a double. */
  static final int DIGITS_OF_A_DOUBLE = 15;

  /** A longer decimal is no amount and no id, and would be slow to reckon with. */
  private static final int MAX_DECIMAL_LENGTH = 400;

  private final String text;
  private final double nearest;

  private ExactNumber(String text, double nearest) {
    this.text = text;
    this.nearest = nearest;
  }

  /** The value form of an integer beyond 2^53. */
  static Number ofInteger(String digits) {
    return of(digits, Double.parseDouble(digits));
  }

  /**
   * The value form of a decimal.
   *
   * @param written as JSON has it; one with an exponent counts as its nearest double
   * @param nearest that double
   */
  static Number ofDecimal(String written, double nearest) {
    String plain = withoutZeros(written);
    boolean isRounded =
        plain != null
            && plain.length() > DIGITS_OF_A_DOUBLE
            && plain.length() <= MAX_DECIMAL_LENGTH;
    return !isRounded ? JsonNumbers.of(nearest) : of(plain, nearest);
  }

  private static Number of(String plain, double nearest) {
    Number rounded = JsonNumbers.of(nearest);
    boolean same = Double.isInfinite(nearest) || JsonNumbers.text(rounded).equals(plain);
    return same ? rounded : new ExactNumber(plain, nearest);
  }

  /** Without zeros behind the last digit of the fraction; null if it has an exponent. */
  @Nullable
  private static String withoutZeros(String written) {
    int end = written.length();
    boolean onlyZeros = true;
    for (int i = end - 1; i >= 0; i--) {
      char c = written.charAt(i);
      if (c == 'e' || c == 'E') {
        return null;
      }
      if (onlyZeros && (c == '0' || c == '.')) {
        end = i;
        onlyZeros = c == '0';
      } else {
        onlyZeros = false;
      }
    }
    return written.substring(0, end);
  }

  /** All of its digits, as a JSON number without an exponent. */
  String text() {
    return text;
  }

  /** Whether it has no fraction. */
  public boolean isInteger() {
    return text.indexOf('.') < 0;
  }

  @Override
  public int intValue() {
    return (int) nearest;
  }

  @Override
  public long longValue() {
    return (long) nearest;
  }

  @Override
  public float floatValue() {
    return (float) nearest;
  }

  /** The nearest double: what JavaScript makes of it. */
  @Override
  public double doubleValue() {
    return nearest;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExactNumber that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}

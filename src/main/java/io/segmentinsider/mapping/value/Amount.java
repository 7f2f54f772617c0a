package io.segmentinsider.mapping.value;

import java.util.Set;
import java.util.TreeSet;
import javax.annotation.Nullable;

/**
 * An amount of money that was written as text.
 *
 * @param number the amount, or {@link NumberText#TWO_READINGS}
 * @param currencies what its sign, word or code can stand for; null if it has none, none if it has
 *     several that are never the same currency
 */
public record Amount(NumberText number, @Nullable Set<String> currencies) {

  /**
   * Reads {@code €19.99}, {@code 1.299,00 TL}, {@code USD 10}, {@code 19.99}.
   *
   * @param separator as in {@link NumberText#read}
   * @return null if it is no number, or if anything else than a currency stands beside it
   */
  @Nullable
  public static Amount read(String text, Currencies known, @Nullable DecimalSeparator separator) {
    NumberText number = NumberText.read(text, separator);
    if (number == null || (number.before().isEmpty() && number.after().isEmpty())) {
      return number == null ? null : new Amount(number, null);
    }
    Set<String> currencies = null;
    for (String sign : new String[] {number.before(), number.after()}) {
      if (!sign.isEmpty()) {
        Set<String> read = known.read(sign);
        if (read.isEmpty()) {
          return null;
        }
        currencies = currencies == null ? read : common(currencies, read);
      }
    }
    return new Amount(number, currencies);
  }

  /** The currencies that are in both sets. */
  public static Set<String> common(Set<String> some, Set<String> others) {
    Set<String> common = new TreeSet<>(some);
    common.retainAll(others);
    return common;
  }
}

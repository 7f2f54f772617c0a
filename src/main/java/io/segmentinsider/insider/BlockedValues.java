package io.segmentinsider.insider;

import java.util.Locale;
import java.util.Set;

/** Values that identify nobody (contract, section 7). */
public final class BlockedValues {

  private final Set<String> values;
  private final int longest;

  /**
   * A list.
   *
   * @param values in lower case; zeros and blanks are blocked besides
   */
  public BlockedValues(Set<String> values) {
    this.values = Set.copyOf(values);
    this.longest = values.stream().mapToInt(String::length).max().orElse(0);
  }

  /** Whether the value, in any case, identifies nobody. */
  public boolean contains(String value) {
    return (value.length() <= longest && values.contains(value.toLowerCase(Locale.ROOT)))
        || isZero(value);
  }

  /** Nothing but zeros and hyphens, as in a UUID of zeros. */
  private static boolean isZero(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '0' && c != '-') {
        return false;
      }
    }
    return true;
  }
}

package io.segmentinsider.mapping.value;

import java.util.Set;
import javax.annotation.Nullable;

/**
 * Which of day and month comes first where people write dates in numbers with the year last. After
 * CLDR's short formats, and for countries with the year first what their people write besides.
 */
final class DateOrders {

  private static final Set<String> MONTH_FIRST =
      Set.of("US", "AS", "FM", "GU", "MH", "MP", "PR", "PW", "UM", "VI");

  /** Both orders are in use, or neither is at home. */
  private static final Set<String> UNCLEAR =
      Set.of("BS", "CA", "CN", "JP", "KP", "KR", "KY", "LR", "MN", "PA", "PH", "TW");

  private DateOrders() {}

  /**
   * The order in a country.
   *
   * @param country two letters; null if it is not known
   * @return null if both are possible
   */
  @Nullable
  static DateOrder in(@Nullable String country) {
    if (country == null || UNCLEAR.contains(country)) {
      return null;
    }
    return MONTH_FIRST.contains(country) ? DateOrder.MONTH_FIRST : DateOrder.DAY_FIRST;
  }
}

package io.segmentinsider.mapping.guide;

import io.segmentinsider.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * An amount that came as an object with its currency: {@code {"amount": "10.50", "currencyCode":
 * "EUR"}}, {@code {"value": 10.5, "currency": "EUR"}}. An object with anything else in it is none:
 * {@code precision} and the like say that the amount is not in whole units.
 *
 * @param amount as it came
 * @param currency as it came; null if nothing stands there
 */
record MoneyObject(Object amount, @Nullable Object currency) {

  /** Names in small letters and without underscores, as all below. */
  private static final Set<String> AMOUNT = Set.of("amount", "value");

  private static final Set<String> CURRENCY =
      Set.of("currency", "currencycode", "currencyiso", "currencyisocode");

  /** The same once more, for people to read. */
  private static final Set<String> FOR_PEOPLE =
      Set.of("formatted", "formattedamount", "formattedvalue", "display", "symbol");

  /** Shopify's sets say one amount in the shop's currency and in the customer's. */
  private static final Set<String> OF_A_SET = Set.of("shopmoney", "presentmentmoney");

  /**
   * The amounts that an object says.
   *
   * @return one; two for a set with both; none if it is no money
   */
  static List<MoneyObject> of(JsonObject object) {
    MoneyObject single = single(object);
    return single == null ? ofSet(object) : List.of(single);
  }

  @Nullable
  private static MoneyObject single(JsonObject object) {
    Object amount = null;
    Object currency = null;
    for (int i = 0; i < object.size(); i++) {
      Object value = object.valueAt(i);
      String name = plain(object.nameAt(i));
      if (!ValueConverter.isAbsent(value) && !FOR_PEOPLE.contains(name)) {
        if (AMOUNT.contains(name) && amount == null) {
          amount = value;
        } else if (CURRENCY.contains(name) && currency == null) {
          currency = value;
        } else {
          return null;
        }
      }
    }
    return amount == null ? null : new MoneyObject(amount, currency);
  }

  private static List<MoneyObject> ofSet(JsonObject object) {
    MoneyObject first = null;
    MoneyObject second = null;
    for (int i = 0; i < object.size(); i++) {
      Object value = object.valueAt(i);
      if (!ValueConverter.isAbsent(value)) {
        boolean isPart = OF_A_SET.contains(plain(object.nameAt(i))) && second == null;
        MoneyObject part = isPart && value instanceof JsonObject money ? single(money) : null;
        if (part == null) {
          return List.of();
        }
        second = first;
        first = part;
      }
    }
    if (first == null) {
      return List.of();
    }
    return second == null ? List.of(first) : List.of(second, first);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "");
  }
}

package io.segmentinsider.mapping.guide;

import io.segmentinsider.insider.DefaultParameter;
import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.TextSlice;
import io.segmentinsider.mapping.UpdateBudget;
import io.segmentinsider.mapping.value.Amount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * The parameters of one event, or of one product line, under construction. The quantity is kept
 * apart: lines that differ in nothing else are compared without it. So are the prices, which change
 * with a quantity that is not whole.
 */
final class Parameters implements FieldSink {

  /** Holds a quantity as it came, if another one is sent. */
  static final String ORIGINAL_QUANTITY = "original_quantity";

  private static final String QUANTITY = DefaultParameter.QUANTITY.key();
  private static final String CURRENCY = DefaultParameter.CURRENCY.key();
  private static final String UNIT_PRICE = DefaultParameter.UNIT_PRICE.key();
  private static final String UNIT_SALE_PRICE = DefaultParameter.UNIT_SALE_PRICE.key();

  private final String group;
  private final UpdateBudget budget;
  private final Members defaults = new Members();
  private final Members custom = new Members();
  private final Map<String, LeftOut> leftOut = new HashMap<>();
  @Nullable private Number quantity;
  @Nullable private Number unitPrice;
  @Nullable private Number unitSalePrice;
  @Nullable private String currency;
  @Nullable private Set<String> currencies;
  private boolean isCurrencyNamedWithAmounts;
  @Nullable private List<String> otherCurrencies;

  /**
   * No parameters yet.
   *
   * @param group where they stand, in words
   * @param budget bounds their number
   */
  Parameters(String group, UpdateBudget budget) {
    this.group = group;
    this.budget = budget;
  }

  void clear() {
    defaults.clear();
    custom.clear();
    leftOut.clear();
    quantity = null;
    unitPrice = null;
    unitSalePrice = null;
    currency = null;
    currencies = null;
    isCurrencyNamedWithAmounts = false;
    otherCurrencies = null;
  }

  @Override
  public boolean add(String name, boolean isCustom, Object value) {
    if (has(name, isCustom)) {
      return false;
    }
    budget.requireNames(group, defaults.size() + custom.size() + 1);
    if (isCustom) {
      custom.add(name, value);
      boolean isText = value instanceof String || value instanceof TextSlice;
      if (isText && isNamedLikeCurrency(name, value)) {
        otherCurrencies = otherCurrencies == null ? new ArrayList<>(2) : otherCurrencies;
        otherCurrencies.add(value.toString());
      }
    } else if (!(value instanceof Number number) || !keepApart(name, number)) {
      defaults.add(name, value);
      if (name.equals(CURRENCY)) {
        currency = String.valueOf(value);
      }
    }
    return true;
  }

  /** The id of a currency may be a code, or a number of the shop's own. */
  private static boolean isNamedLikeCurrency(String name, Object text) {
    return name.endsWith("currency")
        || name.endsWith("currency_code")
        || name.endsWith("currencycode")
        || name.endsWith("currency_iso")
        || (name.endsWith("currency_id") && !Character.isDigit(text.toString().charAt(0)));
  }

  private boolean keepApart(String name, Number value) {
    switch (name) {
      case "quantity" -> quantity = value;
      case "unit_price" -> unitPrice = value;
      case "unit_sale_price" -> unitSalePrice = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public void leftOut(String name, LeftOut value) {
    leftOut.putIfAbsent(name, value);
  }

  /** A parameter is no trait. */
  @Override
  public void nullTrait(String name, boolean isCustom, boolean removable) {}

  /** An event is what it is. */
  @Override
  public FieldSink weak() {
    return this;
  }

  /** An event is what it is. */
  @Override
  public FieldSink endingWith(String customName) {
    return this;
  }

  /** What was left out for a parameter that nothing else filled; null if nothing was. */
  @Nullable
  LeftOut leftOut(DefaultParameter parameter) {
    return has(parameter) ? null : leftOut.get(parameter.key());
  }

  @Override
  public boolean sawCurrency(Set<String> seen, boolean named) {
    currencies = currencies == null ? seen : Amount.common(currencies, seen);
    isCurrencyNamedWithAmounts |= named;
    return true;
  }

  /** Whether an amount came with the name of its currency, and not with a sign alone. */
  boolean isCurrencyNamedWithAmounts() {
    return isCurrencyNamedWithAmounts;
  }

  /** What stands in custom parameters that are named like a currency; null if there is none. */
  @Nullable
  List<String> otherCurrencies() {
    return otherCurrencies;
  }

  /** What all signs of amounts can stand for; null if there was none. */
  @Nullable
  Set<String> currencies() {
    return currencies;
  }

  @Override
  public boolean has(String name, boolean isCustom) {
    return isCustom ? custom.has(name) : defaults.has(name) || isKeptApart(name);
  }

  private boolean isKeptApart(String name) {
    return (quantity != null && name.equals(QUANTITY))
        || (unitPrice != null && name.equals(UNIT_PRICE))
        || (unitSalePrice != null && name.equals(UNIT_SALE_PRICE));
  }

  boolean has(DefaultParameter parameter) {
    return has(parameter.key(), false);
  }

  /** The ISO 4217 code; null if there is none yet. */
  @Nullable
  String currency() {
    return currency;
  }

  /** The names of values that were left out: what another one says there does not stand in. */
  Set<String> leftOut() {
    return leftOut.keySet();
  }

  boolean hasWholeQuantity() {
    return quantity == null || quantity instanceof Long;
  }

  /**
   * Makes the quantity one, or minus one, at the price of all of it, so that the sum stays; the
   * quantity as it came is a custom parameter.
   */
  void makeQuantityWhole() {
    BigDecimal exact = exact(quantity);
    unitPrice = times(unitPrice, exact.abs());
    unitSalePrice = times(unitSalePrice, exact.abs());
    add(ORIGINAL_QUANTITY, true, quantity);
    quantity = (long) exact.signum();
  }

  @Nullable
  private static Number times(@Nullable Number price, BigDecimal factor) {
    return price == null ? null : JsonNumbers.of(exact(price).multiply(factor).doubleValue());
  }

  private static BigDecimal exact(Number number) {
    return new BigDecimal(JsonNumbers.text(number));
  }

  /** Nothing is added to the prices any more; all members are ready to be written. */
  void close() {
    if (unitPrice != null) {
      defaults.add(UNIT_PRICE, unitPrice);
      unitPrice = null;
    }
    if (unitSalePrice != null) {
      defaults.add(UNIT_SALE_PRICE, unitSalePrice);
      unitSalePrice = null;
    }
  }

  /** How many; null if nobody says so. */
  @Nullable
  Long quantity() {
    return (Long) quantity;
  }

  void setQuantity(long newQuantity) {
    quantity = newQuantity;
  }

  /** Whether there is none, but for the quantity. */
  boolean isEmpty() {
    return defaults.isEmpty() && custom.isEmpty();
  }

  Members defaults() {
    return defaults;
  }

  Members custom() {
    return custom;
  }
}

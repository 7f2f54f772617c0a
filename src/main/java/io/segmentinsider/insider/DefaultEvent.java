package io.segmentinsider.insider;

import static io.segmentinsider.insider.DefaultParameter.CURRENCY;
import static io.segmentinsider.insider.DefaultParameter.EVENT_GROUP_ID;
import static io.segmentinsider.insider.DefaultParameter.QUANTITY;
import static io.segmentinsider.insider.DefaultParameter.UNIT_SALE_PRICE;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * Insider's events whose system name is known, what they must carry and how long they are kept
 * (docs/insider-api.md#default-events, docs/insider-api.md#required-parameters,
 * docs/insider-api.md#retention). Any other name is a custom event.
 */
public enum DefaultEvent {
  /** Home page. */
  HOMEPAGE_VIEW("homepage_view", 90),
  /** List of products. */
  LISTING_PAGE_VIEW("listing_page_view", 90),
  /** One product. */
  PRODUCT_DETAIL_PAGE_VIEW("product_detail_page_view", 90),
  /** Cart, one event per line. */
  CART_PAGE_VIEW("cart_page_view", 90),
  /** Order, one event per line. */
  PURCHASE("purchase", 730),
  /**
   * Order under the name that Segment's destination uses (docs/insider-api.md#order-event); held to
   * the same rules.
   */
  CONFIRMATION_PAGE_VIEW("confirmation_page_view", 730),
  /** Product put into the cart. */
  ITEM_ADDED_TO_CART("item_added_to_cart", 90),
  /** Product taken out of the cart. */
  ITEM_REMOVED_FROM_CART("item_removed_from_cart", 90),
  /** Registration. */
  SIGN_UP_CONFIRMATION("sign_up_confirmation", 365),
  /** Checkout; may have to be created in the panel. */
  CHECKOUT_PAGE_VIEW("checkout_page_view", 90);

  /** How long a custom event is kept, in days. */
  public static final int CUSTOM_EVENT_RETENTION_DAYS = 90;

  /** How long any event is kept at least, in days. */
  public static final int SHORTEST_RETENTION_DAYS = 90;

  private static final Map<String, DefaultEvent> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toMap(DefaultEvent::systemName, Function.identity()));

  private static final List<DefaultParameter> REQUIRED_FOR_ORDERS =
      List.of(EVENT_GROUP_ID, CURRENCY, UNIT_SALE_PRICE, QUANTITY);

  private static final Map<DefaultEvent, List<DefaultParameter>> REQUIRED =
      Map.of(
          CART_PAGE_VIEW, List.of(EVENT_GROUP_ID, CURRENCY, UNIT_SALE_PRICE),
          PURCHASE, REQUIRED_FOR_ORDERS,
          CONFIRMATION_PAGE_VIEW, REQUIRED_FOR_ORDERS);

  private final String systemName;
  private final int retentionDays;

  DefaultEvent(String systemName, int retentionDays) {
    this.systemName = systemName;
    this.retentionDays = retentionDays;
  }

  /** What goes into {@code event_name}. */
  public String systemName() {
    return systemName;
  }

  /** The parameters without which Insider refuses it. */
  public List<DefaultParameter> required() {
    return REQUIRED.getOrDefault(this, List.of());
  }

  /** The default event of that system name; null if it is a custom event. */
  @Nullable
  public static DefaultEvent of(String eventName) {
    return BY_NAME.get(eventName);
  }

  /** The parameters that an event of that name must carry; empty for most. */
  public static List<DefaultParameter> requiredFor(String eventName) {
    DefaultEvent event = of(eventName);
    return event == null ? List.of() : event.required();
  }

  /** How long Insider keeps events of that name, in days, unless the account has other figures. */
  public static int retentionDaysOf(String eventName) {
    DefaultEvent event = of(eventName);
    return event == null ? CUSTOM_EVENT_RETENTION_DAYS : event.retentionDays;
  }
}

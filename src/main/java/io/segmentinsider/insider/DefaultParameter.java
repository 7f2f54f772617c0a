package io.segmentinsider.insider;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * The parameters that stand at the root of {@code event_params}
 * (docs/insider-api.md#event-parameters). Every other name belongs into {@code
 * event_params.custom}; a name in the wrong place is stored wrongly without an error.
 */
public enum DefaultParameter {
  /** Ties the events of one order or cart together. */
  EVENT_GROUP_ID("event_group_id", FieldType.TEXT),
  /** Unique id of the product. */
  PRODUCT_ID("product_id", FieldType.TEXT),
  /** Name of the product. */
  NAME("name", FieldType.TEXT),
  /** Category path of the product, outermost first. */
  TAXONOMY("taxonomy", FieldType.TAXONOMY),
  /** Address of the product or page. */
  URL("url", FieldType.TEXT),
  /** Address of the product's picture. */
  PRODUCT_IMAGE_URL("product_image_url", FieldType.TEXT),
  /** Currency of the prices. */
  CURRENCY("currency", FieldType.CURRENCY),
  /** How many of the product. */
  QUANTITY("quantity", FieldType.QUANTITY),
  /** Price of one before any discount (docs/insider-api.md#prices). */
  UNIT_PRICE("unit_price", FieldType.AMOUNT),
  /** Price of one as sold (docs/insider-api.md#prices). */
  UNIT_SALE_PRICE("unit_sale_price", FieldType.AMOUNT),
  /** Locale of the page. */
  LOCALE("locale", FieldType.LANGUAGE),
  /** Color chosen by the user. */
  COLOR("color", FieldType.TEXT),
  /** Size chosen by the user. */
  SIZE("size", FieldType.TEXT),
  /** Shipping cost of the basket, as text (docs/insider-api.md#shipping-cost). */
  SHIPPING_COST("shipping_cost", FieldType.DECIMAL_TEXT),
  /** Name of the promotion (docs/insider-api.md#order-totals). */
  PROMOTION_NAME("promotion_name", FieldType.TEXT),
  /** Total of all promotions (docs/insider-api.md#order-totals). */
  PROMOTION_DISCOUNT("promotion_discount", FieldType.AMOUNT),
  /** Session id. */
  SID("sid", FieldType.TEXT),
  /** Where the event came from: web, email and so on. */
  SOURCE("source", FieldType.TEXT),
  /** Type of the device. */
  DEVICE_TYPE("device_type", FieldType.TEXT),
  /** Address of the page before. */
  REFERRER("referrer", FieldType.TEXT),
  /** Id of the campaign. */
  CAMPAIGN_ID("campaign_id", FieldType.TEXT_OR_NUMBER),
  /** Name of the campaign. */
  CAMPAIGN_NAME("campaign_name", FieldType.TEXT),
  /** The browser's user agent. */
  USER_AGENT("user_agent", FieldType.TEXT),
  /** Numeric id of the variant. */
  VARIANT_ID("variant_id", FieldType.NUMBER);

  private static final Map<String, DefaultParameter> BY_KEY =
      Arrays.stream(values()).collect(Collectors.toMap(DefaultParameter::key, Function.identity()));

  private final String key;
  private final FieldType type;

  DefaultParameter(String key, FieldType type) {
    this.key = key;
    this.type = type;
  }

  /** The name in the API. */
  public String key() {
    return key;
  }

  /** What it holds. */
  public FieldType type() {
    return type;
  }

  /** The default parameter of that name; null if the name is a custom one. */
  @Nullable
  public static DefaultParameter of(String key) {
    return BY_KEY.get(key);
  }
}

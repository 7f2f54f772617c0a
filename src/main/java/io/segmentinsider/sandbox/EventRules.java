package io.segmentinsider.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What Insider asks of an event (docs/insider-api.md#events,
 * docs/insider-api.md#required-parameters).
 */
final class EventRules {

  /** The parameters that some event must have; the position is the bit in {@link Name}. */
  private static final List<String> REQUIRABLE =
      List.of("event_group_id", "currency", "unit_sale_price", "quantity");

  private static final int PURCHASE = 0b1111;
  private static final int CART = 0b0111;

  /** Which of them an event must have. The last row is assumed: its texts call it a purchase. */
  private static final Map<String, Integer> REQUIRED =
      Map.of("purchase", PURCHASE, "cart_page_view", CART, "confirmation_page_view", PURCHASE);

  private EventRules() {}

  /** The bit of a parameter that some event must have; 0 for any other. */
  static int requirement(String parameter) {
    int position = REQUIRABLE.indexOf(parameter);
    return position < 0 ? 0 : 1 << position;
  }

  /**
   * The parameters that an event lacks, none for most events.
   *
   * @param present the bits of the parameters that it has
   */
  static List<String> missing(String eventName, int present) {
    int required = REQUIRED.getOrDefault(eventName, 0);
    int absent = required & ~present;
    if (absent == 0) {
      return List.of();
    }
    List<String> missing = new ArrayList<>();
    for (int bit = 0; bit < REQUIRABLE.size(); bit++) {
      if ((absent & 1 << bit) != 0) {
        missing.add(REQUIRABLE.get(bit));
      }
    }
    return missing;
  }

  /**
   * Whether Insider takes a name. Its reported pattern allows upper case after the first character,
   * the recorded refusal does not (docs/insider-api.md#event-names); the stricter reading stands
   * here.
   */
  static boolean isName(char[] text, int offset, int length) {
    for (int i = 0; i < length; i++) {
      char c = text[offset + i];
      boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean separator = i > 0 && (c == '.' || c == '_' || c == '-');
      if (!alphanumeric && !separator) {
        return false;
      }
    }
    return length > 0;
  }
}

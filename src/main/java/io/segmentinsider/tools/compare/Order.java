package io.segmentinsider.tools.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an order's lines add up to.
 *
 * @param lines events that Insider takes for its lines
 * @param total prices times quantities
 * @param currencies of its lines
 */
record Order(int lines, BigDecimal total, TreeSet<String> currencies) {

  private static final List<String> EVENTS = List.of("confirmation_page_view", "purchase");

  /** Orders of profiles by their id; without an id by their second. */
  static Map<String, Order> of(List<ComparedProfile> profiles) {
    Map<String, List<JsonNode>> byId = new TreeMap<>();
    for (ComparedProfile profile : profiles) {
      profile
          .events()
          .forEach(
              (key, events) -> {
                if (EVENTS.contains(ComparedProfile.nameIn(key))) {
                  for (JsonNode event : events) {
                    String id = event.path("event_params").path("event_group_id").asText(key);
                    byId.computeIfAbsent(id, any -> new ArrayList<>()).add(event);
                  }
                }
              });
    }
    Map<String, Order> orders = new TreeMap<>();
    byId.forEach((id, lines) -> orders.put(id, ofLines(lines)));
    return orders;
  }

  private static Order ofLines(List<JsonNode> lines) {
    BigDecimal total = BigDecimal.ZERO;
    TreeSet<String> currencies = new TreeSet<>();
    for (JsonNode line : lines) {
      JsonNode params = line.path("event_params");
      total =
          total.add(number(params.path("unit_price")).multiply(quantity(params.path("quantity"))));
      if (params.has("currency")) {
        currencies.add(params.path("currency").asText());
      }
    }
    return new Order(lines.size(), total.stripTrailingZeros(), currencies);
  }

  private static BigDecimal quantity(JsonNode value) {
    return value.isMissingNode() ? BigDecimal.ONE : number(value);
  }

  private static BigDecimal number(JsonNode value) {
    try {
      return value.isNumber() ? value.decimalValue() : new BigDecimal(value.asText("0").strip());
    } catch (NumberFormatException e) {
      return BigDecimal.ZERO;
    }
  }
}

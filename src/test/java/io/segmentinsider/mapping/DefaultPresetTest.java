package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The preset as a document: fifteen entries that must not drift apart. */
class DefaultPresetTest {

  /** It reads the person from the properties, too. */
  private static final String OF_ITS_OWN = "User Registered";

  private final Mapper mapper = Mapped.defaultPreset(Mapped.SETTINGS);

  private static List<MappingEntry> entries() {
    return MappingFile.read(MappingText.preset("default")).entries();
  }

  @Test
  void allEventsTakeThePersonFromTheSamePlaces() {
    Set<Object> people = new HashSet<>();
    for (MappingEntry entry : entries()) {
      if (entry.action().equals("insiderEvent") && !entry.name().equals(OF_ITS_OWN)) {
        JsonObject mapping = entry.mapping();
        people.add(List.of(mapping.get("identifiers"), mapping.get("attributes")));
      }
    }
    assertThat(people).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "identify, x, Identify",
    "page, x, Page",
    "page, Order Completed, Page",
    "screen, x, Screen",
    "group, x, Group",
    "alias, x, Alias",
    "track, Product List Viewed, Product List Viewed",
    "track, Viewed Product List, Product List Viewed",
    "track, Viewed Product Category, Product List Viewed",
    "track, product_category_viewed, Product List Viewed",
    "track, Product Viewed, Product Viewed",
    "track, Viewed Product, Product Viewed",
    "track, PRODUCT VIEWED, Product Viewed",
    "track, Product Clicked, Track",
    "track, Clicked Product, Track",
    "track, Product Added, Product Added",
    "track, Added Product, Product Added",
    "track, product-added, Product Added",
    "track, Product Removed, Product Removed",
    "track, Removed Product, Product Removed",
    "track, Cart Viewed, Cart Viewed",
    "track, Cart Reviewed, Cart Viewed",
    "track, Checkout Started, Checkout",
    "track, Started Order, Checkout",
    "track, checkoutStarted, Checkout",
    "track, Checkout Step Viewed, Checkout",
    "track, Viewed Checkout Step, Checkout",
    "track, Order Completed, Order Completed",
    "track, Completed Order, Order Completed",
    "track, order completed, Order Completed",
    "track, order_completed, Order Completed",
    "track, ORDER-COMPLETED, Order Completed",
    "track, OrderCompleted, Order Completed",
    "track, orderCompleted, Order Completed",
    "track, '  Order  Completed ', Order Completed",
    "track, 'Order\tCompleted', Order Completed",
    "track, order.completed, Order Completed",
    "track, Order Completed!, Order Completed",
    "track, Ördér Cömpléted, Order Completed",
    "track, Order Complete, Track",
    "track, Order Completed 2, Track",
    "track, User Registered, User Registered",
    "track, Signed Up, User Registered",
    "track, signed_up, User Registered",
    "track, Checkout Step Completed, Checkout Details",
    "track, Completed Checkout Step, Checkout Details",
    "track, payment_info_entered, Checkout Details",
    "track, Friend Invited, Track",
    "track, Anything Else, Track",
    "track, Order Updated, Track",
    "track, 'Заказ', Track",
    "track, '!!!', Track",
    "track, '', Track"
  })
  void oneMappingTakesAnEvent(String type, String event, String expected) {
    JsonObject call = new JsonObject().put("type", type).put("event", event);
    assertThat(matching(call)).containsExactly(expected);
  }

  @Test
  void oneMappingTakesATrackCallWithoutAName() {
    assertThat(matching(new JsonObject().put("type", "track"))).containsExactly("Track");
    assertThat(matching(new JsonObject().put("type", "track").put("event", 7L)))
        .containsExactly("Track");
  }

  private List<String> matching(JsonObject call) {
    return mapper.explain(Mapped.event(call, 0)).mappings().stream()
        .filter(Explanation.Considered::matched)
        .map(Explanation.Considered::name)
        .toList();
  }
}

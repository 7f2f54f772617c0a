package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of events in other spellings and of Segment's first e-commerce spec. */
class EventNamesTest {

  private final Mapper mapper = Mapped.defaultPreset(Mapped.SETTINGS);

  private Mapped track(String event, String properties) {
    return Mapped.by(
        mapper,
        ("{'type':'track','userId':'u-1','event':'" + event + "','properties':" + properties + "}")
            .replace('\'', '"'));
  }

  private static Object json(String text) {
    return Mapped.parsed(text.replace('\'', '"'));
  }

  private static Mapper file(String entries) {
    return Mapper.of(new MappingText("test", entries.replace('\'', '"')), Mapped.SETTINGS);
  }

  @Test
  void aCompletedOrderOfTheFirstSpecIsAnOrder() {
    Mapped mapped =
        track(
            "Completed Order",
            "{'order_id':'O-1','total':20,'currency':'GBP',"
                + "'products':[{'id':'p1','name':'Lamp','price':20,'quantity':1}]}");
    assertThat(mapped.at("events", 0, "event_name")).isEqualTo("confirmation_page_view");
    assertThat(mapped.at("events", 0, "event_params"))
        .isEqualTo(
            json(
                "{'quantity':1,'product_id':'p1','name':'Lamp','unit_price':20,"
                    + "'unit_sale_price':20,'event_group_id':'O-1','currency':'GBP',"
                    + "'custom':{'total':20}}"));
  }

  @Test
  void theFirstSpecsOrderIdTiesTheLinesTogether() {
    Mapped mapped = track("Completed Order", "{'orderId':'O-1','total':20}");
    assertThat(mapped.at("events", 0, "event_params", "event_group_id")).isEqualTo("O-1");
  }

  @ParameterizedTest
  @CsvSource({
    "Viewed Product, product_detail_page_view",
    "Added Product, item_added_to_cart",
    "Removed Product, item_removed_from_cart",
    "product viewed, product_detail_page_view",
  })
  void theFirstSpecsProductsHaveAnId(String event, String systemName) {
    Mapped mapped = track(event, "{'id':'p1','price':20}");
    assertThat(mapped.at("events", 0, "event_name")).isEqualTo(systemName);
    assertThat(mapped.at("events", 0, "event_params"))
        .isEqualTo(json("{'product_id':'p1','unit_price':20,'unit_sale_price':20}"));
  }

  @Test
  void anIdBesidesTheProductsIsKept() {
    assertThat(
            track("Product Viewed", "{'product_id':'p1','id':'row-7'}")
                .at("events", 0, "event_params"))
        .isEqualTo(json("{'product_id':'p1','custom':{'id':'row-7'}}"));
    assertThat(
            track(
                    "Order Completed",
                    "{'order_id':'O','products':[{'product_id':'p1','id':'row-7','price':1}]}")
                .at("events", 0, "event_params", "custom"))
        .isEqualTo(json("{'id':'row-7'}"));
  }

  @Test
  void anIdOfAnyOtherEventIsNoProduct() {
    assertThat(track("Song Played", "{'id':7}").at("events", 0, "event_params"))
        .isEqualTo(json("{'custom':{'id':7}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "Clicked Product, product_clicked",
    "Updated Order, order_updated",
    "Order Updated, order_updated",
    "order-updated, order_updated",
    "Completed Checkout Step, checkout_step_completed",
    "Refunded Order, order_refunded",
    "OrderRefunded, order_refunded",
    "Searched Products, products_searched",
    "Viewed Promotion, promotion_viewed",
    "Order Shipped, order_shipped",
    "order-shipped, order-shipped",
  })
  void otherNamesOfTheSpec(String event, String systemName) {
    assertThat(track(event, "{}").at("events", 0, "event_name")).isEqualTo(systemName);
  }

  @Test
  void whoSignedUpIsRegistered() {
    Mapped mapped =
        track(
            "Signed Up",
            "{'first_name':'Ann','last_name':'Lee','email':'ann@example.test','plan':'pro'}");
    assertThat(mapped.at("events", 0, "event_name")).isEqualTo("sign_up_confirmation");
    assertThat(mapped.at("attributes", "name")).isEqualTo("Ann");
    assertThat(mapped.at("events", 0, "event_params", "custom")).isEqualTo(json("{'plan':'pro'}"));
  }

  private static final String ENTRY =
      "{'name':'%s','action':'insiderEvent','trigger':'type = \\'track\\'','events':%s,"
          + "'mapping':{'identifiers':{'uuid':{'@path':'$.userId'}},'event_name':'x'},"
          + "'enabled':%s}";

  private static String entry(String name, String events, boolean enabled) {
    return ENTRY.formatted(name, events, enabled);
  }

  @Test
  void whatIsSwitchedOffIsNotOneOfTheOthers() {
    Mapper mapper =
        file("[" + entry("A", "['Order Paid']", false) + "," + entry("B", "'others'", true) + "]");
    assertThat(Mapped.by(mapper, event("order_paid")).result().unmatched()).isTrue();
    assertThat(Mapped.by(mapper, event("order_sent")).result().unmatched()).isFalse();
  }

  @Test
  void theExplanationSaysWhichNamesAreWanted() {
    Mapper mapper =
        file("[" + entry("A", "['Order Paid']", true) + "," + entry("B", "'others'", true) + "]");
    assertThat(mapper.explain(Mapped.event(event("x"))).mappings())
        .extracting(Explanation.Considered::trigger)
        .containsExactly(
            "type = \"track\", events Order Paid",
            "type = \"track\", events that no mapping lists");
  }

  private static String event(String name) {
    return "{\"type\":\"track\",\"userId\":\"u\",\"event\":\"" + name + "\"}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []        | /0/events must be a list of names of events
          'x'       | /0/events must be a list of names of events
          [7]       | /0/events must be a list of names of events
          ['']      | /0/events must be a list of names of events
          ['---', ' '] | /0/events must be a list of names of events
          """,
      quoteCharacter = '`')
  void wrongListsAreRefusedAtStart(String events, String complaint) {
    assertThatThrownBy(() -> file("[" + entry("A", events, true) + "]"))
        .isInstanceOf(InvalidMappingFileException.class)
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'Order Paid':['x']}      | event_aliases/Order Paid must be a list of Segment's names
          {'order_paid':'x'}        | event_aliases/order_paid must be a list of names
          {'a':['X Y'],'b':['x_y']} | event_aliases/b lists a name that a has, too: x_y
          """,
      quoteCharacter = '`')
  void wrongAliasesAreRefusedAtStart(String aliases, String complaint) {
    String entry =
        entry("A", "'others'", true)
            .replace("'event_name':'x'", "'event_name':'x','event_aliases':" + aliases);
    assertThatThrownBy(() -> file("[" + entry + "]"))
        .isInstanceOf(InvalidMappingFileException.class)
        .hasMessageContaining(complaint);
  }
}

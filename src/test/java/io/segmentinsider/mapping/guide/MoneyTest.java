package io.segmentinsider.mapping.guide;

import static io.segmentinsider.mapping.guide.ShopEvents.parameters;
import static io.segmentinsider.mapping.guide.ShopEvents.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonNumbers;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.CaseFile;
import io.segmentinsider.mapping.Mapped;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.MapperSettings;
import io.segmentinsider.mapping.value.DecimalSeparator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders as shops send them: the sums that reach Insider are the sums of the shop. */
class MoneyTest {

  private static final Mapper MAPPER = Mapped.defaultPreset(Mapped.SETTINGS);

  private static final Mapper BY_OPTION =
      Mapped.defaultPreset(
          Mapped.settings(
              new MapperSettings.Readings(
                  Map.of("$", "CAD", "kr", "SEK"), DecimalSeparator.COMMA, null, List.of(">"))));

  private static Mapped order(Mapper mapper, String properties) {
    return track(mapper, "Order Completed", "'order_id':'O1'," + properties);
  }

  private static Mapped order(String properties) {
    return order(MAPPER, properties);
  }

  private static List<Object> each(Mapped mapped, String parameter) {
    List<Object> values = new ArrayList<>();
    parameters(mapped).forEach(line -> values.add(line.get(parameter)));
    return values;
  }

  @Nested
  @DisplayName("The currency of an order")
  class CurrencyOfAnOrder {

    @Test
    void isReadOrTheOrderIsRefusedButNeverTheConfiguredOne() {
      List<Mapped> mapped = CaseFile.mapped(MAPPER, "m06-unreadable-currency");
      assertThat(mapped.get(0).at("events", 0, "event_params", "currency")).isEqualTo("EUR");
      assertThat(mapped.get(0).repairs()).containsExactly("currency-read event_params.currency");
      assertThat(mapped.get(1).at("events", 0, "event_params", "currency")).isEqualTo("TRY");
      assertThat(mapped.get(2).result().updates()).isEmpty();
      assertThat(mapped.get(2).deadLetters())
          .containsExactly(
              "required-parameter update: products[0] lacks currency, which Insider"
                  + " requires: it is unreadable (word)");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        nullValues = "none",
        textBlock =
            """
            'currency':'EUR'         | EUR
            'currency':'eur'         | EUR
            'currency':'₺'           | TRY
            'currency':'Euro'        | EUR
            'currency':'US$'         | USD
            'currency':['GBP']       | GBP
            'currency':''            | USD
            'currency':' '           | USD
            'currency':null          | USD
            'a':1                    | USD
            'currency_code':'EUR'    | EUR
            'currencyCode':'TL'      | TRY
            'currency':'?','currency_code':'EUR' | EUR
            'currency_code':'XYZ'    | none
            'currency':'XYZ'         | none
            'currency':'$'           | none
            'currency':'kr'          | none
            'currency':978           | none
            'currency':true          | none
            'currency':{'code':1}    | none
            'currency':['EUR','USD'] | none
            """)
    void onlyAMissingCurrencyIsTheConfiguredOne(String property, String code) {
      for (String event : new String[] {"Order Completed", "Cart Viewed"}) {
        Mapped mapped =
            track(
                MAPPER,
                event,
                "'order_id':'O','cart_id':'C',%s,'products':[{'product_id':'p','price':5}]"
                    .formatted(property));
        if (code == null) {
          assertThat(mapped.result().updates()).isEmpty();
          assertThat(mapped.deadLetters()).anyMatch(letter -> letter.contains("lacks currency"));
        } else {
          assertThat(each(mapped, "currency")).containsExactly(code);
        }
      }
    }

    /** As Magento names them. */
    @Test
    void theCodeAndTheQuantityUnderTheNamesOfAShop() {
      Mapped mapped =
          order(
              "'currency_code':'EUR','items':[{'product_id':'14','price':'29.0000',"
                  + "'qty_ordered':'2.0000'},{'product_id':'15','price':'1.0000','currencyCode':'TRY'}]");
      assertThat(each(mapped, "currency")).containsExactly("EUR", "TRY");
      assertThat(each(mapped, "quantity")).containsExactly(2L, 1L);
    }

    @Test
    void aSharedSignIsReadByOption() {
      Mapped mapped = order(BY_OPTION, "'currency':'$','products':[{'price':5}]");
      assertThat(each(mapped, "currency")).containsExactly("CAD");
      assertThat(mapped.repairs()).contains("read-by-option event_params.currency");
      assertThat(order("'currency':'$','products':[{'price':5}]").deadLetters())
          .containsExactly(
              "required-parameter update: products[0] lacks currency, which Insider"
                  + " requires: it is of several readings (word), and mapping.currency-signs does"
                  + " not say which is meant");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            [{'price':'1.299'}]              | products[0] lacks unit_sale_price, which Insider requires: it is of several readings (number as text), and mapping.decimal-separator does not say which is meant
            [{'price':'ask us'}]             | products[0] lacks unit_sale_price, which Insider requires: it is unreadable (text)
            [{'price':5,'quantity':'two'}]   | products[0] lacks quantity, which Insider requires: it is unreadable (word)
            [{'name':'Lamp'}]                | products[0] lacks unit_sale_price, which Insider requires: it is missing
            ['p1','p2']                      | products[0] must be an object but is of type string
            [[{'price':5}]]                  | products[0] must be an object but is of type array
            """)
    void anOrderWithoutAUsableLineSaysWhatIsWrongWithTheFirst(String products, String detail) {
      assertThat(order("'currency':'EUR','products':%s".formatted(products)).deadLetters())
          .singleElement()
          .asString()
          .endsWith(": " + detail);
    }

    @Test
    void aLineWhoseOwnCurrencyIsUnreadableHasNone() {
      Mapped mapped =
          order(
              "'currency':'EUR','products':[{'product_id':'p1','price':1,'currency':'XYZ'},"
                  + "{'product_id':'p2','price':2},{'product_id':'p3','price':3,'currency':'TL'}]");
      assertThat(each(mapped, "product_id")).containsExactly("p2", "p3");
      assertThat(each(mapped, "currency")).containsExactly("EUR", "TRY");
      assertThat(mapped.deadLetters())
          .containsExactly(
              "required-parameter event: products[0] lacks currency, which Insider requires: it is"
                  + " unreadable (word)");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        nullValues = "none",
        textBlock =
            """
            '€5'     | EUR  | currency-read products.currency
            '5 TL'   | TRY  | currency-read products.currency
            '$5'     | USD  | currency-filled-in products.currency
            '£5'     | GBP  | currency-read products.currency
            '5 kr'   | none | two-readings products.currency
            '¥5'     | none | two-readings products.currency
            5        | USD  | currency-filled-in event_params.currency
            """)
    void theSignOfAnAmountSaysTheCurrencyWhereNoneIsNamed(
        String price, String code, String repair) {
      Mapped mapped = order("'products':[{'product_id':'p','price':%s}]".formatted(price));
      if (code == null) {
        assertThat(mapped.result().updates()).isEmpty();
      } else {
        assertThat(each(mapped, "currency")).containsExactly(code);
      }
      assertThat(mapped.repairs()).contains(repair);
    }

    @Test
    void theSignOfATotalCountsToo() {
      Mapped mapped = order("'revenue':'€ 30,00','products':[{'price':10},{'price':20}]");
      assertThat(each(mapped, "currency")).containsExactly("EUR", "EUR");
      assertThat(mapped.repairs()).contains("currency-read event_params.currency");
      assertThat(order("'total':'30 TL'").at("events", 0, "event_params", "currency"))
          .isEqualTo("TRY");
    }

    @ParameterizedTest
    @CsvSource({
      "EUR, '$5', true",
      "EUR, '5 USD', true",
      "EUR, '€5', false",
      "CAD, '$5', false",
      "SEK, '5 kr', false",
      "JPY, '¥5', false",
      "USD, '¥5', true"
    })
    void aNamedCurrencyStaysAndAnotherSignIsCounted(String code, String price, boolean counted) {
      Mapped mapped = order("'currency':'%s','products':[{'price':'%s'}]".formatted(code, price));
      assertThat(each(mapped, "currency")).containsExactly(code);
      assertThat(mapped.repairs().contains("currency-contradicted products.currency"))
          .isEqualTo(counted);
    }

    @Test
    void aNumberOfAPersonKeepsTheCurrencyInItsText() {
      Mapped mapped =
          Mapped.by(
              MAPPER,
              "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"total\":\"€30\",\"tax\":\"2\"}}");
      assertThat(mapped.at("attributes", "custom", "total")).isEqualTo("€30");
      assertThat(mapped.at("attributes", "custom", "tax")).isEqualTo(2L);
    }
  }

  @Nested
  @DisplayName("Amounts")
  class Amounts {

    @Test
    void areReadWithSignsAndSeparators() {
      Mapped mapped = CaseFile.mapped(MAPPER, "m07-amount-with-sign").get(0);
      assertThat(each(mapped, "unit_sale_price")).containsExactly(19.99, 1299L, 10L, 19.99, 5L);
      assertThat(each(mapped, "unit_price")).containsExactly(19.99, 1299L, 10L, 19.99, 5L);
      assertThat(mapped.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'1.299'", "'1,299'", "'€1.299'", "'-1,299 TL'"})
    void anAmountOfTwoReadingsIsRefusedAndTheOptionNamed(String price) {
      Mapped mapped =
          order("'currency':'EUR','products':[{'price':1},{'price':%s}]".formatted(price));
      assertThat(parameters(mapped)).hasSize(1);
      assertThat(mapped.repairs())
          .contains("two-readings products.unit_price", "two-readings products.unit_sale_price");
      assertThat(mapped.deadLetters())
          .singleElement()
          .asString()
          .contains("mapping.decimal-separator does not say which is meant");
    }

    @Test
    void itIsReadByOption() {
      Mapped mapped =
          order(BY_OPTION, "'currency':'EUR','products':[{'price':'1.299'},{'price':'1,299'}]");
      assertThat(each(mapped, "unit_sale_price")).containsExactly(1299L, 1.299);
      assertThat(mapped.repairs()).contains("read-by-option products.unit_sale_price");
    }

    @Test
    void otherAmountsOfAnOrderAreReadAlike() {
      Mapped mapped =
          order(
              "'currency':'EUR','revenue':'€1.234,50','tax':'12,00 €','total':'free',"
                  + "'subtotal':'1.299','shipping':'4,90 EUR','discount':'(5.00)',"
                  + "'products':[{'price':1}]");
      JsonObject line = parameters(mapped).get(0);
      assertThat(line.get("shipping_cost")).isEqualTo("4.9");
      assertThat(line.get("promotion_discount")).isEqualTo(-5L);
      assertThat(line.get("custom"))
          .isEqualTo(
              Mapped.parsed(
                  "{\"revenue\":1234.5,\"tax\":12,\"total\":\"free\",\"subtotal\":\"1.299\"}"));
      assertThat(mapped.repairs()).contains("two-readings event_params.custom.subtotal");
    }

    @Test
    void aRefundIsNegative() {
      Mapped mapped = order("'currency':'EUR','total':'-30,00 €','products':[{'price':-30}]");
      assertThat(each(mapped, "unit_sale_price")).containsExactly(-30L);
      assertThat(
              order("'currency':'EUR','total':'(30.00)'")
                  .at("events", 0, "event_params", "unit_sale_price"))
          .isEqualTo(-30L);
    }

    /** An unreadable total is passed over for the next one. */
    @Test
    void theFirstTotalThatCanBeReadIsThePriceOfAnOrderWithoutLines() {
      Mapped mapped = order("'currency':'EUR','subtotal':'n/a','revenue':'','total':'30'");
      assertThat(mapped.at("events", 0, "event_params", "unit_sale_price")).isEqualTo(30L);
      assertThat(mapped.repairs()).contains("field-left-out event_params.unit_sale_price");
    }
  }

  @Nested
  @DisplayName("Quantities")
  class Quantities {

    @Test
    void withAFractionBecomeOneAndTheSumStays() {
      Mapped mapped = CaseFile.mapped(MAPPER, "m08-fractional-quantity").get(0);
      assertThat(each(mapped, "quantity")).containsExactly(1L, 1L, 1L);
      assertThat(each(mapped, "unit_sale_price")).containsExactly(125L, 6L, 0L);
      assertThat(mapped.at("events", 0, "event_params", "custom", "original_quantity"))
          .isEqualTo(12.5);
      assertThat(mapped.repairs())
          .containsExactly(
              "quantity-made-whole products.quantity", "quantity-made-whole products.quantity");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        nullValues = "none",
        textBlock =
            """
            2       | 1     | 2    | 1      | none
            '2'     | 1     | 2    | 1      | none
            2.0     | 1     | 2    | 1      | none
            '2,0'   | 1     | 2    | 1      | none
            0       | 9     | 0    | 9      | none
            -2      | 9     | -2   | 9      | none
            12.5    | 10    | 1    | 125    | 12.5
            '1.5'   | 4     | 1    | 6      | 1.5
            '1,5'   | 4     | 1    | 6      | 1.5
            '½'     | 5     | 1    | 2.5    | 0.5
            0.1     | 0.7   | 1    | 0.07   | 0.1
            0.3     | 0.1   | 1    | 0.03   | 0.3
            1.1     | 1.1   | 1    | 1.21   | 1.1
            -1.5    | 10    | -1   | 15     | -1.5
            0.333   | 3     | 1    | 0.999  | 0.333
            2.5     | '€4'  | 1    | 10     | 2.5
            """)
    void theSumStays(String quantity, String price, long sent, String unit, String original) {
      Mapped mapped =
          order(
              "'currency':'EUR','products':[{'product_id':'p','price':%s,'quantity':%s}]"
                  .formatted(price, quantity));
      JsonObject line = parameters(mapped).get(0);
      assertThat(line.get("quantity")).isEqualTo(sent);
      assertThat(JsonNumbers.text((Number) line.get("unit_sale_price"))).isEqualTo(unit);
      assertThat(JsonNumbers.text((Number) line.get("unit_price"))).isEqualTo(unit);
      Object kept =
          line.get("custom") instanceof JsonObject custom ? custom.get("original_quantity") : null;
      assertThat(kept == null ? null : JsonNumbers.text((Number) kept)).isEqualTo(original);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'x'", "'two'", "true", "{}", "[1,2]", "'1.500'", "'2-3'", "1e300"})
    void anUnreadableQuantityIsNoOne(String quantity) {
      Mapped mapped =
          order(
              "'currency':'EUR','products':[{'product_id':'p1','price':1},"
                  + "{'product_id':'p2','price':2,'quantity':%s}]".formatted(quantity));
      assertThat(each(mapped, "product_id")).containsExactly("p1");
      assertThat(mapped.deadLetters()).singleElement().asString().contains("lacks quantity");
      Mapped cart =
          track(
              MAPPER,
              "Cart Viewed",
              "'cart_id':'C','currency':'EUR','products':[{'price':2,'quantity':%s}]"
                  .formatted(quantity));
      assertThat(parameters(cart).get(0).get("quantity")).isNull();
    }

    @Test
    void aSingleProductIsTreatedAlike() {
      Mapped mapped = track(MAPPER, "Product Added", "'product_id':'p','price':4,'quantity':2.5");
      assertThat(parameters(mapped).get(0))
          .isEqualTo(
              Mapped.parsed(
                  "{\"quantity\":1,\"product_id\":\"p\",\"unit_price\":10,\"unit_sale_price\":10,"
                      + "\"custom\":{\"original_quantity\":2.5}}"));
      assertThat(mapped.repairs()).containsExactly("quantity-made-whole event_params.quantity");
    }
  }

  @Property(tries = 300)
  void priceTimesQuantityNeverChanges(
      @ForAll @IntRange(min = 1, max = 9_999_999) int cents,
      @ForAll @IntRange(min = 1, max = 99_999) int thousandths) {
    BigDecimal price = BigDecimal.valueOf(cents, 2);
    BigDecimal quantity = BigDecimal.valueOf(thousandths, 3);
    JsonObject line =
        parameters(
                order(
                    "'currency':'EUR','products':[{'price':%s,'quantity':%s}]"
                        .formatted(price.toPlainString(), quantity.toPlainString())))
            .get(0);
    BigDecimal sum =
        new BigDecimal(JsonNumbers.text((Number) line.get("unit_sale_price")))
            .multiply(new BigDecimal(JsonNumbers.text((Number) line.get("quantity"))));
    assertThat(sum).isEqualByComparingTo(price.multiply(quantity));
  }

  @Nested
  @DisplayName("Product lines in other forms and places")
  class Lines {

    @Test
    void areFoundInObjectsAndUnderOtherNames() {
      List<Mapped> mapped = CaseFile.mapped(MAPPER, "m09-products-as-object");
      assertThat(each(mapped.get(0), "product_id")).containsExactly("p1", "p2");
      assertThat(each(mapped.get(1), "product_id")).containsExactly("p1");
      Mapped items = CaseFile.mapped(MAPPER, "m10-items-instead-of-products").get(0);
      assertThat(each(items, "product_id")).containsExactly("p1");
      assertThat(each(items, "quantity")).containsExactly(2L);
      assertThat(items.at("events", 0, "event_params", "custom"))
          .isEqualTo(Mapped.parsed("{\"total\":12}"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            'products':{'10':{'product_id':'c'},'2':{'product_id':'b'},'0':{'product_id':'a'}} | a,b,c
            'products':{'sku-1':{'product_id':'a'},'sku-2':{'product_id':'b'}}                 | a,b
            'products':{'product_id':'a'}                                                      | a
            'products':{'0':{'product_id':'a'},'1':null}                                       | a
            'products':{'0':{'product_id':'a'},'1':{'product_id':'b'},'length':2}             | a,b
            'products':{'items':[{'product_id':'a'},{'product_id':'b'}]}                       | a,b
            'products':{'0':{'product_id':'a'},'1':{'product_id':'b'},'count':2}               | a,b
            'products':{'total':'10 €','1':{'product_id':'b'},'0':{'product_id':'a'}}          | a,b
            'products':{'items':[{'product_id':'a'},{'product_id':'b'}],'total':10}            | a,b
            'products':{'total':10,'tags':['x'],'items':[{'product_id':'a'}]}                  | a
            'products':{'product_id':'a','price':1,'items':[{'product_id':'b'}]}               | a
            'products':'[{\\"product_id\\":\\"a\\"},{\\"product_id\\":\\"b\\"}]'               | a,b
            'products':'{\\"0\\":{\\"product_id\\":\\"a\\"}}'                                  | a
            'products':' {\\"product_id\\":\\"a\\"} '                                          | a
            'products':['{\\"product_id\\":\\"a\\"}',{'product_id':'b'}]                       | a,b
            'items':[{'product_id':'a'}]                                                       | a
            'items':{'0':{'product_id':'a'}}                                                   | a
            'items':'[{\\"product_id\\":\\"a\\"}]'                                             | a
            'items':[{'item_id':'a','price':1}]                                                | a
            'items':[{'productId':'a','qty':2}]                                                | a
            'line_items':[{'product_id':'a'}]                                                  | a
            'lineItems':[{'product_id':'a'}]                                                   | a
            'lines':[{'product_id':'a'}]                                                       | a
            'order_items':[{'product_id':'a'}]                                                 | a
            'cart_items':[{'product_id':'a'}]                                                  | a
            'contents':[{'product_id':'a'}]                                                    | a
            'products':[],'items':[{'product_id':'a'}]                                         | a
            'products':null,'items':[{'product_id':'a'}]                                       | a
            'products':'2 lamps','items':[{'product_id':'a'}]                                  | a
            'products':[{'product_id':'a'}],'items':[{'product_id':'b'}]                       | a
            """)
    void areFound(String properties, String ids) {
      Mapped mapped = track(MAPPER, "Song Bought", properties);
      assertThat(each(mapped, "product_id")).isEqualTo(List.of((Object[]) ids.split(",", -1)));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            'items':3                                  | {'items':3}
            'items':'a,b'                              | {'items':'a,b'}
            'items':['a','b']                          | {'items':['a','b']}
            'items':[{'question':'q','answer':'a'}]    | {'items':'[{\\"question\\":\\"q\\",\\"answer\\":\\"a\\"}]'}
            'lines':{'bus':7}                          | {'lines_bus':7}
            'products':[{'product_id':'p'}],'items':3  | {'items':3}
            'contents':'text'                          | {'contents':'text'}
            """)
    void whatDoesNotLookLikeProductsIsAPropertyAsAnyOther(String properties, String custom) {
      Mapped mapped = track(MAPPER, "Survey Sent", properties);
      assertThat(mapped.update().data().decode().events()).hasSize(1);
      assertThat(mapped.at("events", 0, "event_params", "custom"))
          .isEqualTo(ShopEvents.value(custom));
    }

    @Test
    void whatIsReadAsLinesIsNoPropertyBesides() {
      Mapped mapped = track(MAPPER, "Song Bought", "'items':[{'product_id':'a'}],'a':1");
      assertThat(mapped.at("events", 0, "event_params", "custom"))
          .isEqualTo(Mapped.parsed("{\"a\":1}"));
    }

    @Test
    void anUnreadableListIsCountedAndTheOrderGoesOn() {
      Mapped mapped = order("'currency':'EUR','revenue':30,'products':'2 lamps'");
      assertThat(each(mapped, "unit_sale_price")).containsExactly(30L);
      assertThat(mapped.repairs()).contains("field-left-out products");
    }
  }

  @Nested
  @DisplayName("What stands beside the lines")
  class BesideTheLines {

    @Test
    void isThatOfTheOrderAndNotOfEachProduct() {
      Mapped mapped = CaseFile.mapped(MAPPER, "m23-order-level-name").get(0);
      assertThat(each(mapped, "name")).containsExactly(null, null);
      assertThat(each(mapped, "url")).containsExactly(null, null);
      for (JsonObject line : parameters(mapped)) {
        assertThat(line.get("custom"))
            .isEqualTo(
                Mapped.parsed(
                    "{\"order_name\":\"Ann"
                        + " Lee\",\"order_url\":\"https://shop.example.test/thanks\"}"));
      }
      assertThat(mapped.repairs())
          .contains(
              "order-field-kept-as-custom event_params.name",
              "order-field-kept-as-custom event_params.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Order Completed", "Cart Viewed", "Checkout Started", "Order Refunded"})
    void describesNoProduct(String event) {
      Mapped mapped =
          track(
              MAPPER,
              event,
              "'order_id':'O','cart_id':'C','currency':'EUR','name':'Ann','url':'u','quantity':9,"
                  + "'color':'c','size':'s','products':[{'product_id':'p','price':1}]");
      JsonObject line = parameters(mapped).get(0);
      assertThat(line.get("quantity")).isEqualTo(1L);
      for (String parameter : new String[] {"name", "url", "color", "size"}) {
        assertThat(line.get(parameter)).as(parameter).isNull();
        assertThat(((JsonObject) line.get("custom")).get("order_" + parameter)).isNotNull();
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Order Completed", "Cart Viewed", "Checkout Step Viewed"})
    void describesNoProductWithoutLinesEither(String event) {
      Mapped mapped =
          track(
              MAPPER,
              event,
              "'order_id':'O','cart_id':'C','currency':'EUR','name':'Ann','url':'u','value':3,"
                  + "'quantity':2");
      JsonObject parameters = parameters(mapped).get(0);
      assertThat(parameters.get("name")).isNull();
      assertThat(parameters.get("url")).isNull();
      assertThat(parameters.get("quantity")).isIn(null, 1L);
    }

    @Test
    void describesTheProductOfAnEventAboutOne() {
      Mapped mapped =
          track(MAPPER, "Wishlist Product Added", "'product_id':'p','name':'Lamp','url':'u'");
      assertThat(parameters(mapped).get(0))
          .isEqualTo(Mapped.parsed("{\"product_id\":\"p\",\"name\":\"Lamp\",\"url\":\"u\"}"));
    }
  }
}

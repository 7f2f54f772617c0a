package io.segmentinsider.mapping.guide;

import static io.segmentinsider.mapping.guide.ShopEvents.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonObject;
import io.segmentinsider.mapping.Mapped;
import io.segmentinsider.mapping.Mapper;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names and forms of shop systems: what a careful person reads in them, and no more. */
class ShopFormsTest {

  private static final Mapper MAPPER = Mapped.defaultPreset(Mapped.SETTINGS);

  private static Mapped track(String event, String properties) {
    return ShopEvents.track(MAPPER, event, properties);
  }

  private static Mapped order(String properties) {
    return track("Order Completed", properties);
  }

  private static Mapped line(String members) {
    return order("'order_id':'O','products':[{'product_id':'p',%s}]".formatted(members));
  }

  private static JsonObject parameters(Mapped mapped) {
    List<JsonObject> events = ShopEvents.parameters(mapped);
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  @Nested
  @DisplayName("An amount as an object")
  class AmountAsObject {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            {'amount':'10.50','currencyCode':'EUR'}                  | 10.5 | EUR
            {'amount':10.5,'currency_code':'EUR'}                    | 10.5 | EUR
            {'value':10.5,'currency':'EUR'}                          | 10.5 | EUR
            {'value':'10,50','currency':'eur'}                       | 10.5 | EUR
            {'currency':'₺','amount':'1.299,00'}                     | 1299 | TRY
            {'Amount':'10','CurrencyCode':'JPY'}                     | 10   | JPY
            {'amount':10,'currency':'EUR','formatted':'10,00 €'}     | 10   | EUR
            {'amount':'€10'}                                         | 10   | EUR
            {'amount':'10 €','currency':'EUR'}                       | 10   | EUR
            {'amount':'$10','currency':'CAD'}                        | 10   | CAD
            {'amount':10,'currency':'EUR','symbol':null}             | 10   | EUR
            {'shop_money':{'amount':'10.50','currency_code':'EUR'}}  | 10.5 | EUR
            {'shopMoney':{'amount':'10.5','currencyCode':'EUR'},'presentmentMoney':{'amount':'10.5','currencyCode':'EUR'}} | 10.5 | EUR
            {'shop_money':null,'presentment_money':{'amount':'9','currency_code':'USD'}} | 9 | USD
            """)
    void isReadWithItsCurrency(String price, String amount, String code) {
      JsonObject sent = parameters(line("'price':" + price));
      assertThat(sent.get("unit_price")).isEqualTo(value(amount));
      assertThat(sent.get("unit_sale_price")).isEqualTo(value(amount));
      assertThat(sent.get("currency")).isEqualTo(code);
      assertThat(sent.get("custom")).isNull();
    }

    /** Cents, several amounts, a currency that nobody knows: none of these is an amount. */
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            {'cents':1050,'currency_iso':'EUR'}                                | unreadable
            {'centAmount':1050,'currencyCode':'EUR','fractionDigits':2}        | unreadable
            {'amount':1050,'currency':'EUR','precision':2}                     | unreadable
            {'units':'10','nanos':500000000,'currencyCode':'EUR'}              | unreadable
            {'amount':10,'value':12,'currency':'EUR'}                          | unreadable
            {'amount':10,'currency':'EUR','currencyCode':'USD'}                | unreadable
            {'amount':10,'currency':'XYZ'}                                     | unreadable
            {'amount':10,'currency':978}                                       | unreadable
            {'amount':true,'currency':'EUR'}                                   | unreadable
            {'amount':{'value':1},'currency':'EUR'}                            | unreadable
            {'amount':null,'currency':'EUR'}                                   | unreadable
            {}                                                                 | unreadable
            {'min':1,'max':2}                                                  | unreadable
            {'amount':'1.299','currency':'EUR'}                                | of several readings
            {'amount':'€10','currency':'USD'}                                  | of several readings
            {'shop_money':{'amount':'10','currency_code':'EUR'},'presentment_money':{'amount':'11','currency_code':'USD'}} | of several readings
            {'shop_money':{'amount':'10','currency_code':'EUR'},'other_money':{'amount':'11','currency_code':'USD'}} | unreadable
            """)
    void isNoneIfItSaysAnythingElse(String price, String why) {
      Mapped mapped = line("'price':" + price);
      assertThat(mapped.result().updates()).isEmpty();
      assertThat(mapped.deadLetters())
          .singleElement()
          .asString()
          .contains("lacks unit_sale_price", why);
    }

    @ParameterizedTest
    @CsvSource({"EUR, 10", "USD, 11"})
    void ofASetTheOneInTheOrdersCurrencyIsMeant(String code, long amount) {
      Mapped mapped =
          order(
              "'order_id':'O','currency':'"
                  + code
                  + "','products':[{'product_id':'p','price':{"
                  + "'shop_money':{'amount':'10','currency_code':'EUR'},"
                  + "'presentment_money':{'amount':'11','currency_code':'USD'}}}]");
      assertThat(parameters(mapped).get("unit_sale_price")).isEqualTo(amount);
      assertThat(parameters(mapped).get("currency")).isEqualTo(code);
    }

    /** What is named with the price of a line is nearer than what the order says. */
    @Test
    void theCurrencyOfALineCountsMoreThanThatOfItsOrder() {
      Mapped mapped =
          order(
              "'order_id':'O','currency':'USD',"
                  + "'products':[{'product_id':'p','price':{'amount':10,'currency':'EUR'}}]");
      assertThat(parameters(mapped).get("currency")).isEqualTo("EUR");
      assertThat(mapped.repairs()).contains("currency-read products.currency");
    }

    /** As Shopify says it on every line. */
    @Test
    void theSameCurrencyAgainIsNothingToCount() {
      Mapped mapped =
          order(
              "'order_id':'O','currency':'EUR','total':{'amount':10,'currencyCode':'EUR'},"
                  + "'products':[{'product_id':'p','quantity':1,"
                  + "'price':{'amount':10,'currencyCode':'EUR'}}]");
      assertThat(parameters(mapped).get("currency")).isEqualTo("EUR");
      assertThat(mapped.repairs()).isEmpty();
    }

    @Test
    void twoPricesInTwoCurrenciesHaveNone() {
      Mapped mapped =
          line(
              "'unit_price':{'amount':10,'currency':'EUR'},"
                  + "'unit_sale_price':{'amount':9,'currency':'USD'}");
      assertThat(mapped.result().updates()).isEmpty();
      assertThat(mapped.repairs()).contains("two-readings products.currency");
    }

    @Test
    void amountsOfTheSpecAreReadAlikeWhereverTheyStand() {
      Mapped mapped =
          order(
              "'order_id':'O','total':{'amount':'21.00','currencyCode':'EUR'},"
                  + "'shipping':{'value':'4,90','currency':'EUR'},"
                  + "'products':[{'product_id':'p','price':10}]");
      JsonObject sent = parameters(mapped);
      assertThat(sent.get("currency")).isEqualTo("EUR");
      assertThat(sent.get("shipping_cost")).isEqualTo("4.9");
      assertThat(sent.get("custom")).isEqualTo(value("{'total':21}"));
      assertThat(
              parameters(track("Renewed", "'revenue':{'amount':10,'currency':'EUR'}"))
                  .get("custom"))
          .isEqualTo(value("{'revenue':10}"));
    }

    @Test
    void aPersonsAmountKeepsItsCurrency() {
      Mapped mapped =
          Mapped.by(
              MAPPER,
              "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"total\":{\"amount\":1,\"currency\":\"EUR\"}}}");
      assertThat(mapped.at("attributes", "custom", "total_currency")).isEqualTo("EUR");
      assertThat(mapped.at("attributes", "custom", "total_amount")).isEqualTo(1L);
    }

    @Property(tries = 200)
    void anObjectSaysWhatItsAmountAndCurrencySay(
        @ForAll @IntRange(min = 1, max = 9_999_999) int cents) {
      String amount = java.math.BigDecimal.valueOf(cents, 2).toPlainString();
      JsonObject plain = parameters(line("'price':%s,'currency':'EUR'".formatted(amount)));
      JsonObject object =
          parameters(line("'price':{'amount':'%s','currency':'EUR'}".formatted(amount)));
      assertThat(object).isEqualTo(plain);
    }
  }

  @Nested
  @DisplayName("A currency under another name")
  class CurrencyUnderAnotherName {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        nullValues = "none",
        textBlock =
            """
            'order_currency_code':'EUR'                                      | EUR
            'order_currency_code':'EUR','base_currency_code':'EUR'           | EUR
            'orderCurrency':'TL'                                             | TRY
            'presentment_currency':'cad'                                     | CAD
            'totals':{'currency_code':'GBP'}                                 | GBP
            'currency_id':'BRL'                                              | BRL
            'price_set':{'shop_money':{'amount':'1','currency_code':'EUR'}}  | EUR
            'order_currency_code':'EUR','base_currency_code':'USD'           | none
            'order_currency':'XYZ'                                           | none
            'order_currency':'kr'                                            | none
            'order_currency':'$'                                             | USD
            'order_currency':''                                              | USD
            'currency_rate':'1.1'                                            | USD
            'exchange':'EUR'                                                 | USD
            'currency':'EUR','order_currency':'USD'                          | EUR
            """)
    void countsBeforeTheConfiguredOne(String property, String code) {
      for (String place :
          new String[] {
            "'order_id':'O',%s,'products':[{'product_id':'p','price':1}]",
            "'order_id':'O','products':[{'product_id':'p','price':1,%s}]"
          }) {
        Mapped mapped = order(place.formatted(property));
        if (code == null) {
          assertThat(mapped.result().updates()).isEmpty();
          assertThat(mapped.deadLetters()).singleElement().asString().contains("lacks currency");
        } else {
          assertThat(parameters(mapped).get("currency")).isEqualTo(code);
        }
      }
    }
  }

  @Nested
  @DisplayName("What ties the lines of an order together")
  class GroupOfAnOrder {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        nullValues = "none",
        textBlock =
            """
            'order_id':'O'                           | O
            'orderId':'O'                            | O
            'transaction_id':'T'                     | T
            'transactionId':'T'                      | T
            'order_number':1001                      | 1001
            'orderNumber':'1001'                     | 1001
            'increment_id':'000000001'               | 000000001
            'order_id':'O','transaction_id':'T'      | O
            'order_id':null,'order_number':'1001'    | 1001
            'transaction_id':'T','checkout_id':'C'   | T
            'checkout_id':'C'                        | C
            'id':'X'                                 | none
            'customer_id':'X'                        | none
            """)
    void isItsIdOrNumber(String property, String group) {
      Mapped mapped =
          order(property + ",'currency':'EUR','products':[{'product_id':'p','price':1}]");
      if (group == null) {
        assertThat(mapped.result().updates()).isEmpty();
        assertThat(mapped.deadLetters()).singleElement().asString().contains("event_group_id");
      } else {
        assertThat(parameters(mapped).get("event_group_id")).isEqualTo(group);
      }
    }

    /** As Google Analytics names it. */
    @Test
    void aPurchaseHasATransactionId() {
      Mapped mapped =
          track(
              "purchase",
              "'transaction_id':'T','value':25.5,'currency':'EUR','items':[{'item_id':'S',"
                  + "'item_name':'Lamp','price':12.75,'quantity':2}]");
      assertThat(parameters(mapped))
          .isEqualTo(
              value(
                  "{'quantity':2,'product_id':'S','name':'Lamp','unit_price':12.75,"
                      + "'unit_sale_price':12.75,'event_group_id':'T','currency':'EUR',"
                      + "'custom':{'value':25.5}}"));
    }
  }

  @Nested
  @DisplayName("Names of a line")
  class NamesOfALine {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            'price':15                                       | 15 | 15
            'unitPrice':20                                   | 20 | 20
            'unitPrice':20,'unitSalePrice':15                | 20 | 15
            'unit_price':20,'sale_price':15                  | 20 | 15
            'regular_price':'20','sale_price':'15'           | 20 | 15
            'regular_price':'20','sale_price':''             | 20 | 20
            'salePrice':15                                   | 15 | 15
            """)
    void thePricesUnderTheirOtherNames(String members, long unitPrice, long unitSalePrice) {
      JsonObject sent = parameters(line("'currency':'EUR'," + members));
      assertThat(sent.get("unit_price")).isEqualTo(unitPrice);
      assertThat(sent.get("unit_sale_price")).isEqualTo(unitSalePrice);
      assertThat(sent.get("custom")).isNull();
    }

    /** What is there and can't be read is not missing. */
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            'price':'19,99 (KDV dahil)','regular_price':'25,00' | unit_sale_price
            'price':'1.299','regular_price':25                  | unit_sale_price
            'price':'from 10','sale_price':15                   | unit_sale_price
            'sale_price':'free','regular_price':25,'price':''   | unit_sale_price
            """)
    void noOtherPriceStandsInForOneThatCannotBeRead(String members, String lacking) {
      Mapped refused = line("'currency':'EUR'," + members);
      assertThat(refused.deadLetters()).singleElement().asString().contains("lacks " + lacking);
    }

    @Test
    void anotherSpellingOfTheSamePriceDoes() {
      JsonObject sent =
          parameters(
              line("'currency':'EUR','price':'2x5','item_price':'19,99','unit_sale_price':5"));
      assertThat(sent.get("unit_price")).isEqualTo(19.99);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "n/a", "N.A.", "null", "?", " "})
    void whatSaysThatThereIsNoPriceIsPassedOver(String price) {
      JsonObject sent =
          parameters(line("'currency':'EUR','price':'" + price + "','regular_price':25"));
      assertThat(sent.get("unit_sale_price")).isEqualTo(25L);
    }

    @Test
    void noTotalStandsInForASubtotalThatCannotBeRead() {
      assertThat(
              order("'order_id':'O','currency':'EUR','subtotal':'12,99 (KDV dahil)','total':12")
                  .deadLetters())
          .singleElement()
          .asString()
          .contains("lacks unit_sale_price");
    }

    /** Before and after tax: nobody knows which one the shop counts. */
    @Test
    void pricesOfTwoKindsAreNone() {
      assertThat(line("'price_ex_tax':10,'price_inc_tax':12").deadLetters())
          .singleElement()
          .asString()
          .contains("lacks unit_sale_price");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        nullValues = "none",
        textBlock =
            """
            'item_id':'7'                                  | {'item_id':'7'}
            'item_id':'p'                                  | none
            'name':'A','title':'B'                         | {'title':'B'}
            'name':'A','title':'A'                         | none
            'quantity':1,'qty':3                           | {'qty':3}
            'quantity':1,'qty_ordered':null                | none
            'currency_code':'USD'                          | {'currency_code':'USD'}
            'currencyCode':'EUR'                           | none
            'regular_price':20                             | {'regular_price':20}
            'unit_price':1                                 | none
            """)
    void whatAnotherNameGoesBeforeIsKeptAsCustom(String members, String custom) {
      JsonObject sent = parameters(line("'currency':'EUR','price':1," + members));
      assertThat(sent.get("product_id")).isEqualTo("p");
      assertThat(sent.get("currency")).isEqualTo("EUR");
      assertThat(sent.get("unit_sale_price")).isEqualTo(1L);
      assertThat(sent.get("custom")).isEqualTo(custom == null ? null : value(custom));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            'productId':'p9'              | product_id       | 'p9'
            'unitPrice':5                 | unit_price       | 5
            'promotionName':'X'           | promotion_name   | 'X'
            'shippingCost':5              | shipping_cost    | '5'
            'variantId':'gid://1'         | variant_id       | null
            """)
    void oneWordIsTheSameName(String member, String parameter, String sent) {
      JsonObject parameters = parameters(track("Wish", member + ",'other':1"));
      Object expected = "null".equals(sent) ? null : value(sent);
      assertThat(parameters.get(parameter)).isEqualTo(expected);
    }

    @Test
    void anotherSpellingThatSaysSomethingElseIsCounted() {
      Mapped mapped = track("Wish", "'product_id':'p1','productId':'p2'");
      assertThat(parameters(mapped).get("product_id")).isEqualTo("p1");
      assertThat(mapped.repairs()).containsExactly("name-taken event_params.product_id");
    }
  }

  @Nested
  @DisplayName("The text of nothing")
  class TextOfNothing {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            null            | false
            NULL            | false
            undefined       | false
            None            | false
            nil             | false
            NaN             | false
            (null)          | false
            <null>          | false
            [object Object] | false
            ' undefined '   | false
            Null            | true
            Nil             | true
            none            | true
            nan             | true
            undefined-1     | true
            nullable        | true
            """)
    void isNoneOfInsidersTexts(String text, boolean stays) {
      String value = text.replace("'", "");
      JsonObject sent =
          parameters(track("Product Viewed", "'price':1,'product_id':'%s'".formatted(value)));
      assertThat(sent.get("product_id")).isEqualTo(stays ? value : null);
      Mapped person =
          Mapped.by(
              MAPPER,
              "{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"lastName\":\"%s\",\"plan\":\"%s\"}}"
                  .formatted(value, value));
      assertThat(person.at("attributes", "surname")).isEqualTo(stays ? value : null);
      assertThat(person.at("attributes", "custom", "plan")).isEqualTo(value);
      assertThat(person.repairs().contains("field-left-out attributes.surname")).isEqualTo(!stays);
    }

    @Test
    void groupsNoOrders() {
      String rest = ",'currency':'EUR','products':[{'product_id':'p','price':1}]";
      assertThat(order("'order_id':'undefined'" + rest).deadLetters())
          .singleElement()
          .asString()
          .contains("event_group_id");
      assertThat(
              parameters(order("'order_id':'undefined','order_number':'7'" + rest))
                  .get("event_group_id"))
          .isEqualTo("7");
    }
  }

  @Nested
  @DisplayName("Products under keys")
  class ProductsUnderKeys {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            {'sku-1':{'name':'A','price':1}}                                | 1
            {'93':{'name':'A','price':1}}                                   | 1
            {'a':{'price':1},'b':{'price':2,'sku':'S'}}                     | 1
            {'0':{'price':1},'1':{'price':2}}                               | 0
            {'1':{'price':1},'2':{'price':2}}                               | 0
            {'x9':{'product_id':'p','price':1}}                             | 0
            {'product_id':'p','price':1}                                    | 0
            [{'price':1}]                                                   | 0
            """)
    void aKeyThatMayBeAnIdIsCounted(String products, int counted) {
      Mapped mapped = order("'order_id':'O','currency':'EUR','products':" + products);
      assertThat(mapped.deadLetters()).isEmpty();
      assertThat(mapped.repairs().stream().filter("two-readings products.product_id"::equals))
          .hasSize(counted);
    }
  }

  @Nested
  @DisplayName("The person in an event")
  class PersonInAnEvent {

    @Test
    void theAddressOfAPurchaseIsTheBuyers() {
      Mapped mapped =
          Mapped.by(
              MAPPER,
              "{\"type\":\"track\",\"event\":\"purchase\",\"anonymousId\":\"d\",\"properties\":{"
                  + "\"transaction_id\":\"T\",\"email\":\"ann@x.test\",\"currency\":\"EUR\","
                  + "\"items\":[{\"item_id\":\"p\",\"price\":1,\"quantity\":1}]}}");
      assertThat(mapped.at("identifiers", "email")).isEqualTo("ann@x.test");
      assertThat(mapped.at("events", 0, "event_name")).isEqualTo("purchase");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        nullValues = "none",
        textBlock =
            """
            'Email':'A@x.test'                                     | a@x.test | none          | none
            'Phone':'+905321234567'                                | none     | +905321234567 | none
            'phoneNumber':'+905321234567'                          | none     | +905321234567 | none
            'email':'a@x.test','Email':'A@X.test'                  | a@x.test | none          | none
            'email':'a@x.test','Email':'b@x.test'                  | a@x.test | none          | name-taken identifiers.email
            'phone':'+905321234567','phone_number':'+905321234568' | none     | +905321234567 | name-taken identifiers.phone_number
            'phone':'+905321234567','phone_number':'00905321234567' | none    | +905321234567 | none
            """)
    void otherSpellingsAreReadAndASecondAddressIsCounted(
        String traits, String email, String phone, String repair) {
      Mapped mapped =
          Mapped.by(
              MAPPER,
              "{'type':'identify','userId':'u','traits':{%s,'plan':'x'}}"
                  .formatted(traits)
                  .replace('\'', '"'));
      assertThat(mapped.at("identifiers", "email")).isEqualTo(email);
      assertThat(mapped.at("identifiers", "phone_number")).isEqualTo(phone);
      assertThat(mapped.repairs()).isEqualTo(repair == null ? List.of() : List.of(repair));
    }

    @Test
    void whoSignsUpSaysWhere() {
      Mapped mapped =
          track(
              "Signed Up",
              "'phone':'0532 123 45 67','country':'T\u00fcrkiye','city':'Izmir','plan':'x'");
      assertThat(mapped.at("attributes", "country")).isEqualTo("TR");
      assertThat(mapped.at("attributes", "city")).isEqualTo("Izmir");
      assertThat(mapped.at("attributes", "phone_number")).isEqualTo("+905321234567");
      assertThat(parameters(mapped).get("custom")).isEqualTo(value("{'plan':'x'}"));
    }
  }
}

package io.segmentinsider.mapping.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.insider.UserObjectWriter;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonWriter;
import io.segmentinsider.mapping.Mapped;
import io.segmentinsider.mapping.Mapper;
import io.segmentinsider.mapping.MappingResult;
import io.segmentinsider.mapping.MappingText;
import io.segmentinsider.record.Operation;
import io.segmentinsider.record.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of the tables of "Send Segment Events to Insider One". */
class GuideTest {

  private final Mapper mapper = Mapped.defaultPreset(Mapped.SETTINGS);

  private Mapped map(String event) {
    return Mapped.by(mapper, event.replace('\'', '"'));
  }

  private Mapped track(String event, String properties) {
    return map(
        "{'type':'track','event':'%s','userId':'u1','timestamp':'2024-05-01T10:00:00Z','properties':%s}"
            .formatted(event, properties));
  }

  private Mapped identify(String traits) {
    return map("{'type':'identify','userId':'u1','traits':" + traits + "}");
  }

  private static Object json(String text) {
    return Mapped.parsed(text.replace('\'', '"'));
  }

  @Nested
  @DisplayName("Create or update a user profile")
  class Identification {

    @ParameterizedTest(name = "{0} becomes {2}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            userId          | {'userId':'u1','anonymousId':'a1'}                  | uuid         | u1
            userId (number) | {'userId':17,'anonymousId':'a1'}                    | uuid         | 17
            email           | {'userId':'u1','traits':{'email':' A@B.Co '}}       | email        | a@b.co
            phone           | {'userId':'u1','traits':{'phone':'+1 415 555 0100'}} | phone_number | +14155550100
            """)
    void eachIdentifierHasInsidersName(String row, String event, String name, String value) {
      Mapped mapped = map("{'type':'identify'," + event.substring(1));
      if (mapped.update().operation() == Operation.UPSERT) {
        assertThat(mapped.at("identifiers", name)).isEqualTo(value);
      }
      assertThat(mapped.update().identifiers())
          .anySatisfy(
              identifier -> {
                assertThat(identifier.name()).isEqualTo(name);
                assertThat(identifier.value()).isEqualTo(value);
              });
    }

    @Test
    void anonymousIdIsTheCustomIdentifierOfSegment() {
      Mapped mapped = map("{'type':'identify','anonymousId':'a1','traits':{'age':3}}");
      assertThat(mapped.at("identifiers"))
          .isEqualTo(json("{'custom':{'segment_anonymous_id':'a1'}}"));
    }

    @Test
    void aCustomIdentifierIsMappedByName() {
      Mapper custom =
          Mapper.of(
              new MappingText(
                  "test",
                  """
                  [{"name":"i","action":"insiderUser","trigger":"type = \\"identify\\"",
                    "mapping":{"identifiers":{"custom":
                      {"user_loyalty_id":{"@path":"$.traits.loyalty"}}},
                     "attributes":{"unmapped":{"@path":"$.traits"}}}}]
                  """),
              Mapped.SETTINGS);
      Mapped mapped =
          Mapped.by(custom, "{\"type\":\"identify\",\"traits\":{\"loyalty\":\"L9\",\"a\":1}}");
      assertThat(mapped.at("identifiers")).isEqualTo(json("{'custom':{'user_loyalty_id':'L9'}}"));
      assertThat(mapped.at("attributes")).isEqualTo(json("{'custom':{'a':1}}"));
    }

    @Test
    void emailAndPhoneCanBeSwitchedOffAsIdentifiersAndAreAttributesThen() {
      Mapper off = Mapped.defaultPreset(Mapped.settings("USD", "purchase", false));
      Mapped mapped =
          Mapped.by(
              off,
              "{\"type\":\"identify\",\"userId\":\"u1\","
                  + "\"traits\":{\"email\":\"a@b.co\",\"phone\":\"+14155550100\"}}");
      assertThat(mapped.at("identifiers")).isEqualTo(json("{'uuid':'u1'}"));
      assertThat(mapped.at("attributes"))
          .isEqualTo(json("{'email':'a@b.co','phone_number':'+14155550100'}"));
    }

    @Test
    void anIdentifierIsNotRepeatedAsAttribute() {
      assertThat(identify("{'email':'a@b.co','age':3}").at("attributes"))
          .isEqualTo(json("{'age':3}"));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {'age':33}                                  | {'age':33}
            {'age':'33'}                                | {'age':33}
            {'birthday':'1990-01-02'}                   | {'birthday':'1990-01-02T00:00:00Z'}
            {'firstName':'Ada'}                         | {'name':'Ada'}
            {'first_name':'Ada'}                        | {'name':'Ada'}
            {'firstName':'Ada','first_name':'Eve'}      | {'name':'Ada'}
            {'firstName':'','first_name':'Eve'}         | {'name':'Eve'}
            {'lastName':'Lovelace'}                     | {'surname':'Lovelace'}
            {'last_name':'Lovelace'}                    | {'surname':'Lovelace'}
            {'gender':'female'}                         | {'gender':'F'}
            {'address':{'country':'USA'}}               | {'country':'US'}
            {'address':{'city':'Rome'}}                 | {'city':'Rome'}
            {'email_optin':true}                        | {'email_optin':true}
            {'email_optin':'true'}                      | {'email_optin':true}
            {'email_opt_in':'no','smsOptIn':true,'gdpr_opt_in':1} | {'email_optin':false,'sms_optin':true,'gdpr_optin':true}
            {'smsOptin':'no'}                           | {'sms_optin':false}
            {'whatsapp_optin':1}                        | {'whatsapp_optin':true}
            {'gdpr_optin':false}                        | {'gdpr_optin':false}
            {'language':'pt-BR'}                        | {'language':'pt_BR'}
            """)
    void predefinedAttributes(String traits, String attributes) {
      assertThat(identify(traits).at("attributes")).isEqualTo(json(attributes));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {'plan':'pro'}                                | {'plan':'pro'}
            {'Total Billed':3}                            | {'total_billed':3}
            {'name':'Ada Lovelace'}                       | {'full_name':'Ada Lovelace'}
            {'address':{'city':'Rome','street':'Via'}}    | {'address_street':'Via'}
            {'company':{'name':'Acme','plan':{'id':1}}}   | {'company_name':'Acme','company_plan_id':1}
            {'interests':['a',null,'b']}                  | {'interests':['a','b']}
            {'pets':[{'kind':'cat'}]}                     | {'pets':'[{\\'kind\\':\\'cat\\'}]'}
            {'address':{'country':'Atlantis'}}            | {'address_country':'Atlantis'}
            """)
    void anyOtherAttributeIsACustomOne(String traits, String custom) {
      assertThat(identify(traits).at("attributes", "custom")).isEqualTo(json(custom));
    }

    @Test
    void aFlattenedNameOfInsidersIsInsidersField() {
      assertThat(
              identify("{'sms':{'optin':'yes'},'last':{'ip':'1.2.3.4','seen':1}}").at("attributes"))
          .isEqualTo(json("{'sms_optin':true,'last_ip':'1.2.3.4','custom':{'last_seen':1}}"));
      assertThat(
              track("Seat Chosen", "{'unit':{'price':'5','sale':{'price':4}},'row':{'name':'A'}}")
                  .at("events", 0, "event_params"))
          .isEqualTo(json("{'unit_price':5,'unit_sale_price':4,'custom':{'row_name':'A'}}"));
    }

    @Test
    void aFlattenedIdentifierIsNoAttribute() {
      Mapped mapped = identify("{'phone':'+14155550100','list':{'id':[1]},'a':1}");
      assertThat(mapped.at("attributes")).isEqualTo(json("{'custom':{'a':1}}"));
      assertThat(mapped.repairs()).containsExactly("name-reserved attributes.list_id");
    }

    @Test
    void consentTravelsWithTheUpdate() {
      Mapped mapped =
          map(
              "{'type':'identify','userId':'u1','timestamp':'1970-01-01T00:00:05Z',"
                  + "'traits':{'gdpr_optin':'false'}}");
      assertThat(mapped.update().gdprOptin()).isFalse();
      assertThat(mapped.update().ownersOptin().at()).isEqualTo(5000);
    }
  }

  @Nested
  @DisplayName("Events")
  class Events {

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource({
      "Product List Viewed, listing_page_view",
      "User Registered, sign_up_confirmation",
      "Product Viewed, product_detail_page_view",
      "Product Added, item_added_to_cart",
      "Product Removed, item_removed_from_cart",
      "Cart Viewed, cart_page_view",
      "Cart Reviewed, cart_page_view",
      "Checkout Started, checkout_page_view",
      "Checkout Step Viewed, checkout_page_view",
      "Order Completed, confirmation_page_view",
      "Song Played, song_played"
    })
    void eachFiresOnce(String event, String name) {
      Mapped mapped =
          track(
              event,
              "{'order_id':'O','cart_id':'C','currency':'EUR','products':[{'product_id':'p','price':1}]}");
      assertThat(mapped.at("events", 0, "event_name")).isEqualTo(name);
      assertThat(mapped.update().data().decode().events()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cart Viewed", "Order Completed", "Song Played", "Checkout Started"})
    void identifiersAreTheIdsAlone(String event) {
      Mapped mapped =
          map(
              ("{'type':'track','event':'%s','userId':'u1','anonymousId':'a1',"
                      + "'context':{'traits':{'email':'a@b.co','phone':'+14155550100'}},"
                      + "'properties':{'email':'friend@x.co','cart_id':'C','order_id':'O','value':1}}")
                  .formatted(event));
      assertThat(mapped.at("identifiers"))
          .isEqualTo(json("{'uuid':'u1','custom':{'segment_anonymous_id':'a1'}}"));
      assertThat(mapped.at("attributes", "email")).isEqualTo("a@b.co");
      assertThat(mapped.at("attributes", "phone_number")).isEqualTo("+14155550100");
    }

    @Test
    void anEmailOfThePropertiesIsAnAttribute() {
      Mapped mapped = track("Invite Sent", "{'email':'friend@x.co'}");
      assertThat(mapped.at("identifiers")).isEqualTo(json("{'uuid':'u1'}"));
      assertThat(mapped.at("attributes")).isEqualTo(json("{'email':'friend@x.co'}"));
    }

    @Test
    void traitsOfTheContextAreAttributes() {
      Mapped mapped =
          map(
              "{'type':'track','event':'X','userId':'u1','context':{'traits':"
                  + "{'first_name':'Ada','plan':'pro','address':{'city':'Rome'}}}}");
      assertThat(mapped.at("attributes"))
          .isEqualTo(json("{'name':'Ada','city':'Rome','custom':{'plan':'pro'}}"));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {'traits':{'phone_number':'+1 415 555 0100'}}                   | {'phone_number':'+14155550100'}
            {'traits':{'locale':'de-DE'},'locale':'en-US'}                  | {'language':'de_DE'}
            {'traits':{'email_opt_in':'yes'}}                               | {'email_optin':true}
            {'device':{'advertisingId':'i','adTrackingEnabled':true}}       | {'idfa':'i'}
            {'device':{'advertisingId':'i','adTrackingEnabled':'true'}}     | {'idfa':'i'}
            {'device':{'advertisingId':'i','adTrackingEnabled':false}}      |
            {'device':{'advertisingId':'i','adTrackingEnabled':'False'}}    |
            {'device':{'advertisingId':'i'}}                                |
            """)
    void fieldsOfTheContextAreAttributes(String context, String attributes) {
      for (String event : new String[] {"X", "Product Viewed", "User Registered"}) {
        Mapped mapped =
            map(
                "{'type':'track','event':'%s','userId':'u1','context':%s}"
                    .formatted(event, context));
        assertThat(mapped.at("attributes")).isEqualTo(attributes == null ? null : json(attributes));
      }
    }

    @Test
    void allOfACampaignIsKept() {
      Mapped mapped =
          map(
              "{'type':'track','event':'X','userId':'u1','context':{'campaign':"
                  + "{'name':'n','source':'s','medium':'m','id':7,'Ad Set':'a'},'groupId':'g'}}");
      assertThat(mapped.at("events", 0, "event_params"))
          .isEqualTo(
              json(
                  "{'campaign_name':'n','campaign_id':7,'custom':{'campaign_source':'s',"
                      + "'campaign_medium':'m','campaign_ad_set':'a','group_id':'g'}}"));
    }

    @ParameterizedTest(name = "{0} has the address {1}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {'a':1}                                 | https://page
            {'product_id':'p'}                      |
            {'product_id':'p','url':'https://p'}    | https://p
            {'products':[{'product_id':'p'}]}       |
            """)
    void thePageIsTheAddressOfWhatIsNoProduct(String properties, String url) {
      Mapped mapped =
          map(
              ("{'type':'track','event':'Product Clicked','userId':'u1','properties':%s,"
                      + "'context':{'page':{'url':'https://page'}}}")
                  .formatted(properties));
      assertThat(mapped.at("events", 0, "event_params", "url")).isEqualTo(url);
    }

    @Test
    void theFullNameOfWhoRegistersIsNoProduct() {
      Mapped mapped = track("User Registered", "{'name':'Ada L'}");
      assertThat(mapped.at("attributes")).isEqualTo(json("{'custom':{'full_name':'Ada L'}}"));
      assertThat(mapped.at("events", 0, "event_params")).isNull();
    }

    @Test
    void userRegisteredTakesThePersonFromTheProperties() {
      Mapped mapped =
          track(
              "User Registered",
              "{'email':'a@b.co','first_name':'Ada','lastName':'L','method':'google'}");
      assertThat(mapped.at("attributes"))
          .isEqualTo(json("{'email':'a@b.co','name':'Ada','surname':'L'}"));
      assertThat(mapped.at("events", 0, "event_params"))
          .isEqualTo(json("{'custom':{'method':'google'}}"));
    }

    @Test
    void aDeliveryAddressIsNoHomeTown() {
      Mapped mapped = track("Order Shipped", "{'address':{'city':'Rome'}}");
      assertThat(mapped.at("attributes")).isNull();
      assertThat(mapped.at("events", 0, "event_params", "custom", "address_city"))
          .isEqualTo("Rome");
    }
  }

  @Nested
  @DisplayName("Product Viewed / Product Detail Page View")
  class ProductViewed {

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {'product_id':'p1'}            | {'product_id':'p1'}
            {'product_id':507}             | {'product_id':'507'}
            {'category':'Kitchen'}         | {'taxonomy':['Kitchen']}
            {'category':'Sport > Running'} | {'taxonomy':['Sport','Running']}
            {'category':['A','B']}         | {'taxonomy':['A','B']}
            {'name':'Lamp'}                | {'name':'Lamp'}
            {'price':18.9}                 | {'unit_price':18.9,'unit_sale_price':18.9}
            {'price':'1,299.00'}           | {'unit_price':1299,'unit_sale_price':1299}
            {'currency':'usd'}             | {'currency':'USD'}
            {'image_url':'https://i'}      | {'product_image_url':'https://i'}
            {'url':'https://p'}            | {'url':'https://p'}
            {'quantity':'2'}               | {'quantity':2}
            {'sku':'s','brand':'b','variant':'red','position':3} | {'custom':{'sku':'s','brand':'b','variant':'red','position':3}}
            {'Song Title':'x','rating':5}  | {'custom':{'song_title':'x','rating':5}}
            {'color':'red'}                | {'color':'red'}
            """)
    void parameters(String properties, String parameters) {
      assertThat(track("Product Viewed", properties).at("events", 0, "event_params"))
          .isEqualTo(json(parameters));
    }

    @Test
    void thePageIsNotTheProductsAddress() {
      Mapped mapped =
          map(
              "{'type':'track','event':'Product Viewed','userId':'u1',"
                  + "'context':{'page':{'url':'https://thanks','referrer':'https://r'}}}");
      assertThat(mapped.at("events", 0, "event_params"))
          .isEqualTo(json("{'referrer':'https://r'}"));
    }
  }

  @Nested
  @DisplayName("Product List Viewed / Listing Page View")
  class ProductListViewed {

    @Test
    void categoryIsTheTaxonomyAndTheRestIsCustom() {
      Mapped mapped =
          track(
              "Product List Viewed",
              "{'category':'Women/Dresses','list_id':'L1','products':[{'product_id':'p1'}]}");
      assertThat(mapped.at("events", 0, "event_params"))
          .isEqualTo(
              json(
                  "{'taxonomy':['Women/Dresses'],'custom':{'list_id':'L1',"
                      + "'products':'[{\\'product_id\\':\\'p1\\'}]'}}"));
    }
  }

  @Nested
  @DisplayName("Product lines: Cart Viewed, Checkout, Order Completed")
  class Lines {

    private static final String PRODUCT =
        "{'product_id':'p1','category':'Kitchen','name':'Lamp','price':18.9,"
            + "'image_url':'https://i','url':'https://p','quantity':2}";

    @ParameterizedTest
    @CsvSource({
      "Cart Viewed, cart_id, C1",
      "Cart Reviewed, cart_id, C1",
      "Order Completed, order_id, O1",
      "Checkout Started, checkout_id, K1",
      "Checkout Started, order_id, O1",
      "Order Refunded, order_id, O1"
    })
    void eachProductIsAnEventOfTheGroup(String event, String groupProperty, String group) {
      Mapped mapped =
          track(
              event,
              "{'%s':'%s','currency':'EUR','products':[%s,{'product_id':'p2','price':1}]}"
                  .formatted(groupProperty, group, PRODUCT));
      assertThat(mapped.at("events", 0, "event_params"))
          .satisfies(
              parameters ->
                  assertThat(without((JsonObject) parameters, "custom"))
                      .isEqualTo(
                          json(
                              "{'quantity':2,'product_id':'p1','name':'Lamp','taxonomy':['Kitchen'],"
                                  + "'unit_price':18.9,'unit_sale_price':18.9,'url':'https://p',"
                                  + "'product_image_url':'https://i','event_group_id':'"
                                  + group
                                  + "','currency':'EUR'}")));
      assertThat(mapped.at("events", 1, "event_params", "product_id")).isEqualTo("p2");
      assertThat(mapped.at("events", 1, "event_params", "event_group_id")).isEqualTo(group);
      assertThat(mapped.at("events", 1, "event_params", "quantity")).isEqualTo(1L);
      assertThat(mapped.repairs()).contains("quantity-filled-in products.quantity");
    }

    private JsonObject without(JsonObject object, String member) {
      JsonObject rest = new JsonObject();
      for (int i = 0; i < object.size(); i++) {
        if (!object.nameAt(i).equals(member)) {
          rest.put(object.nameAt(i), object.valueAt(i));
        }
      }
      return rest;
    }

    @Test
    void orderParametersStandOnEachLine() {
      Mapped mapped =
          track(
              "Order Completed",
              "{'order_id':'O1','checkout_id':'K1','affiliation':'Web','revenue':'25.00','tax':2,"
                  + "'shipping':3.5,'discount':'1','coupon':'SPRING','currency':'EUR','total':30,"
                  + "'subtotal':24,'products':[{'price':1},{'price':2,'coupon':'LINE'}]}");
      for (int line = 0; line < 2; line++) {
        assertThat(mapped.at("events", line, "event_params", "shipping_cost")).isEqualTo("3.5");
        assertThat(mapped.at("events", line, "event_params", "promotion_discount")).isEqualTo(1L);
        assertThat(mapped.at("events", line, "event_params", "promotion_name")).isEqualTo("SPRING");
      }
      assertThat(mapped.at("events", 0, "event_params", "custom"))
          .isEqualTo(
              json(
                  "{'checkout_id':'K1','affiliation':'Web','revenue':25,'tax':2,'total':30,"
                      + "'subtotal':24}"));
      assertThat(mapped.at("events", 1, "event_params", "custom", "coupon")).isEqualTo("LINE");
    }

    @Test
    void whatALineSaysStays() {
      Mapped mapped =
          track(
              "Song Bought",
              "{'url':'https://thanks','category':'A','products':[{'url':'https://p1','category':'B'}]}");
      assertThat(mapped.at("events", 0, "event_params", "url")).isEqualTo("https://p1");
      assertThat(mapped.at("events", 0, "event_params", "taxonomy")).isEqualTo(json("['B']"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "'oops'", "[null]", "[{'price':'x'}]"})
    void anOrderWithoutUsableLinesIsStillOneEvent(String products) {
      Mapped mapped =
          track(
              "Order Completed",
              "{'order_id':'O1','currency':'EUR','revenue':30,'products':" + products + "}");
      assertThat(mapped.at("events"))
          .isEqualTo(
              json(
                  "[{'event_name':'confirmation_page_view','timestamp':'2024-05-01T10:00:00Z',"
                      + "'event_params':{'quantity':1,'event_group_id':'O1','currency':'EUR',"
                      + "'unit_price':30,'unit_sale_price':30,'custom':{'revenue':30}}}]"));
    }

    @Test
    void aSingleProductNeedsNoList() {
      Mapped mapped =
          track("Order Completed", "{'order_id':'O1','products':{'product_id':'p','price':1}}");
      assertThat(mapped.at("events", 0, "event_params", "product_id")).isEqualTo("p");
    }

    @Test
    void oneBadLineCostsThatLine() {
      Mapped mapped =
          track(
              "Order Completed",
              "{'order_id':'O1','currency':'EUR','products':"
                  + "[{'product_id':'p1','price':1},{'product_id':'p2','price':'free'},7]}");
      assertThat(mapped.update().data().decode().events()).hasSize(1);
      assertThat(mapped.update().refusedEvents()).isEqualTo(2);
      assertThat(mapped.deadLetters())
          .containsExactly(
              "required-parameter event: products[1] lacks unit_sale_price, which Insider requires:"
                  + " it is unreadable (word)",
              "schema-mismatch event: products[2] must be an object but is of type number");
    }

    @ParameterizedTest
    @CsvSource({
      "7, 20, 20",
      "7, 21, 21",
      "7, 22, 21",
      "7, 999, 21",
      "{'product_id':'p2'}, 999, 21"
    })
    void manyBadLinesLeaveFewDeadLetters(String line, int bad, int letters) {
      Mapped mapped =
          track(
              "Order Completed",
              "{'order_id':'O1','currency':'EUR','products':[{'product_id':'p1','price':1}"
                  + ("," + line).repeat(bad)
                  + "]}");
      assertThat(mapped.update().data().decode().events()).hasSize(1);
      assertThat(mapped.update().refusedEvents()).isEqualTo(letters);
      assertThat(mapped.deadLetters())
          .hasSize(letters)
          .last()
          .asString()
          .contains("products[" + letters + "] ")
          .contains(letters < bad ? "the first of " + (bad - 20) + " refused events" : "event: pr");
    }

    @Test
    void oneBadFieldCostsThatField() {
      Mapped mapped =
          track(
              "Order Completed",
              "{'order_id':'O1','currency':'EUR','discount':'half','products':"
                  + "[{'product_id':'p1','price':1,'quantity':2,'url':{}}]}");
      assertThat(mapped.at("events", 0, "event_params"))
          .isEqualTo(
              json(
                  "{'quantity':2,'product_id':'p1','unit_price':1,'unit_sale_price':1,"
                      + "'event_group_id':'O1','currency':'EUR'}"));
      assertThat(mapped.repairs())
          .containsExactly(
              "field-left-out event_params.promotion_discount", "field-left-out products.url");
    }

    @Test
    void aNumberThatNoDoubleHoldsIsLeftOutAndCounted() {
      Mapped mapped = identify("{'city':'Rome','balance':1e400}");
      assertThat(mapped.at("attributes")).isEqualTo(json("{'city':'Rome'}"));
      assertThat(mapped.repairs()).containsExactly("field-left-out attributes.custom.balance");
    }

    @ParameterizedTest(name = "quantities {0} leave as {1}")
    @CsvSource(
        delimiter = '|',
        value = {"1,1|2", "1,2|1,2", "2,1,1|4", "1,1,1|3", "3,1,1|3,2", "1,1,2,4|8"})
    void linesThatWouldBeIdenticalAreMerged(String quantities, String expected) {
      StringBuilder products = new StringBuilder();
      for (String quantity : quantities.split(",", -1)) {
        products.append(products.isEmpty() ? "" : ",");
        products.append("{'product_id':'p','price':5,'quantity':").append(quantity).append('}');
      }
      Mapped mapped =
          track(
              "Order Completed",
              "{'order_id':'O1','currency':'EUR','products':[" + products + "]}");
      assertThat(
              mapped.update().data().decode().events().stream()
                  .map(entry -> Mapped.parsed(new String(entry.json(), StandardCharsets.UTF_8)))
                  .map(
                      entry ->
                          ((JsonObject) ((JsonObject) entry).get("event_params")).get("quantity"))
                  .map(String::valueOf)
                  .toList())
          .containsExactly(expected.split(",", -1));
    }

    @ParameterizedTest
    @CsvSource({"Cart Viewed, cart_id", "Order Completed, order_id"})
    void aMissingCurrencyIsTheConfiguredOne(String event, String group) {
      Mapped mapped = track(event, "{'%s':'G','products':[{'price':1}]}".formatted(group));
      assertThat(mapped.at("events", 0, "event_params", "currency")).isEqualTo("USD");
      assertThat(mapped.repairs()).contains("currency-filled-in event_params.currency");
    }

    @ParameterizedTest
    @ValueSource(strings = {"purchase", "confirmation_page_view"})
    void anOrderEventOfAnyMappingCountsAsOneUnlessItSays(String event) {
      Mapped mapped = track(event, "{'order_id':'O','price':5}");
      assertThat(mapped.at("events", 0, "event_params", "quantity")).isEqualTo(1L);
      assertThat(mapped.repairs()).contains("quantity-filled-in event_params.quantity");
    }

    @Test
    void aLineMayHaveItsOwnCurrency() {
      Mapped mapped =
          track("Cart Viewed", "{'cart_id':'C','products':[{'price':1,'currency':'try'}]}");
      assertThat(mapped.at("events", 0, "event_params", "currency")).isEqualTo("TRY");
      assertThat(mapped.repairs()).doesNotContain("currency-filled-in event_params.currency");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            Order Completed | {'currency':'EUR','revenue':1}  | confirmation_page_view lacks event_group_id  | missing
            Order Completed | {'order_id':{},'revenue':1}     | confirmation_page_view lacks event_group_id  | unreadable (object)
            Order Completed | {'order_id':'O'}                | confirmation_page_view lacks unit_sale_price | missing
            Order Completed | {'order_id':'O','revenue':'ada@b.co'} | confirmation_page_view lacks unit_sale_price | unreadable (e-mail address)
            Cart Viewed     | {'currency':'EUR','value':1}    | cart_page_view lacks event_group_id          | missing
            Cart Viewed     | {'cart_id':'C','products':[]}   | cart_page_view lacks unit_sale_price         | missing
            """)
    void whatInsiderRequiresAndNobodySaysIsADeadLetter(
        String event, String properties, String detail, String why) {
      Mapped mapped = track(event, properties);
      assertThat(mapped.result().updates()).isEmpty();
      assertThat(mapped.deadLetters())
          .containsExactly(
              "required-parameter update: " + detail + ", which Insider requires: it is " + why);
    }

    @Test
    void theOrderEventIsOneCell() {
      Mapper purchase = Mapped.defaultPreset(Mapped.settings(null, "purchase", true));
      String order =
          "{\"type\":\"track\",\"event\":\"Order Completed\",\"userId\":\"u\",\"properties\":"
              + "{\"order_id\":\"O\",\"revenue\":1%s}}";
      assertThat(
              Mapped.by(purchase, order.formatted(",\"currency\":\"EUR\""))
                  .at("events", 0, "event_name"))
          .isEqualTo("purchase");
      assertThat(Mapped.by(purchase, order.formatted("")).deadLetters())
          .containsExactly(
              "required-parameter update: purchase lacks currency, which Insider requires: it is"
                  + " missing");
    }

    @Test
    void theStepsOfACheckoutShareAGroup() {
      assertThat(
              track("Checkout Started", "{'checkout_id':'K','order_id':'O'}")
                  .at("events", 0, "event_params"))
          .isEqualTo(json("{'event_group_id':'K','custom':{'order_id':'O'}}"));
      assertThat(
              track(
                      "Checkout Step Viewed",
                      "{'checkout_id':'K','step':2,'shipping_method':'s','payment_method':'p'}")
                  .at("events", 0, "event_params"))
          .isEqualTo(
              json(
                  "{'event_group_id':'K','custom':{'step':2,'shipping_method':'s','payment_method':'p'}}"));
    }

    @Test
    void theCartIsTheGroupOfWhatIsPutIntoIt() {
      assertThat(
              track("Product Added", "{'cart_id':'C','product_id':'p'}")
                  .at("events", 0, "event_params"))
          .isEqualTo(json("{'product_id':'p','event_group_id':'C'}"));
    }
  }

  @Nested
  @DisplayName("Other calls")
  class OtherCalls {

    @Test
    void aPageCallIsAPageViewWithItsNameAndCategory() {
      Mapped mapped =
          map(
              "{'type':'page','anonymousId':'a1','name':'Home','category':'Shop',"
                  + "'properties':{'name':'Home','path':'/','title':'T','search':'','keywords':['k'],"
                  + "'url':'https://u','referrer':'https://r'}}");
      assertThat(mapped.at("events", 0, "event_name")).isEqualTo("page_view");
      assertThat(mapped.at("events", 0, "event_params"))
          .isEqualTo(
              json(
                  "{'url':'https://u','referrer':'https://r','custom':{'page_name':'Home',"
                      + "'page_category':'Shop','path':'/','title':'T','keywords':['k']}}"));
    }

    @Test
    void aScreenCallIsAScreenViewWithItsName() {
      Mapped mapped =
          map("{'type':'screen','anonymousId':'a1','properties':{'name':'Cart','section':'s'}}");
      assertThat(mapped.at("events", 0, "event_name")).isEqualTo("screen_view");
      assertThat(mapped.at("events", 0, "event_params"))
          .isEqualTo(json("{'custom':{'screen_name':'Cart','section':'s'}}"));
    }

    @Test
    void aGroupCallSaysCustomAttributesOfTheUser() {
      Mapped mapped =
          map(
              "{'type':'group','userId':'u1','groupId':'g1','traits':{'id':'g2','name':'Acme',"
                  + "'Employees':35,'address':{'city':'R'}}}");
      assertThat(mapped.at("attributes"))
          .isEqualTo(
              json(
                  "{'custom':{'group_id':'g1','group_name':'Acme','group_employees':35,"
                      + "'group_address_city':'R'}}"));
      assertThat(mapped.repairs()).containsExactly("name-taken attributes.custom.group_id");
    }

    @Test
    void aliasOfADeviceTeachesALink() {
      Mapped mapped = map("{'type':'alias','userId':'u1','previousId':'a1','anonymousId':'a1'}");
      assertThat(mapped.update().operation()).isEqualTo(Operation.LINK);
      assertThat(mapped.update().namedUserId()).isEqualTo("u1");
      assertThat(mapped.update().customIdentifier("segment_anonymous_id").value()).isEqualTo("a1");
      assertThat(mapped.update().previousUserId()).isNull();
    }

    @Test
    void aliasOfAUserKeepsThePreviousOne() {
      Mapped mapped = map("{'type':'alias','userId':'u2','previousId':'u1','anonymousId':'a1'}");
      assertThat(mapped.update().operation()).isEqualTo(Operation.CHANGE_USER_ID);
      assertThat(mapped.update().previousUserId()).isEqualTo("u1");
    }

    @Test
    void anIdentifyWithoutTraitsTeachesALink() {
      Mapped mapped = map("{'type':'identify','userId':'u1','anonymousId':'a1'}");
      assertThat(mapped.update().operation()).isEqualTo(Operation.LINK);
    }

    @Test
    void anIdentifyThatSaysNothingIsADeadLetter() {
      assertThat(map("{'type':'identify','userId':'u1'}").deadLetters())
          .containsExactly(
              "empty-update update: one identifier, no attribute and no event: nothing to say");
    }

    @Test
    void anEmailAloneIsSentAsAttributeToo() {
      Mapped mapped = identify("{'email':'a@b.co'}");
      assertThat(mapped.at("attributes")).isEqualTo(json("{'email':'a@b.co'}"));
    }
  }

  @Nested
  @DisplayName("Identifiers that are none")
  class BadIdentifiers {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{'userId':'undefined'}",
          "{'userId':'ANONYMOUS'}",
          "{'userId':''}",
          "{'userId':{'id':'x'}}",
          "{'userId':['a','b']}",
          "{'userId':true,'anonymousId':null}",
          "{'anonymousId':'0'}",
          "{'anonymousId':'00000000-0000-0000-0000-000000000000'}",
          "{'x':1}"
        })
    void leaveNobody(String ids) {
      Mapped mapped = map("{'type':'track','event':'X'," + ids.substring(1));
      assertThat(mapped.result().updates()).isEmpty();
      assertThat(mapped.result().deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.reason()).isEqualTo(Reason.NO_IDENTIFIER));
    }

    @Test
    void theDeadLetterSaysWhyEachIsNone() {
      assertThat(
              map("{'type':'identify','userId':'undefined','traits':{'email':['Ada',7],'phone':'12'}}")
                  .deadLetters())
          .containsExactly(
              "no-identifier update: no usable identifier: uuid is blocked,"
                  + " email is malformed (list of integer or word),"
                  + " phone_number is malformed (number as text), segment_anonymous_id is missing;"
                  + " identity.blocked-values lists what is blocked");
    }

    @Test
    void oneBadOneCostsThatOne() {
      Mapped mapped = identify("{'email':'not-an-email','phone':'12','age':3}");
      assertThat(mapped.at("identifiers")).isEqualTo(json("{'uuid':'u1'}"));
      assertThat(mapped.repairs())
          .containsExactly(
              "identifier-malformed identifiers.email",
              "identifier-malformed identifiers.phone_number");
    }

    @Test
    void thePersonsCountryReadsANationalNumber() {
      Mapped mapped = identify("{'phone':'(415) 555-0100','address':{'country':'USA'}}");
      assertThat(mapped.at("identifiers", "phone_number")).isEqualTo("+14155550100");
    }
  }

  @Nested
  @DisplayName("The event's own integrations object")
  class OwnIntegrations {

    @ParameterizedTest(name = "{0}: suppressed {1}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {}                                                      | false
            {'All':true}                                            | false
            {'All':false}                                           | true
            {'All':false,'Insider Cloud Mode (Actions)':true}       | false
            {'All':false,'Insider Cloud Mode (Actions)':{'a':1}}    | false
            {'All':true,'Insider Cloud Mode (Actions)':false}       | true
            {'Insider Cloud Mode (Actions)':null}                   | false
            {'Insider Cloud Mode (Actions)':'false'}                | true
            {'insider cloud mode (actions)':false}                  | false
            {'All':'no'}                                            | false
            {'All':0}                                               | false
            "oops"                                                  | false
            """)
    void decides(String integrations, boolean suppressed) {
      Mapped mapped =
          map("{'type':'track','event':'X','userId':'u1','integrations':" + integrations + "}");
      assertThat(mapped.update().suppression()).isEqualTo(suppressed ? "integrations" : null);
    }
  }

  @Nested
  @DisplayName("What never leaves, or not as it is")
  class Rules {

    private static final String EVENT =
        "{'type':'track','event':'X','userId':'u1','timestamp':'2024-05-01T00:00:00Z','context':{'ip':'1.2.3.4','userAgent':'UA',"
            + "'traits':{'plan':'pro'}},'properties':{'shipping':3,'card':'4111','seat':'9a'}}";

    @ParameterizedTest
    @ValueSource(strings = {"default", "segment-actions"})
    void aLineOfConfigurationDropsOrHashesAField(String preset) {
      Mapper mapper =
          Mapper.of(
              MappingText.preset(preset),
              Mapped.settings(
                  Set.of("attributes.last_ip", "event_params.user_agent"),
                  Set.of("event_params.custom.seat", "attributes.city")));
      MappingResult result = mapper.map(Mapped.event(EVENT.replace('\'', '"')));
      assertThat(result.updates()).hasSize(1);
      String user =
          new String(
              UserObjectWriter.write(
                  result.updates().get(0), result.updates().get(0).data().decode()),
              StandardCharsets.UTF_8);
      assertThat(user).doesNotContain("1.2.3.4").doesNotContain("UA").doesNotContain("9a");
    }

    @Test
    void anObjectStandsForAllThatIsFlattenedFromIt() {
      String person =
          """
          {"type":"identify","userId":"u1","traits":{"firstName":"A","Company Data":{"name":"N","at":{"x":"X"}},
           "address":{"street":"S","country":"Nowhere"}}}
          """;
      assertThat(attributes(person, "", "attributes.Company Data")).doesNotContain("N\"", "X\"");
      assertThat(attributes(person, "attributes.company_data;attributes.address", ""))
          .isEqualTo("{\"name\":\"A\",\"custom\":{\"address_country\":\"Nowhere\"}}");
      assertThat(attributes(person, "attributes.country;attributes.address_street", ""))
          .doesNotContain("Nowhere", "S\"");
    }

    private String attributes(String event, String drop, String hash) {
      Mapper mapper = Mapped.defaultPreset(Mapped.settings(fields(drop), fields(hash)));
      return JsonWriter.text(Mapped.by(mapper, event).at("attributes"));
    }

    private Set<String> fields(String separated) {
      return separated.isEmpty() ? Set.of() : Set.of(separated.split(";"));
    }

    @Test
    void anAllowedObjectLeavesWithAllOfIt() {
      Mapper mapper =
          Mapper.of(
              new MappingText(
                  "test",
                  """
                  [{"name":"t","action":"insiderUser","trigger":"type = \\"identify\\"",
                    "mapping":{"identifiers":{"uuid":{"@path":"$.userId"}},
                     "attributes":{"unmapped":{"@path":"$.traits"},"allow":["Company"],"deny":["company_id"]}}}]
                  """),
              Mapped.SETTINGS);
      String event =
          "{'type':'identify','userId':'u1','traits':{'plan':'p','company':{'name':'N','id':7}}}";
      assertThat(Mapped.by(mapper, event.replace('\'', '"')).at("attributes"))
          .isEqualTo(json("{'custom':{'company_name':'N'}}"));
    }

    @Test
    void theNamesOfSegmentsDestinationAreMeantInAnySpelling() {
      String mapping =
          """
          [{"name":"t","action":"updateUserProfile","trigger":"type = \\"identify\\"",
            "mapping":{"uuid":{"@path":"$.userId"},"custom":{"@path":"$.traits"}}}]
          """;
      Mapper mapper =
          Mapper.of(
              new MappingText("test", mapping),
              Mapped.settings(Set.of("attributes.Total Billed"), Set.of("attributes.Seat")));
      String event =
          "{'type':'identify','userId':'u1','traits':{'Total Billed':3,'Seat':'9a','plan':'p'}}";
      assertThat(JsonWriter.text(Mapped.by(mapper, event.replace('\'', '"')).at("attributes")))
          .doesNotContain("Total Billed", "9a")
          .contains("plan");
    }

    @Test
    void hashedIsTheHexadecimalSha256() {
      Mapper mapper =
          Mapped.defaultPreset(
              Mapped.settings(Set.of(), Set.of("event_params.seat", "attributes.plan")));
      Mapped mapped = Mapped.by(mapper, EVENT.replace('\'', '"'));
      assertThat(mapped.at("events", 0, "event_params", "custom", "seat"))
          .isEqualTo("66e23d5fd298f615e9c790abb337ba0482e69c682b0024ed0267bf74b8b86d34");
    }

    @Test
    void shippingCostCanBeANumber() {
      Mapper mapper = Mapped.defaultPreset(Mapped.settings(Set.of(), Set.of()));
      assertThat(
              Mapped.by(mapper, EVENT.replace('\'', '"'))
                  .at("events", 0, "event_params", "shipping_cost"))
          .isEqualTo(3L);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        textBlock =
            """
            $.properties['a.b']     | {'a':{'b':'x'}}  | {'custom':{'own':'x'}}
            $.properties['a']['b']  | {'a':{'b':'x'}}  | {'custom':{'own':'x'}}
            properties.a[b]         | {'a[b]':'x'}     | {'custom':{'own':'x'}}
            properties.a[b]         | {'a':{'b':'x'}}  | {'custom':{'a_b':'x'}}
            $.properties.a$.b       | {'a$':{'b':'x'}} | {'custom':{'own':'x'}}
            """)
    void whatAPathReadsIsSentOnce(String path, String properties, String sent) {
      assertThat(withPath(path, properties).at("events", 0, "event_params")).isEqualTo(json(sent));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            $.properties.a.0.b    | {'a':[{'b':'x'}]}
            $.properties.a.b.1    | {'a':{'b':'yxz'}}
            $.properties.a[0]['b'] | {'a':[{'b':'x'}]}
            """)
    void aPathLeadsIntoListsAndText(String path, String properties) {
      assertThat(withPath(path, properties).at("events", 0, "event_params", "custom", "own"))
          .isEqualTo("x");
    }

    private Mapped withPath(String path, String properties) {
      Mapper mapper =
          Mapper.of(
              new MappingText(
                  "test",
                  """
                  [{"name":"t","action":"insiderEvent","trigger":"type = \\"track\\"",
                    "mapping":{"event_name":"x","identifiers":{"uuid":{"@path":"$.userId"}},
                     "event_params":{"custom":{"own":{"@path":"PATH"}},
                      "unmapped":{"@path":"$.properties"}}}}]
                  """
                      .replace("PATH", path)),
              Mapped.SETTINGS);
      String event =
          "{'type':'track','event':'e','userId':'u1','properties':%s}".formatted(properties);
      return Mapped.by(mapper, event.replace('\'', '"'));
    }

    @Test
    void aMappingMayAllowDenyAndHash() {
      Mapper mapper =
          Mapper.of(
              new MappingText(
                  "test",
                  """
                  [{"name":"t","action":"insiderEvent","trigger":"type = \\"track\\"",
                    "mapping":{"event_name":"x","identifiers":{"uuid":{"@path":"$.userId"}},
                     "event_params":{"user_agent":{"@path":"$.context.userAgent"},
                      "unmapped":{"@path":"$.properties"},
                      "allow":["card","seat"],"deny":["user_agent","seat"]}}}]
                  """),
              Mapped.SETTINGS);
      assertThat(Mapped.by(mapper, EVENT.replace('\'', '"')).at("events", 0, "event_params"))
          .isEqualTo(json("{'custom':{'card':'4111'}}"));
    }
  }
}

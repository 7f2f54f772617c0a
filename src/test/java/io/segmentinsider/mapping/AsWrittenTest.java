package io.segmentinsider.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.segmentinsider.json.JsonArray;
import io.segmentinsider.json.JsonException;
import io.segmentinsider.json.JsonObject;
import io.segmentinsider.json.JsonReader;
import io.segmentinsider.record.Identifier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that say more than JavaScript reads: numbers of many digits, and half characters. */
class AsWrittenTest {

  private static final String BIG = "720982911946154509";
  private static final String ROUNDED = "720982911946154500";

  @Nested
  class DefaultPreset {

    private final Mapper mapper = Mapped.defaultPreset(Mapped.SETTINGS);

    private Mapped map(String event) {
      return Mapped.by(mapper, event.replace('\'', '"'));
    }

    @Test
    void idsOfOrdersAndProductsKeepTheirDigits() {
      Mapped order =
          map(
              "{'type':'track','event':'Order Completed','userId':'u-1','properties':{'order_id':"
                  + BIG
                  + ",'currency':'EUR','products':[{'product_id':488032119674292921,'price':10,"
                  + "'quantity':1,'sku':1234567890123456789}]}}");
      assertThat(order.user())
          .contains("\"product_id\":\"488032119674292921\"")
          .contains("\"event_group_id\":\"" + BIG + "\"")
          .contains("\"sku\":1234567890123456789");
    }

    @ParameterizedTest
    @ValueSource(strings = {BIG, "-" + BIG, "9007199254740993", "12345678901234567890123"})
    void userIdsKeepTheirDigits(String id) {
      Mapped mapped = map("{'type':'identify','userId':" + id + ",'traits':{'plan':'free'}}");
      assertThat(mapped.update().namedUserId()).isEqualTo(id);
      assertThat(mapped.update().userId()).isEqualTo(id);
    }

    @Test
    void traitsKeepTheirDigitsWhereverTheyStand() {
      Mapped mapped =
          map(
              "{'type':'identify','userId':'u','traits':{'loyalty':"
                  + BIG
                  + ",'nested':{'card':"
                  + BIG
                  + "},'cards':["
                  + BIG
                  + "],'objects':[{'card':"
                  + BIG
                  + "}],'share':0.12345678901234567891}}");
      assertThat(mapped.user())
          .contains("\"loyalty\":" + BIG)
          .contains("\"nested_card\":" + BIG)
          .contains("\"cards\":[" + BIG + "]")
          .contains("\"objects\":\"[{\\\"card\\\":" + BIG + "}]\"")
          .contains("\"share\":0.12345678901234567891")
          .doesNotContain(ROUNDED);
    }

    @ParameterizedTest
    @CsvSource({"404, 404", "404.0, 404", "-1, 1", "4.5, 4.5", BIG + ", " + BIG})
    void aNumberAsAnEventsNameIsItsText(String written, String name) {
      assertThat(
              map("{'type':'track','event':" + written + ",'userId':'u'}")
                  .at("events", 0, "event_name"))
          .isEqualTo(name);
    }

    @Test
    void halfACharacterThatAMappingMakesIsReplacedInIdentifiers() {
      Mapper cutting =
          Mapper.of(
              new MappingText(
                  "test",
                  """
                  [{"name":"m","action":"insiderUser","trigger":"type = \\"identify\\"","mapping":{
                    "identifiers":{"uuid":{"@template":"u{{userId.0}}"},
                      "custom":{"card":{"@liquid":"{{ userId | slice: 0, 1 }}"},
                        "decoded":{"@json":{"mode":"decode","value":{"@path":"$.traits.text"}}}}},
                    "attributes":{"custom":{"plan":{"@path":"$.traits.plan"}}}}}]
                  """),
              Mapped.SETTINGS);
      Mapped mapped =
          Mapped.by(
              cutting,
              "{\"type\":\"identify\",\"userId\":\"😀\","
                  + "\"traits\":{\"plan\":1,\"text\":\"\\\"d\\\\ud83d\\\"\"}}");
      assertThat(mapped.update().identifiers())
          .extracting(Identifier::value)
          .containsExactly("u�", "😀", "d�");
    }
  }

  @Nested
  class SegmentActions {

    private final Mapper mapper = Mapper.of(MappingText.preset("segment-actions"), Mapped.SETTINGS);

    private Mapped map(String event) {
      return Mapped.by(mapper, event.replace('\'', '"'));
    }

    @Test
    void aRoundedNumberIsNoIdentifierAndIsSentAsSegmentSendsIt() {
      Mapped mapped =
          map(
              "{'type':'identify','userId':"
                  + BIG
                  + ",'anonymousId':'a1','traits':{'age':30,'first_name':"
                  + BIG
                  + "}}");
      assertThat(mapped.at("identifiers").toString())
          .isEqualTo("{\"custom\":{\"segment_anonymous_id\":\"a1\"}}");
      assertThat(mapped.at("attributes", "name")).isEqualTo(ROUNDED);
      assertThat(mapped.repairs()).containsExactly("identifier-rounded identifiers.uuid");
      assertThat(mapped.update().userId()).isEqualTo(BIG);
    }

    @Test
    void nothingIsSentUnderARoundedNumberAlone() {
      Mapped one = map("{'type':'identify','userId':" + BIG + ",'traits':{'age':30}}");
      assertThat(one.deadLetters()).singleElement().asString().startsWith("no-identifier update");
      assertThat(one.repairs()).containsExactly("identifier-rounded identifiers.uuid");
    }

    @Test
    void numbersThatSegmentKeepsAreIdentifiers() {
      Mapped mapped = map("{'type':'identify','userId':9007199254740992,'traits':{'age':30}}");
      assertThat(mapped.update().namedUserId()).isEqualTo("9007199254740992");
    }

    @Test
    void otherNumbersOfTheEventDoNotTouchItsIdentifiers() {
      Mapped mapped = map("{'type':'identify','userId':'u','traits':{'age':30,'x':" + BIG + "}}");
      assertThat(mapped.update().namedUserId()).isEqualTo("u");
      assertThat(mapped.repairs()).isEmpty();
    }

    @Test
    void halfACharacterStaysInContentAndIsReplacedInIdentifiers() throws JsonException {
      Mapped mapped =
          map(
              "{'type':'track','event':'A','userId':'u\\ud83d','timestamp':'2024-02-14T13:54:51Z',"
                  + "'properties':{'name':'\\ud83d'},'context':{'traits':{'email':'\\ud83d'}}}");
      assertThat(mapped.update().namedUserId()).isEqualTo("u�");
      assertThat(mapped.user()).contains("\"name\":\"\\ud83d\"").contains("\"email\":\"\\ud83d\"");
      JsonObject user = (JsonObject) new JsonReader().read(mapped.user());
      assertThat(((JsonArray) user.get("events")).size()).isEqualTo(1);
    }
  }
}
